const EARLIEST = Date.UTC(2000, 0, 1);

/** PostHog replaces what is more than 23 hours ahead by its own time. */
const FURTHEST_AHEAD_MS = 23 * 60 * 60 * 1000;

/** Furthest that {@link DistinctTimes} moves an event, in milliseconds. */
const MAX_SHIFT_MS = 1000;

/** Most events that {@link DistinctTimes} remembers. */
const MAX_REMEMBERED = 10_000;

/** What is wrong with the time that a caller passed, as a code; `undefined` when nothing is. */
export function findTimestampFault(timestamp: unknown, now: number): string | undefined {
  const time = timeOf(timestamp);
  if (Number.isNaN(time)) return "invalid_date";
  // Most likely seconds that were taken for milliseconds.
  if (time < EARLIEST) return "before_2000_are_these_seconds";
  if (time > now + FURTHEST_AHEAD_MS) return "in_the_future";
  return undefined;
}

function timeOf(timestamp: unknown): number {
  try {
    return Date.prototype.getTime.call(timestamp);
  } catch {
    return Number.NaN;
  }
}

/**
 * Gives events of one name and person times that differ. PostHog's deduplicator takes two events that differ in
 * nothing but their uuid for one, and two calls in a loop often fall into one millisecond.
 *
 * Source: PostHog's `rust/kafka-deduplicator`, whose key is timestamp, distinct id, token and event.
 */
export class DistinctTimes {
  readonly #given = new Map<string, number>();
  #latest = 0;

  /** `now`, or up to a second later when that time has been given already. */
  next(event: string, distinctId: string, now: number): Date {
    if (now > this.#latest || this.#given.size >= MAX_REMEMBERED) this.#given.clear();
    const key = `${event}\0${distinctId}`;
    const time = Math.min(Math.max(now, (this.#given.get(key) ?? 0) + 1), now + MAX_SHIFT_MS);
    this.#given.set(key, time);
    this.#latest = Math.max(this.#latest, time);
    return new Date(time);
  }
}
