import type { ClaimCounts, MessageCounts } from "../stats.ts";
import type { MessageState, Outcome, QueuedMessage } from "./queued-message.ts";

/** Counts messages by their state. */
export class Tally {
  readonly #in: Record<MessageState, number>;
  readonly #lostBy = new Map<string, number>();
  readonly #undelivered = new Map<string, number>();
  #retried = 0;

  constructor({ queued = 0, inFlight = 0 } = {}) {
    this.#in = { queued, inFlight, delivered: 0, unknown: 0, lost: 0, released: 0 };
  }

  get queued(): number {
    return this.#in.queued;
  }

  get inFlight(): number {
    return this.#in.inFlight;
  }

  /** Number of all messages. */
  get total(): number {
    return Object.values(this.#in).reduce((sum, count) => sum + count, 0);
  }

  /** Number of messages without an outcome. */
  get waiting(): number {
    return this.#in.queued + this.#in.inFlight;
  }

  /** A new message. */
  add(): void {
    this.#in.queued += 1;
  }

  /** A message changed from a state to its present one. */
  move({ state, attempts, message: { event } }: QueuedMessage, from: MessageState, outcome?: Outcome): void {
    this.#in[from] -= 1;
    this.#in[state] += 1;
    if (state === "inFlight" && attempts > 1) this.#retried += 1;
    if (outcome === undefined || outcome.kind === "delivered" || outcome.kind === "released") return;
    increment(this.#undelivered, event);
    if (outcome.kind === "lost") increment(this.#lostBy, outcome.reason);
  }

  counts(): MessageCounts {
    const { queued, inFlight, delivered, unknown, lost } = this.#in;
    return {
      accepted: queued + inFlight + delivered + unknown + lost,
      queued,
      inFlight,
      delivered,
      unknown,
      lost,
      lostBy: Object.fromEntries(this.#lostBy),
      undelivered: Object.fromEntries(this.#undelivered),
      retried: this.#retried,
    };
  }

  /** The counts where the messages were claimed from a store, which parks what is lost. */
  claims(): ClaimCounts {
    const { queued, inFlight, delivered, lost: parked, released } = this.#in;
    return {
      claimed: queued + inFlight + delivered + parked + released,
      queued,
      inFlight,
      delivered,
      parked,
      released,
      parkedBy: Object.fromEntries(this.#lostBy),
      retried: this.#retried,
    };
  }
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
