import type { MessageCounts } from "../stats.ts";
import type { MessageState, Outcome, QueuedMessage } from "./queued-message.ts";
import type { Tally } from "./tally.ts";
import type { Timing } from "./timing.ts";

export interface FlushRequest {
  /** Longest time to wait, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether the time begins anew whenever a message is delivered. */
  readonly isExtended?: boolean;
}

interface Flush extends FlushRequest {
  /** The number of the last message that it is about. */
  readonly last: number;
  readonly tally: Tally;
  readonly wait: Wait;
  hadExtraAttempt: boolean;
}

/** Everybody who waits for messages to be sent, and until when. */
export class Flushes {
  readonly #open = new Set<Flush>();
  readonly #timing: WaitTiming;

  constructor(timing: WaitTiming) {
    this.#timing = timing;
  }

  /**
   * Waits until all messages that it is about have ended, or its time is over. Keeps the process alive meanwhile.
   *
   * @param tally - counts the messages that it is about, from now on
   * @returns what became of them by then.
   */
  async wait(request: FlushRequest, last: number, tally: Tally): Promise<MessageCounts> {
    if (tally.waiting > 0) {
      const wait = new Wait(request.timeoutMs, this.#timing);
      const flush: Flush = { ...request, last, tally, wait, hadExtraAttempt: false };
      this.#open.add(flush);
      await wait.over;
      this.#open.delete(flush);
    }
    return tally.counts();
  }

  /** A message went from one state to another. */
  move(message: QueuedMessage, from: MessageState, outcome?: Outcome): void {
    for (const flush of this.#open) {
      if (message.number > flush.last || flush.wait.isOver) continue;
      flush.tally.move(message, from, outcome);
      if (flush.tally.waiting === 0) {
        flush.wait.end();
      } else if (flush.isExtended === true && outcome?.kind === "delivered") {
        flush.hadExtraAttempt = false;
        flush.wait.restart();
      }
    }
  }

  /**
   * How long a pause after a failure may last, when it is one of our own: half of the time that the most impatient one has left.
   * `Infinity` when nobody waits, and for those who had an extra attempt already.
   */
  pauseLimit(shortestMs: number): number {
    let limit = Infinity;
    for (const { wait, hadExtraAttempt } of this.#open) {
      if (!hadExtraAttempt && !wait.isOver) limit = Math.min(limit, (wait.deadline - this.#timing.now()) / 2);
    }
    return Math.max(limit, shortestMs);
  }

  /** A pause was cut short for those who wait. Each of them gets that once: more would only burden a server in trouble. */
  useExtraAttempt(): void {
    for (const flush of this.#open) flush.hadExtraAttempt = true;
  }
}

type WaitTiming = Pick<Timing, "now" | "startTimer" | "stopTimer">;

/** Lasts until it is ended, or its time is over. Without a timer, which some hosts do not give, it might last for ever: it ends at once. */
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

  /** Gives it the whole time again. */
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
