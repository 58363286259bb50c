import { composeEvent } from "../portable/compose-event.ts";
import { resolveEventKey } from "../portable/event-key.ts";
import type { GroupTypes } from "../portable/groups.ts";
import { fillFields } from "../portable/fill-fields.ts";
import type { EventRules } from "../portable/rules.ts";
import { findTimestampFault } from "../portable/timestamps.ts";
import type { PlainObject, PlainValue } from "../portable/values.ts";
import { isIdentified, refuse } from "./identify.ts";
import type { KeyedOptions, PostHog, TrackOptions } from "./options.ts";

/** An event that is one at each call. */
export interface EventDefinition extends EventRules {
  readonly plan: { readonly groups: GroupTypes };
}

/** An event that counts once. */
export interface KeyedEventDefinition extends EventRules {
  readonly plan: {
    readonly groups: GroupTypes;
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
  const composed = compose(event, input, options);
  if (!composed) {
    return false;
  }
  const timestamp = options?.timestamp;
  // Options of any kind make posthog-js send the event by itself, ahead of those that wait.
  const time =
    timestamp && findTimestampFault(timestamp, Date.now()) === undefined ? { timestamp } : undefined;
  posthog.capture(event.name, composed.properties, time);
  for (const update of composed.updates) {
    posthog.capture("$groupidentify", update, time);
  }
  return true;
}

/** Sends an event that counts once, whichever side sends it and how often. */
export function captureKeyedEvent(
  posthog: PostHog,
  event: KeyedEventDefinition,
  input: object | undefined,
  options: KeyedOptions | undefined,
): boolean {
  const { name, plan } = event;
  const id = posthog.get_distinct_id();
  if (!isIdentified(posthog) || !plan.isUserId(id)) {
    return refuse(options, "not_identified", name, "it counts once a person, and no person is identified");
  }
  const timestamp = options?.timestamp;
  if (findTimestampFault(timestamp, Date.now()) !== undefined) {
    return refuse(options, "invalid_timestamp", name, "the timestamp is no date from 2000 to now");
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
  const send = (sent: string, properties: PlainObject, parts: readonly string[] = []): void => {
    const uuid = key && { uuid: plan.eventUuid(sent, id as string, [...parts, ...key.parts]) };
    posthog.capture(sent, { ...properties, ...once }, { timestamp: timestamp as Date, ...uuid });
  };
  const { callerKey } = key ?? {};
  send(name, { ...composed.properties, ...(callerKey !== undefined && { idempotency_key: callerKey }) });
  for (const update of composed.updates) {
    send("$groupidentify", update, [name, update["$group_type"] as string]);
  }
  return true;
}

/** What an event is made of; `undefined`, and refused, when the caller's groups and its own are two of one type. */
function compose(
  event: EventDefinition,
  input: object | undefined,
  options: TrackOptions | undefined,
): { readonly properties: PlainObject; readonly updates: readonly Record<string, PlainValue>[] } | undefined {
  const properties = fillFields({ ...input }, event.fields);
  const { groups, conflict, groupUpdates } = composeEvent(
    event,
    event.plan.groups,
    properties,
    options?.groups,
  );
  if (conflict !== undefined) {
    refuse(
      options,
      "group_conflict",
      event.name,
      "the event's own property names another group: " + conflict,
    );
    return undefined;
  }
  Object.assign(properties, Object.keys(groups).length > 0 && { $groups: groups });
  const updates = groupUpdates.map(({ type, key, set }) => {
    return { $group_type: type, $group_key: key, $group_set: set };
  });
  return { properties, updates };
}
