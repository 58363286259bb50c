import type { FlushReport } from "../stats.ts";
import type { Outcome } from "./entry.ts";
import type { Timing } from "./timing.ts";

/** What is to be waited for. */
export interface FlushRequest {
  /** The number of the last message that it is about; see `Entry`. */
  readonly last: number;
  /** How many messages up to that one have not ended. */
  readonly waiting: number;
  /** Longest time to wait, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether the time begins anew whenever a message is delivered. */
  readonly isExtended?: boolean;
}

interface Flush extends FlushRequest {
  readonly counts: { delivered: number; unknown: number; lost: number };
  readonly end: () => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  hadExtraAttempt: boolean;
  /** On the clock of {@link Timing}. */
  deadline: number;
}

type FlushTiming = Pick<Timing, "now" | "startTimer" | "stopTimer">;

/** Everybody who waits for messages to be sent, and until when. */
export class Flushes {
  readonly #open = new Set<Flush>();
  readonly #timing: FlushTiming;

  constructor(timing: FlushTiming) {
    this.#timing = timing;
  }

  /**
   * Waits until all messages that it is about have ended, or its time is over. Keeps the process alive meanwhile. Where the host
   * gives no timer it does not wait: without one it might wait for ever.
   *
   * @returns what became of them by then.
   */
  async wait(request: FlushRequest): Promise<FlushReport> {
    const { now, stopTimer } = this.#timing;
    const counts = { delivered: 0, unknown: 0, lost: 0 };
    if (request.waiting > 0) {
      await new Promise<void>((resolve) => {
        const flush: Flush = {
          ...request,
          counts,
          end: () => {
            stopTimer(flush.timer);
            this.#open.delete(flush);
            resolve();
          },
          timer: undefined,
          deadline: now() + request.timeoutMs,
          hadExtraAttempt: false,
        };
        this.#open.add(flush);
        this.#startTimer(flush);
      });
    }
    return { ...counts, waiting: request.waiting - counts.delivered - counts.unknown - counts.lost };
  }

  /** A message ended. */
  settled(number: number, { kind }: Outcome): void {
    for (const flush of this.#open) {
      const { counts, last, waiting, isExtended } = flush;
      if (number > last) continue;
      counts[kind] += 1;
      if (counts.delivered + counts.unknown + counts.lost >= waiting) flush.end();
      else if (isExtended === true && kind === "delivered") this.#extend(flush);
    }
  }

  /** Nobody has to wait any longer: no message ends after this. */
  endAll(): void {
    for (const flush of this.#open) flush.end();
  }

  /**
   * How long a pause after a failure may last, when it is one of our own: half of the time that the most impatient one has left.
   * `Infinity` when nobody waits, and for those who had an extra attempt already.
   */
  pauseLimit(shortestMs: number): number {
    let limit = Infinity;
    for (const { deadline, hadExtraAttempt } of this.#open) {
      if (!hadExtraAttempt) limit = Math.min(limit, (deadline - this.#timing.now()) / 2);
    }
    return Math.max(limit, shortestMs);
  }

  /** A pause was cut short for those who wait. Each of them gets that once: more would only burden a server in trouble. */
  useExtraAttempt(): void {
    for (const flush of this.#open) flush.hadExtraAttempt = true;
  }

  #extend(flush: Flush): void {
    const { now, stopTimer } = this.#timing;
    flush.deadline = now() + flush.timeoutMs;
    flush.hadExtraAttempt = false;
    stopTimer(flush.timer);
    this.#startTimer(flush);
  }

  #startTimer(flush: Flush): void {
    try {
      flush.timer = this.#timing.startTimer(() => flush.end(), flush.timeoutMs);
    } catch {
      flush.end();
    }
  }
}
