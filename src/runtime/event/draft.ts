import { formerProperties, type GroupUpdate } from "../../portable/compose-event.ts";
import type { EventKey } from "../../portable/event-key.ts";
import type { Fields } from "../../portable/field-rule.ts";
import type { EventPersonal } from "../../portable/redact.ts";
import type { PlanContract } from "../definition.ts";
import type { PlainObject } from "../../portable/values.ts";
import type { Violation } from "../../portable/find-violations.ts";
import { Refused } from "../refusal.ts";
import { GROUP_IDENTIFY, IGNORE_SENT_AT, type Message } from "../message.ts";

/** A call that has been checked, and is not yet a message: it lacks its time. */
export interface Draft {
  readonly plan: PlanContract;
  readonly event: string;
  readonly distinctId: string;
  readonly properties: PlainObject;
  /** Group type → key. */
  readonly groups: Readonly<Record<string, string>>;
  /** What the event sets on groups besides, each with the names of what was redacted in it. */
  readonly groupUpdates: readonly (GroupUpdate & { readonly redacted?: string[] })[];
  /** What is personal in it. */
  readonly personal?: EventPersonal | undefined;
  /** The property for which it cannot be sent without personal data. */
  readonly personalKey?: string | undefined;
  /** A former name that the event is also sent under, and the event. */
  readonly former?:
    | { readonly name: string; readonly of: Parameters<typeof formerProperties>[0] }
    | undefined;
  /** What makes two sends of it one; absent when each is a message of its own. */
  readonly key?: EventKey | undefined;
  /** Whether the plan names a key for the event, and this one has none. */
  readonly unkeyed?: boolean;
  /** Whether it is to outlast the process. */
  readonly isDurable?: boolean | undefined;
  /** The other user whom the request claimed to come from. */
  readonly otherUser?: string | undefined;
  /** Whether it is an update that would set nothing. */
  readonly isEmpty?: boolean;
  /** Has the names of the properties, for naming the violations. */
  readonly fields: Fields;
  readonly violations: readonly Violation[];
  /** What is wrong with the options, and with what follows from the properties, as `path: code`. */
  readonly otherViolations: readonly string[];
  /** See `PlainCopy`. */
  readonly size: number;
}

/** PostHog refuses events over 1,000,000 bytes, and adds to them before it measures again. */
const MAX_EVENT_BYTES = 900_000;

/** Below this size a message cannot come near the limit, whatever its characters and derived parts. */
const SURELY_SMALL = 20_000;

/**
 * The messages of a draft: the event itself, one under its former name, and one for each group that it sets properties of.
 * Each has a uuid of its own; where the event has a key, the same at each repeat.
 *
 * @throws Refused if one is larger than PostHog accepts.
 */
export function finishDraft(draft: Draft, timestamp: Date): readonly [Message, ...Message[]] {
  const { event, distinctId, properties, groups, groupUpdates, former, key } = draft;
  const own = { event, distinctId, properties, timestamp, uuid: uuidOf(draft, event) };
  const messages: [Message, ...Message[]] = [Object.keys(groups).length > 0 ? { ...own, groups } : own];
  if (former !== undefined) {
    const { name, of } = former;
    messages.push({
      ...messages[0],
      event: name,
      properties: formerProperties(of, properties),
      uuid: uuidOf(draft, name),
    });
  }
  for (const update of groupUpdates) {
    messages.push({
      event: GROUP_IDENTIFY,
      distinctId,
      properties: {
        ...toGroupProperties(update),
        ...(update.redacted?.length && { plan_redacted: update.redacted }),
        ...(key !== undefined && { [IGNORE_SENT_AT]: true }),
      },
      timestamp,
      uuid: uuidOf(draft, GROUP_IDENTIFY, [event, update.type]),
    });
  }
  for (const message of messages) {
    if (isTooLarge(message, draft.size)) {
      throw new Refused("too_large", `PostHog accepts at most ${MAX_EVENT_BYTES} bytes`);
    }
  }
  return messages;
}

/** @param context - what a message is about besides its event, and what the event has its key for */
function uuidOf({ plan, distinctId, key }: Draft, name: string, context?: readonly string[]): string {
  if (key === undefined) return randomUuid();
  return plan.eventUuid(name, distinctId, context === undefined ? key.parts : [...context, ...key.parts]);
}

/** A random uuid. Node glues one together of twenty strings; reading a character makes it one, of a tenth of the size. */
function randomUuid(): string {
  const uuid = crypto.randomUUID();
  uuid.charCodeAt(0);
  return uuid;
}

/**
 * Whether a message is larger than PostHog accepts.
 *
 * @param size - see `PlainCopy`; small messages are not measured
 */
export function isTooLarge({ properties }: Message, size: number): boolean {
  return size > SURELY_SMALL && new TextEncoder().encode(JSON.stringify(properties)).length > MAX_EVENT_BYTES;
}

/** The properties of a `$groupidentify` event. */
export function toGroupProperties({ type, key, set }: GroupUpdate): PlainObject {
  return { $group_type: type, $group_key: key, $group_set: set };
}
