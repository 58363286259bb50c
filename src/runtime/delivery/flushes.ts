import type { FlushReport } from "../stats.ts";
import type { Outcome } from "./entry.ts";

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
  timer: ReturnType<typeof setTimeout>;
  /** Milliseconds since 1970. */
  deadline: number;
}

/** Everybody who waits for messages to be sent, and until when. */
export class Flushes {
  readonly #open = new Set<Flush>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Waits until all messages that it is about have ended, or its time is over. Keeps the process alive meanwhile.
   *
   * @returns what became of them by then.
   */
  async wait(request: FlushRequest): Promise<FlushReport> {
    const counts = { delivered: 0, unknown: 0, lost: 0 };
    if (request.waiting > 0) {
      await new Promise<void>((resolve) => {
        const flush: Flush = {
          ...request,
          counts,
          end: () => {
            clearTimeout(flush.timer);
            this.#open.delete(flush);
            resolve();
          },
          timer: setTimeout(() => flush.end(), request.timeoutMs),
          deadline: this.#now() + request.timeoutMs,
        };
        this.#open.add(flush);
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

  /** How long sending may pause: half of the time that the most impatient one has left. `Infinity` when nobody waits. */
  pauseLimit(shortestMs: number): number {
    let limit = Infinity;
    for (const { deadline } of this.#open) limit = Math.min(limit, (deadline - this.#now()) / 2);
    return Math.max(limit, shortestMs);
  }

  #extend(flush: Flush): void {
    flush.deadline = this.#now() + flush.timeoutMs;
    flush.timer.refresh();
  }
}
