import type { QueuedMessage } from "./queued-message.ts";

/** Limits of a request. */
export interface RequestBounds {
  readonly messages: number;
  /** In characters of JSON. */
  readonly bytes: number;
  /** Number of the last message that it may contain. */
  readonly last: number;
  /** People whose messages have to wait. */
  readonly underWay: ReadonlySet<string>;
}

/** Number of ended messages before the list is compacted. */
const MIN_GAPS = 1024;

/**
 * The pending messages of a queue, in memory, in the order in which they were accepted. Replace it to keep them elsewhere.
 */
export class MemoryStore {
  #messages: QueuedMessage[] = [];
  /** Index of the first pending message. */
  #head = 0;
  /** Number of ended messages in the list. */
  #ended = 0;

  add(message: QueuedMessage): void {
    this.#messages.push(message);
  }

  /** One of the messages got an outcome. */
  end(): void {
    this.#ended += 1;
    while (this.#head < this.#messages.length && hasEnded(this.#messages[this.#head])) this.#head += 1;
    const isEmpty = this.#ended === this.#messages.length;
    if (isEmpty || (this.#ended >= MIN_GAPS && this.#ended * 2 >= this.#messages.length)) this.#compact();
  }

  /** The next messages to send, oldest first: no more than fit into a request, but at least one if any is ready. */
  next(bounds: RequestBounds, now: number): readonly QueuedMessage[] {
    const next: QueuedMessage[] = [];
    let bytes = 0;
    for (let index = this.#head; next.length < bounds.messages; index += 1) {
      const message = this.#messages[index];
      if (message === undefined || message.number > bounds.last) break;
      if (message.state !== "queued" || message.readyAt > now) continue;
      if (bounds.underWay.has(message.message.distinctId)) continue;
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

  /** All pending messages, oldest first. */
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
