import { composeEvent, type EventRules } from "../portable/compose-event.ts";
import type { Fields } from "../portable/field-rule.ts";
import { resolveEventKey } from "../portable/event-key.ts";
import type { GroupTypes } from "../portable/groups.ts";
import { fillFields } from "../portable/fill-fields.ts";
import { findTimestampFault } from "../portable/timestamps.ts";
import { listViolations } from "../portable/violations.ts";
import type { PlainObject } from "../portable/values.ts";
import { refuse, refuseEarly, reportViolations } from "./identify.ts";
import type { KeyedOptions, TrackOptions } from "./options.ts";
import { idIn, isIdentified, type PostHog, send } from "./posthog-js.ts";
import { type KnownProperties, takeKnown } from "./take-known.ts";

/** What a browser needs to know of an event. */
interface BrowserRules extends EventRules {
  readonly name: string;
  /** Leaves out what revenue cannot be made of: see `dropUnfit`. It comes only with the events that have revenue. */
  readonly dropUnfit?: (properties: PlainObject, fields: Fields, invalid: Set<string>) => readonly string[];
  /** Removes what is personal from the properties of a message: see `removePersonal`. Only with the events that have any. */
  readonly personal?: (properties: PlainObject) => PlainObject;
  /** See `findPersonalKey`. Only with the events that can have such a key. */
  readonly findPersonalKey?: (groups: Readonly<Record<string, string>>) => string | undefined;
  /** A former name that it is also sent under, and `formerProperties`. It comes only with the events that have one. */
  readonly former?: {
    readonly name: string;
    readonly properties: (event: BrowserRules, properties: PlainObject) => PlainObject;
  };
}

/** What a browser needs to know of a plan. */
interface BrowserPlan {
  readonly groups: GroupTypes;
  /** Properties of every event that say by which version of the plan it was sent. */
  readonly stamp?: Readonly<Record<string, string>>;
  /** Adds the values that were given once: see `addGiven`. It comes only with the plans that have any. */
  readonly addGiven?: (known: KnownProperties, event: BrowserRules) => void;
}

/** An event that is one at each call. */
export interface EventDefinition extends BrowserRules {
  readonly plan: BrowserPlan;
}

/** An event that counts once. */
export interface KeyedEventDefinition extends BrowserRules {
  readonly plan: BrowserPlan & {
    readonly isUserId: (raw: unknown) => boolean;
    readonly eventUuid: (event: string, id: string, key: readonly string[]) => string;
  };
}

/** Sends an event that is one at each call, also of a visitor. Scripts without types may pass nothing. */
export function captureEvent(
  posthog: PostHog,
  event: EventDefinition,
  input: object | undefined,
  options: TrackOptions | undefined,
): boolean {
  if (typeof posthog?.capture !== "function") {
    return refuseEarly(options, event.name);
  }
  const timestamp = options?.timestamp;
  const fault = timestamp && findTimestampFault(timestamp, Date.now());
  const composed = compose(event, input, options, fault);
  if (!composed) {
    return false;
  }
  // Options of any kind make posthog-js send the event by itself, ahead of those that wait.
  const time = timestamp && fault === undefined ? { timestamp } : undefined;
  sendAll(event, composed, (name, properties) => send(posthog, name, properties, time));
  return true;
}

/** Sends an event that counts once, no matter which side sends it and how often. */
export function captureKeyedEvent(
  posthog: PostHog,
  event: KeyedEventDefinition,
  input: object | undefined,
  options: KeyedOptions | undefined,
): boolean {
  const { name, plan } = event;
  const id = idIn(posthog);
  if (id === undefined) {
    return refuseEarly(options, name);
  }
  if (!isIdentified(posthog) || !plan.isUserId(id)) {
    return refuse(options, "not_identified", name, "no person is identified");
  }
  const timestamp = options?.timestamp;
  if (findTimestampFault(timestamp, Date.now()) !== undefined) {
    return refuse(options, "invalid_timestamp", name, "the timestamp is not a date between 2000 and now");
  }
  const composed = compose(event, input, options);
  if (!composed) {
    return false;
  }
  const { key, fault } = resolveEventKey(event, composed.properties, options?.idempotencyKey);
  if (fault !== undefined) {
    return refuse(options, "invalid_idempotency_key", name, fault);
  }
  const once = key && { $ignore_sent_at: true };
  // The key is sent too, because PostHog's deduplicator merges events that differ only in their uuid.
  const { callerKey } = key ?? {};
  Object.assign(composed.properties, callerKey !== undefined && { idempotency_key: callerKey });
  sendAll(event, composed, (sent, properties) => {
    const group = properties["$group_type"];
    const parts = typeof group === "string" ? [name, group] : [];
    const uuid = key && { uuid: plan.eventUuid(sent, id, [...parts, ...key.parts]) };
    send(posthog, sent, { ...properties, ...once }, { timestamp: timestamp as Date, ...uuid });
  });
  return true;
}

/** The properties of an event, and of each `$groupidentify` that follows from it. */
interface Composed {
  readonly properties: PlainObject;
  readonly updates: readonly PlainObject[];
}

/** Sends the messages of an event, without what is personal if it is not to be sent. */
function sendAll(
  event: BrowserRules,
  { properties, updates }: Composed,
  sendOne: (name: string, properties: PlainObject) => void,
): void {
  const { former, personal = (all) => all } = event;
  const sent = personal(properties);
  sendOne(event.name, sent);
  if (former) {
    sendOne(former.name, former.properties(event, sent));
  }
  for (const update of updates.map(personal)) {
    if (update["$group_set"]) {
      sendOne("$groupidentify", update);
    }
  }
}

/** Composes an event. Refused, and `undefined`, if its groups contradict one another, or it cannot be without personal data. */
function compose(
  event: EventDefinition,
  input: object | undefined,
  options: TrackOptions | undefined,
  timestampFault?: string,
): Composed | undefined {
  const { name, plan, fields = {} } = event;
  const known = takeKnown(input, fields);
  plan.addGiven?.(known, event);
  const properties = fillFields(known.properties, fields, known.invalid);
  const unfit = event.dropUnfit?.(properties, fields, known.invalid) ?? [];
  const missing = event.missing?.(properties, known.invalid) ?? [];
  const composed = composeEvent(event, plan.groups, properties, options);
  const { groups, conflict, groupUpdates } = composed;
  if (conflict !== undefined) {
    refuse(options, "group_conflict", name, "the event's own property names another group: " + conflict);
    return undefined;
  }
  const fault = event.findPersonalKey?.(groups);
  if (fault !== undefined) {
    refuse(options, "personal_key", name, fault);
    return undefined;
  }
  const violations = [...listViolations([...unfit, ...known.violations, ...missing]), ...composed.violations];
  if (timestampFault !== undefined) {
    violations.push("options.timestamp: " + timestampFault);
  }
  reportViolations(options, violations, name);
  Object.assign(properties, plan.stamp, violations.length > 0 && { plan_violations: violations });
  Object.assign(properties, Object.keys(groups).length > 0 && { $groups: groups });
  const updates = groupUpdates.map(({ type, key, set }) => {
    return { $group_type: type, $group_key: key, $group_set: set };
  });
  return { properties, updates };
}
