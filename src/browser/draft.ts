import type { PlainObject } from "../portable/values.ts";
import type { RefusalReason, TrackOptions } from "./options.ts";

/** What is known of an event before it is sent. The parts of its definition change it in place. */
export interface BrowserDraft {
  /** Only those of the plan, in the form in which they are sent. */
  readonly properties: PlainObject;
  /** Names of the properties that are left out because something in them is invalid. */
  readonly invalid: Set<string>;
  /** Why something was left out, as `path: code`. */
  readonly violations: string[];
  /** Messages that follow from the event. */
  updates?: readonly BrowserMessage[];
  /** Why it cannot be sent, and what that is about. */
  refusal?: readonly [reason: RefusalReason, detail: string];
}

/** One of the messages that an event is sent as. */
export interface BrowserMessage {
  readonly event: string;
  readonly properties: PlainObject;
  /** Beside the event's own key, what makes it another message than the event. */
  readonly key?: readonly string[];
}

/**
 * A part of what the plan says of an event, such as its groups. Events have only the parts that they need, so the code of others stays
 * out of a page.
 *
 * @returns what it left out, as `path: code`, if it can leave out anything
 */
export type BrowserStep = (
  draft: BrowserDraft,
  options: (TrackOptions & { readonly additional?: unknown }) | undefined,
) => readonly string[] | void;
