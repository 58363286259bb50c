/**
 * The timers and the clock that delivery goes by, kept from import time: fake timers of tests (Vitest, Jest, Sinon) replace the
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
