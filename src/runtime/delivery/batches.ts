import type { Outbox } from "./outbox.ts";
import type { QueuedMessage } from "./queued-message.ts";

/** Most messages of one request, and about as many characters of JSON. A single message may be larger. */
const MAX_REQUEST = { messages: 250, bytes: 1_000_000 };

/** Single messages that were refused since anything was taken; after so many it is not the messages that are at fault. */
const MAX_REFUSED_IN_A_ROW = 20;

/** Requests that were taken before a larger one is tried again, after one was too large. */
const TAKEN_BEFORE_GROWTH = 10;

type Batch = readonly QueuedMessage[];

/**
 * What goes into the next request: as much as fits, and less after one was too large. One that was refused as a whole is divided, so
 * that one message at fault harms only itself.
 */
export class Batches {
  readonly #outbox: Outbox;
  /** Parts of requests that were refused as a whole, the next one last. They are queued, and sent before everything else. */
  #parts: Batch[] = [];
  /** Most messages of a request now. */
  #most = MAX_REQUEST.messages;
  #takenInARow = 0;
  #refusedInARow = 0;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** @param last - the number of the last message that may be sent */
  next(last: number): Batch {
    return this.#parts.pop() ?? this.#outbox.next({ ...MAX_REQUEST, messages: this.#most, last });
  }

  /** A request was taken: a larger one may be, after a while. */
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
   * @returns `false` when that is of no use: then its messages are at fault, or the server refuses everything.
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
    this.#outbox.putBack(batch);
    return true;
  }

  /** Forgets what was divided: its messages are queued as all others. */
  clear(): void {
    this.#parts = [];
  }
}
