import type { QueuedMessage } from "./queued-message.ts";

/** What a request may hold. */
export interface RequestBounds {
  readonly messages: number;
  /** In characters of JSON. */
  readonly bytes: number;
  /** The number of the last message that may be in it. */
  readonly last: number;
}

/** How many ended messages are kept before the others are moved together. */
const MIN_GAPS = 1024;

/**
 * The messages of an outbox that have not ended, in the memory of the process, in the order in which they were accepted. Another
 * store takes this one's place.
 */
export class MemoryStore {
  #messages: QueuedMessage[] = [];
  /** Where the first one is that has not ended. */
  #head = 0;
  /** How many have ended and are still in the list. */
  #ended = 0;

  add(message: QueuedMessage): void {
    this.#messages.push(message);
  }

  /** A message that it holds has ended. */
  end(): void {
    this.#ended += 1;
    while (this.#head < this.#messages.length && hasEnded(this.#messages[this.#head])) this.#head += 1;
    const isEmpty = this.#ended === this.#messages.length;
    if (isEmpty || (this.#ended >= MIN_GAPS && this.#ended * 2 >= this.#messages.length)) this.#compact();
  }

  /** The next messages that may be sent, oldest first: at least one, if there is any, and no more than fit into a request. */
  next(bounds: RequestBounds, now: number): readonly QueuedMessage[] {
    const next: QueuedMessage[] = [];
    let bytes = 0;
    for (let index = this.#head; next.length < bounds.messages; index += 1) {
      const message = this.#messages[index];
      if (message === undefined || message.number > bounds.last) break;
      if (message.state !== "queued" || message.readyAt > now) continue;
      if (next.length > 0 && bytes + message.bytes > bounds.bytes) break;
      next.push(message);
      bytes += message.bytes;
    }
    return next;
  }

  /** When the next message may be sent, on the clock of `Timing`: `undefined` when none is queued. */
  nextReadyAt(now: number): number | undefined {
    let next: number | undefined;
    for (let index = this.#head; index < this.#messages.length; index += 1) {
      const { state, readyAt } = this.#messages[index] as QueuedMessage;
      if (state !== "queued") continue;
      if (next === undefined || readyAt < next) next = readyAt;
      if (next <= now) break;
    }
    return next;
  }

  /** All that have not ended, oldest first. */
  all(): readonly QueuedMessage[] {
    return this.#messages.slice(this.#head).filter((message) => !hasEnded(message));
  }

  #compact(): void {
    this.#messages = [...this.all()];
    this.#head = 0;
    this.#ended = 0;
  }
}

function hasEnded(message: QueuedMessage | undefined): boolean {
  return message !== undefined && message.state !== "queued" && message.state !== "inFlight";
}
