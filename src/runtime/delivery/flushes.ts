import type { MessageCounts } from "../stats.ts";
import type { MessageState, Outcome, QueuedMessage } from "./queued-message.ts";
import type { Tally } from "./tally.ts";
import type { Timing } from "./timing.ts";

export interface FlushRequest {
  /** Longest time to wait, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether every delivery restarts the time. */
  readonly isExtended?: boolean;
}

interface Flush extends FlushRequest {
  /** Number of the last message that it waits for. */
  readonly last: number;
  readonly tally: Tally;
  readonly wait: Wait;
  hadExtraAttempt: boolean;
  /** Whether the store of durable messages may have some that wait to be sent. */
  isDraining: boolean;
}

/** The open flushes: callers that wait for messages to be sent. */
export class Flushes {
  /** In the order in which they began. */
  readonly #open = new Set<Flush>();
  readonly #timing: WaitTiming;

  constructor(timing: WaitTiming) {
    this.#timing = timing;
  }

  /**
   * Waits until each message has an outcome, or the time is over. Keeps the process alive meanwhile.
   *
   * @param tally - counts the messages that it waits for
   * @param isDraining - whether it waits for {@link drained}, too
   * @returns the counts at that time
   */
  async wait(request: FlushRequest, last: number, tally: Tally, isDraining = false): Promise<MessageCounts> {
    if (tally.waiting > 0 || isDraining) {
      const wait = new Wait(request.timeoutMs, this.#timing);
      const flush: Flush = { ...request, last, tally, wait, hadExtraAttempt: false, isDraining };
      this.#open.add(flush);
      await wait.over;
      this.#open.delete(flush);
    }
    return tally.counts();
  }

  /** Records a change of state. */
  move(message: QueuedMessage, from: MessageState, outcome?: Outcome): void {
    for (const flush of this.#open) {
      if (flush.wait.isOver) continue;
      const isDurable = message.claim !== undefined;
      if (isDurable ? !flush.isDraining : message.number > flush.last) continue;
      if (!isDurable) flush.tally.move(message, from, outcome);
      if (flush.tally.waiting === 0 && !flush.isDraining) {
        flush.wait.end();
      } else if (flush.isExtended === true && outcome?.kind === "delivered") {
        flush.hadExtraAttempt = false;
        flush.wait.restart();
      }
    }
  }

  /** The flushes that are open now, for {@link drained}. */
  get open(): readonly object[] {
    return [...this.#open];
  }

  /** Nothing is left to send of what the store had when these flushes were open. */
  drained(flushes: readonly object[]): void {
    for (const flush of flushes as readonly Flush[]) {
      flush.isDraining = false;
      if (flush.tally.waiting === 0) flush.wait.end();
    }
  }

  /**
   * The longest pause after a failure that leaves time for an extra attempt: half of the time that the next flush to end has left.
   * `Infinity` without an open flush, and for those that had an extra attempt.
   */
  pauseLimit(shortestMs: number): number {
    let limit = Infinity;
    for (const { wait, hadExtraAttempt } of this.#open) {
      if (!hadExtraAttempt && !wait.isOver) limit = Math.min(limit, (wait.deadline - this.#timing.now()) / 2);
    }
    return Math.max(limit, shortestMs);
  }

  /** A pause was cut short. Each flush gets that once: more would only burden a failing server. */
  useExtraAttempt(): void {
    for (const flush of this.#open) flush.hadExtraAttempt = true;
  }
}

type WaitTiming = Pick<Timing, "now" | "startTimer" | "stopTimer">;

/** Lasts until `end()` or a timeout. Some hosts provide no timer; there it ends at once instead of never. */
export class Wait {
  readonly over: Promise<void>;
  /** On the clock of `Timing`. */
  deadline = 0;
  readonly #timeoutMs: number;
  readonly #timing: WaitTiming;
  #resolve: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(timeoutMs: number, timing: WaitTiming) {
    this.#timeoutMs = timeoutMs;
    this.#timing = timing;
    this.over = new Promise((resolve) => (this.#resolve = resolve));
    this.restart();
  }

  get isOver(): boolean {
    return this.#resolve === undefined;
  }

  end(): void {
    this.#timing.stopTimer(this.#timer);
    this.#resolve?.();
    this.#resolve = undefined;
  }

  /** Restarts the timeout. */
  restart(): void {
    const { now, startTimer, stopTimer } = this.#timing;
    stopTimer(this.#timer);
    this.deadline = now() + this.#timeoutMs;
    try {
      this.#timer = startTimer(() => this.end(), this.#timeoutMs);
    } catch {
      this.end();
    }
  }
}
