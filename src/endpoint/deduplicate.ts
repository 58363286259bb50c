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
  return toDate(stored - received > FUTURE_LIMIT_MS ? received : stored);
}

/** A time that PostHog can store: what is out of its years becomes 1970. */
export function toDate(time: number): Date {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date : new Date(0);
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

/**
 * The milliseconds of a time as PostHog reads it; undefined if it is not a time. One without a zone is of UTC, where JavaScript takes its
 * own; digits alone are seconds, milliseconds or nanoseconds since 1970.
 */
export function parseTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const unit = SINCE_1970.get(/^\d+$/u.test(text) ? text.length : 0);
  if (unit !== undefined) return Math.trunc(Number(text) * unit);
  const isIso = /^\d{4}-\d\d-\d\d(?:$|[T ])/u.test(text);
  const hasZone = /(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$/iu.test(text);
  const zoned = hasZone ? text.replace(/(T.*[+-]\d\d)$/u, "$1:00") : `${text}${isIso ? "Z" : " UTC"}`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}

/** The milliseconds that one is, in a number of so many digits. */
const SINCE_1970: ReadonlyMap<number, number> = new Map([
  [10, 1000],
  [13, 1],
  [19, 0.000_001],
]);
