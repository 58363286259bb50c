/**
 * The timers and the clock of delivery, saved at import: fake timers of tests (Vitest, Jest, Sinon) replace the
 * global ones, and a `flush` that waits for a faked timer never settles. Event times follow `Date`, faked or not.
 */

/** `setTimeout` as it was at import. */
export const startTimer: typeof setTimeout = globalThis.setTimeout.bind(globalThis) as typeof setTimeout;

/** `clearTimeout` as it was at import. */
export const stopTimer: typeof clearTimeout = globalThis.clearTimeout.bind(globalThis);

/** `Date.now` as it was at import, for dates that a server writes. */
export const wallClock: () => number = Date.now.bind(Date);

/**
 * Milliseconds since some moment, for durations: it never goes back, as the wall clock does when it is set. Some hosts let it stand
 * still while a request is computed, which makes a pause longer and never endless.
 */
export const monotonicNow: () => number =
  typeof globalThis.performance?.now === "function"
    ? globalThis.performance.now.bind(globalThis.performance)
    : wallClock;

/** When things are sent, and sent again. Times in milliseconds. */
export interface Timing {
  /** Longest time for a request and its answer. */
  readonly attemptMs: number;
  /** The pause after the first failure; each further one is three times as long. */
  readonly firstPauseMs: number;
  /** The longest pause without a request of the server. */
  readonly longestPauseMs: number;
  /** The longest pause that a server can ask for. */
  readonly longestRetryAfterMs: number;
  /** The shortest pause while somebody waits for what is queued. */
  readonly shortestPauseMs: number;
  /** Milliseconds of a clock that never goes back; see {@link monotonicNow}. */
  readonly now: () => number;
  readonly startTimer: typeof setTimeout;
  readonly stopTimer: typeof clearTimeout;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** The timeout of an attempt is that of posthog-node. */
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
