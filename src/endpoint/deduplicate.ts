/**
 * Which events PostHog takes for one.
 *
 * Its table of events is a ReplacingMergeTree ordered by (team, day of the timestamp in UTC, event,
 * distinct_id, uuid): of the rows that agree in all of these one is left, at some later time
 * (PostHog/posthog, `posthog/models/event/sql.py`). Until then all of them are counted, and which one
 * is left is not specified.
 */
import type { CapturedEvent } from "./captured-event.ts";

const FUTURE_LIMIT_MS = 23 * 3600 * 1000;

/**
 * The timestamp that PostHog stores: the client's, moved by how far the client's clock is off
 * (`sent_at` minus the time of receipt) unless the event says `$ignore_sent_at: true`. Over 23 hours ahead,
 * or not a time at all, becomes the time of receipt (`rust/common/types/src/timestamp.rs`).
 */
export function storedTimestamp(event: CapturedEvent): Date {
  const received = event.receivedAt.getTime();
  const written = parseTime(event.timestamp);
  if (written === undefined) return event.receivedAt;
  const sent = event.properties["$ignore_sent_at"] === true ? undefined : parseTime(event.sentAt);
  const stored = sent === undefined ? written : written - (sent - received);
  return new Date(stored - received > FUTURE_LIMIT_MS ? received : stored);
}

/** What two events must have in common to be one: the UTC day, the name, the distinct_id and the uuid. */
export function deduplicationKey(event: CapturedEvent): string {
  const day = storedTimestamp(event).toISOString().slice(0, "2026-11-23".length);
  return JSON.stringify([day, event.event, event.distinctId, event.uuid.toLowerCase()]);
}

/** The events that are left once PostHog has merged its rows: of those with one key the first received. */
export function uniqueEvents<Event extends CapturedEvent>(events: readonly Event[]): Event[] {
  const byKey = new Map<string, Event>();
  for (const event of events) {
    const key = deduplicationKey(event);
    if (!byKey.has(key)) byKey.set(key, event);
  }
  return [...byKey.values()];
}

function parseTime(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
