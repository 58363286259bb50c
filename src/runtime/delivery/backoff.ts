import type { Timing } from "./timing.ts";

/** Decides when to retry after a failure. */
export class Backoff {
  readonly #timing: Timing;
  /** The last pause: its start, its length, and the part that the server asked for. */
  #pause = { from: 0, ms: 0, askedMs: 0 };
  #failures = 0;

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  /** The server accepted a request. */
  succeeded(): void {
    this.#failures = 0;
  }

  /**
   * The server failed.
   *
   * @param retryAfterMs - the pause that it asked for
   * @returns the pause, in milliseconds
   */
  failed(retryAfterMs: number | undefined): number {
    this.#failures += 1;
    const askedMs = Math.min(retryAfterMs ?? 0, this.#timing.longestRetryAfterMs);
    this.#pause = {
      from: this.#timing.now(),
      ms: pauseAfter(this.#failures, retryAfterMs, this.#timing),
      askedMs,
    };
    return this.#pause.ms;
  }

  /** Begins a pause that no flush can shorten. */
  rest(): void {
    const ms = this.#timing.longestPauseMs;
    this.#pause = { from: this.#timing.now(), ms, askedMs: ms };
  }

  reset(): void {
    this.#pause = { from: 0, ms: 0, askedMs: 0 };
  }

  /** Whether the pause lasts, open flushes aside. */
  get isPausing(): boolean {
    return this.#pause.from + this.#pause.ms > this.#timing.now();
  }

  /** What is left of the pause, in milliseconds. Open flushes shorten it, but not below what the server asked for. */
  left(limitMs: number): number {
    const { from, ms, askedMs } = this.#pause;
    if (ms === 0) return 0;
    return from + Math.max(askedMs, Math.min(ms, limitMs)) - this.#timing.now();
  }
}

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
