/** Furthest that {@link DistinctTimes} moves an event ahead of the clock, in milliseconds. */
const MAX_SHIFT_MS = 60 * 60 * 1000;

/** Events that {@link DistinctTimes} remembers before it forgets those that cannot collide any more. */
const TIDY_AT = 10_000;

/** Most events that it remembers at all: more would need as many people with events within one millisecond. */
const MAX_REMEMBERED = 100_000;

/**
 * Gives events of the same name and person different times. PostHog's deduplicator merges events that differ only in
 * their uuid, and two calls in a loop often happen within one millisecond.
 *
 * Source: PostHog's `rust/kafka-deduplicator`, whose key is timestamp, distinct id, token and event.
 */
export class DistinctTimes {
  readonly #given = new Map<string, number>();
  #tidyAt = TIDY_AT;

  /**
   * `now`, or the next millisecond that was not given to this name and person: some seconds ahead in a burst, and about as far as
   * the clock went back after it was set. It starts over if that is more than an hour.
   */
  next(event: string, distinctId: string, now: number): Date {
    if (this.#given.size >= this.#tidyAt) this.#tidy(now);
    const key = `${event}\0${distinctId}`;
    const last = this.#given.get(key);
    const time = last === undefined || last < now || last >= now + MAX_SHIFT_MS ? now : last + 1;
    this.#given.set(key, time);
    return new Date(time);
  }

  #tidy(now: number): void {
    for (const [key, time] of this.#given) if (time < now) this.#given.delete(key);
    if (this.#given.size >= MAX_REMEMBERED) this.#given.clear();
    this.#tidyAt = Math.max(TIDY_AT, this.#given.size * 2);
  }
}
