import type { GroupUpdate } from "../../portable/compose-event.ts";
import type { EventKey } from "../../portable/event-key.ts";
import type { ParsedId, PlanContract, Schema } from "../definition.ts";
import type { PlainObject } from "../../portable/values.ts";
import type { Violation } from "../properties/violations.ts";
import { Refused } from "../refusal.ts";
import { checkSender, type IdKind } from "./sender-id.ts";

/** A call that has been checked, and is not yet a message: it lacks its time. */
export interface Draft {
  readonly plan: PlanContract;
  readonly event: string;
  readonly distinctId: string;
  readonly properties: PlainObject;
  /** Group type → key. */
  readonly groups: Readonly<Record<string, string>>;
  /** What the event sets on groups besides. */
  readonly groupUpdates: readonly GroupUpdate[];
  /** What makes two sends of it one; absent when each is a message of its own. */
  readonly key?: EventKey | undefined;
  /** Whether the plan names a key for the event, and this one has none. */
  readonly unkeyed?: boolean;
  /** The other user whom the request claimed to come from. */
  readonly otherUser?: string | undefined;
  /** Whether it is an update that would set nothing. */
  readonly isEmpty?: boolean;
  /** Knows the names of the properties, for naming the violations. */
  readonly schema: Schema;
  readonly violations: readonly Violation[];
  /** What is wrong with the options, and with what follows from the properties, as `path: code`. */
  readonly otherViolations: readonly string[];
  /** See `PlainCopy`. */
  readonly size: number;
}

/**
 * The canonical id of who sends a message.
 *
 * @throws Refused
 */
export function idOf(kind: IdKind, sender: string | ParsedId): string {
  const checked = checkSender(kind, sender);
  if (!checked.ok) throw new Refused(checked.reason, checked.detail);
  return checked.id;
}
