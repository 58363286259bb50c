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
