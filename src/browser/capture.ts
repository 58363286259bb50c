import type { EventRules } from "../portable/compose-event.ts";
import { resolveEventKey } from "../portable/event-key.ts";
import type { Fields } from "../portable/field-rule.ts";
import { findTimestampFault } from "../portable/timestamps.ts";
import type { BrowserDraft, BrowserMessage, BrowserStep } from "./take-known.ts";
import { refuse, reportViolations } from "./identify.ts";
import type { KeyedOptions, TrackOptions } from "./options.ts";
import { idIn, isIdentified, type PostHog, send } from "./posthog-js.ts";
import { takeKnown } from "./take-known.ts";

/** An event that is one at each call. */
export interface EventDefinition {
  readonly name: string;
  /** How properties are sent. What it does not name is not sent. */
  readonly fields?: Fields;
  /** What follows from the properties, in this order. */
  readonly steps?: readonly BrowserStep[];
  /** What becomes of the messages at last. */
  readonly finish?: (messages: readonly BrowserMessage[]) => readonly BrowserMessage[];
}

/** An event that counts once. */
export interface KeyedEventDefinition extends EventDefinition {
  readonly contract: {
    readonly isUserId: (raw: unknown) => boolean;
    readonly eventUuid: (event: string, id: string, key: readonly string[]) => string;
  };
  readonly idempotency: EventRules["idempotency"];
}

/** Sends an event that is one at each call, also of a visitor. Scripts without types may pass nothing. */
export function captureEvent(
  posthog: PostHog,
  event: EventDefinition,
  input: object | undefined,
  options: TrackOptions | undefined,
): boolean {
  if (typeof posthog?.capture !== "function") {
    return refuse(options, event.name, "not_started");
  }
  const timestamp = options?.timestamp;
  const fault = timestamp && findTimestampFault(timestamp, Date.now());
  const draft = draftEvent(event, input, options);
  if (!draft) {
    return false;
  }
  if (fault) {
    draft.violations.push("options.timestamp: " + fault);
  }
  // Options of any kind make posthog-js send the event by itself, ahead of those that wait.
  const time = timestamp && !fault ? { timestamp } : undefined;
  for (const message of messagesOf(event, draft, options)) {
    send(posthog, message.event, message.properties, time);
  }
  return true;
}

/** Sends an event that counts once, no matter which side sends it and how often. */
export function captureKeyedEvent(
  posthog: PostHog,
  event: KeyedEventDefinition,
  input: object | undefined,
  options: KeyedOptions | undefined,
): boolean {
  const id = idIn(posthog);
  if (id === undefined) {
    return refuse(options, event.name, "not_started");
  }
  if (!isIdentified(posthog) || !event.contract.isUserId(id)) {
    return refuse(options, event.name, "not_identified");
  }
  const timestamp = options?.timestamp;
  const timeFault = findTimestampFault(timestamp, Date.now());
  if (timeFault) {
    return refuse(options, event.name, "invalid_timestamp", timeFault);
  }
  const draft = draftEvent(event, input, options);
  if (!draft) {
    return false;
  }
  const { key, fault } = resolveEventKey(event, draft.properties, options?.idempotencyKey);
  if (fault) {
    return refuse(options, event.name, "invalid_idempotency_key", fault);
  }
  if (key?.callerKey) {
    // The key is sent too, because PostHog's deduplicator merges events that differ only in their uuid.
    draft.properties["idempotency_key"] = key.callerKey;
  }
  for (const message of messagesOf(event, draft, options)) {
    const parts = [...(message.key ?? []), ...(key?.parts ?? [])];
    send(
      posthog,
      message.event,
      { ...message.properties, ...(key && { $ignore_sent_at: true }) },
      {
        timestamp: timestamp as Date,
        ...(key && { uuid: event.contract.eventUuid(message.event, id, parts) }),
      },
    );
  }
  return true;
}

/** An event with what follows from its properties; `undefined` if it cannot be sent. */
function draftEvent(
  event: EventDefinition,
  input: object | undefined,
  options: TrackOptions | undefined,
): BrowserDraft | undefined {
  const draft = takeKnown(input, event.fields);
  for (const step of event.steps ?? []) {
    const found = step(draft, options) as readonly string[] | undefined;
    draft.violations.push(...(found ?? []));
  }
  if (draft.refusal) {
    refuse(options, event.name, ...draft.refusal);
    return undefined;
  }
  return draft;
}

/** The messages of an event, first its own. They name what was left out, which is reported, too. */
function messagesOf(
  event: EventDefinition,
  { properties, updates = [], violations }: BrowserDraft,
  options: TrackOptions | undefined,
): readonly BrowserMessage[] {
  if (violations.length > 0) {
    properties["plan_violations"] = violations;
  }
  reportViolations(options, event.name, violations);
  const messages = [{ event: event.name, properties }, ...updates];
  return event.finish?.(messages) ?? messages;
}
