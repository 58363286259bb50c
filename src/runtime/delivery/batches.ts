import type { MessageQueue } from "./message-queue.ts";
import type { QueuedMessage } from "./queued-message.ts";

/** Limits of a request: messages, and approximate characters of JSON. A single message may be larger. */
const MAX_REQUEST = { messages: 250, bytes: 1_000_000 };

/** After so many refused messages in a row, the messages are not the cause. */
const MAX_REFUSED_IN_A_ROW = 20;

/** Accepted requests before a larger one is tried again, after one was too large. */
const TAKEN_BEFORE_GROWTH = 10;

const NOBODY: ReadonlySet<string> = new Set();

type Batch = readonly QueuedMessage[];

/**
 * Chooses the messages of the next request: as many as fit, and fewer after one was too large. A request that was refused as a whole
 * is divided, so that one bad message does not fail the batch.
 */
export class Batches {
  readonly #queue: MessageQueue;
  /** Parts of refused requests, the next one last. Their messages are queued and sent before all others. */
  #parts: Batch[] = [];
  /** Current limit of messages per request. */
  #most = MAX_REQUEST.messages;
  #takenInARow = 0;
  #refusedInARow = 0;

  constructor(queue: MessageQueue) {
    this.#queue = queue;
  }

  /**
   * @param last - the number of the last message that may be sent
   * @param underWay - the people whose messages are in other requests. A part of a refused request waits until there are none.
   */
  next(last: number, underWay: ReadonlySet<string> = NOBODY): Batch {
    if (this.#parts.length > 0) return underWay.size > 0 ? [] : (this.#parts.pop() ?? []);
    return this.#queue.next({ ...MAX_REQUEST, messages: this.#most, last, underWay });
  }

  /** A request was accepted. */
  taken(isAnyDone: boolean): void {
    if (isAnyDone) this.#refusedInARow = 0;
    this.#takenInARow += 1;
    if (this.#takenInARow < TAKEN_BEFORE_GROWTH || this.#most === MAX_REQUEST.messages) return;
    this.#most = Math.min(this.#most * 2, MAX_REQUEST.messages);
    this.#takenInARow = 0;
  }

  /**
   * Divides a request that was refused as a whole.
   *
   * @returns `false` when dividing does not help: a single message is bad, or the server refuses everything.
   */
  divide(batch: Batch, reason: { readonly isDivisible: boolean; readonly isTooLarge: boolean }): boolean {
    const { isDivisible, isTooLarge } = reason;
    if (isTooLarge && batch.length > 1) {
      this.#most = Math.max(1, Math.floor(batch.length / 2));
      this.#takenInARow = 0;
    }
    const isHopeless = !isTooLarge && this.#refusedInARow >= MAX_REFUSED_IN_A_ROW;
    if (!isDivisible || batch.length === 1 || isHopeless) {
      this.#refusedInARow += batch.length;
      return false;
    }
    const middle = Math.ceil(batch.length / 2);
    this.#parts.push(batch.slice(middle), batch.slice(0, middle));
    this.#queue.putBack(batch);
    return true;
  }

  /** Forgets the parts. Their messages stay queued. */
  clear(): void {
    this.#parts = [];
  }
}
