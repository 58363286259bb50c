/** What is wrong with the time that a caller passed, as a code; `undefined` when nothing is. Never throws. */
export function findTimestampFault(timestamp: unknown, now: number): string | undefined {
  const time = timeOf(timestamp);
  if (Number.isNaN(time)) {
    return "invalid_date";
  }
  // Most likely seconds that were taken for milliseconds.
  if (time < Date.UTC(2000, 0, 1)) {
    return "before_2000_are_these_seconds";
  }
  // PostHog replaces what is more than 23 hours ahead by its own time.
  return time > now + 23 * 60 * 60 * 1000 ? "in_the_future" : undefined;
}

/** The milliseconds of a `Date`, also of another realm; NaN for everything else. */
export function timeOf(value: unknown): number {
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return Number.NaN;
  }
}
