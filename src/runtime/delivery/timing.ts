import { monotonicNow, startTimer, stopTimer } from "./clock.ts";

/** When things are sent, and sent again. Times in milliseconds. */
export interface Timing {
  /** Longest time for a request and its answer. */
  readonly attemptMs: number;
  /** The pause after the first failure; each further one is three times as long. */
  readonly firstPauseMs: number;
  /** The longest pause of our own. */
  readonly longestPauseMs: number;
  /** The longest pause that a server can ask for. */
  readonly longestRetryAfterMs: number;
  /** The shortest pause while somebody waits for what is queued. */
  readonly shortestPauseMs: number;
  /** Milliseconds of a clock that never goes back; see `clock.ts`. */
  readonly now: () => number;
  readonly startTimer: typeof setTimeout;
  readonly stopTimer: typeof clearTimeout;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** An attempt takes as long as one of posthog-node's at most. */
export const TIMING: Timing = {
  attemptMs: 10_000,
  firstPauseMs: 3000,
  longestPauseMs: 30_000,
  longestRetryAfterMs: 300_000,
  shortestPauseMs: 250,
  now: monotonicNow,
  startTimer,
  stopTimer,
  random: Math.random,
};

/**
 * The pause after so many failures in a row: three times as long each time, up to a bound, and made longer by chance, up to half, so
 * that servers that failed together do not come back together. A server in trouble never gets more requests than from posthog-node's
 * capture v1, which tries a batch again after 3, 6 and 12 seconds. What the server asked for is honoured, within a bound of its own.
 */
export function pauseAfter(failures: number, retryAfterMs: number | undefined, timing: Timing): number {
  const { firstPauseMs, longestPauseMs, longestRetryAfterMs, random } = timing;
  const tripled = Math.min(firstPauseMs * 3 ** Math.min(failures - 1, 30), longestPauseMs);
  const own = tripled * (1 + random() / 2);
  return Math.max(own, Math.min(retryAfterMs ?? 0, longestRetryAfterMs));
}
