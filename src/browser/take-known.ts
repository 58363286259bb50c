import { type FieldRule, type Fields, ruleOf } from "../portable/field-rule.ts";
import { encodeText, isTime } from "../portable/fill-fields.ts";
import { listViolations, showKey } from "../portable/violations.ts";
import type { PlainObject, PlainValue } from "../portable/values.ts";
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

/**
 * Keeps only properties of the plan: others could be anything, such as an email or the `distinct_id` of another person. Only dates
 * are validated, because sending would change them. Unreadable properties are omitted. Never throws.
 */
export function takeKnown(input: object | undefined, fields: Fields = {}): BrowserDraft {
  const properties: PlainObject = {};
  const invalid = new Set<string>();
  const violations: string[] = [];
  for (const name of Object.keys(input ?? {})) {
    const found: FoundFaults = { unknown: [] };
    try {
      const one = { [name]: (input as Readonly<Record<string, unknown>>)[name] };
      Object.assign(properties, encode(one, { fields }, "", found));
      violations.push(...found.unknown);
    } catch {
      violations.push(found.fault ?? showKey(name) + ": unreadable");
      invalid.add(name);
    }
  }
  return { properties, invalid, violations: listViolations(violations) };
}

/** What was found in one property. */
interface FoundFaults {
  /** Why parts of it are left out, as `path: code`. */
  readonly unknown: string[];
  /** Why all of it is. */
  fault?: string;
}

/**
 * A copy of a value in the form in which it is sent, without what its rule does not know. Throws for an invalid one.
 *
 * @param path - the names that it is under, each with a dot
 */
function encode(value: unknown, rule: FieldRule, path: string, found: FoundFaults): PlainValue {
  const { as, each, fields } = rule;
  const sent = as && value !== null ? as(value) : value;
  const fault = sent === undefined ? "datetime" : isTime(sent) ? "wrong_type" : undefined;
  if (fault) {
    found.fault = path.slice(0, -1) + ": " + fault;
    throw fault;
  }
  if (typeof sent === "string") {
    return encodeText(sent, rule);
  }
  if (typeof sent !== "object" || !sent) {
    return sent as PlainValue;
  }
  if (Array.isArray(sent)) {
    return sent.map((item, index) => encode(item ?? null, each ?? {}, path + index + ".", found));
  }
  const entries = Object.entries(sent).flatMap(([name, item]) => {
    const known = ruleOf(fields, name);
    const inner = known ?? each ?? (fields ? undefined : {});
    if (item === undefined) {
      return [];
    }
    if (inner && inner.constant === undefined) {
      const shown = known ? name : fields ? showKey(name) : "*";
      return [[name, encode(item, inner, path + shown + ".", found)]];
    }
    found.unknown.push(path + showKey(name) + ": unknown_property");
    return [];
  });
  return Object.fromEntries(entries) as PlainObject;
}
