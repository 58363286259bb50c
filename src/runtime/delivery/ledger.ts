import { GROUP_IDENTIFY, type Message } from "../message.ts";
import type { MessageCounts } from "../stats.ts";
import type { Entry, Outcome } from "./entry.ts";

/** Told of what became of a message, once for each. */
export type OutcomeListener = (entry: Entry, outcome: Outcome) => void;

/** What a ledger knows of all messages. */
export interface LedgerCounts {
  readonly events: MessageCounts;
  readonly groupUpdates: MessageCounts;
  /** About what the waiting messages weigh, in characters of JSON. */
  readonly waitingBytes: number;
  /** Messages that are lost or unknown, by the name of the event. */
  readonly undelivered: Readonly<Record<string, number>>;
}

/**
 * Keeps account of every accepted message until it ended, so that at every moment each accepted one is in one place:
 * queued, in flight, delivered, unknown or lost.
 */
export class Ledger {
  readonly #events = new Tally();
  readonly #groupUpdates = new Tally();
  readonly #undelivered = new Map<string, number>();
  readonly #onOutcome: OutcomeListener;
  #accepted = 0;
  #waiting = 0;
  #waitingBytes = 0;

  constructor(onOutcome: OutcomeListener) {
    this.#onOutcome = onOutcome;
  }

  /** How many messages have not ended. */
  get waiting(): number {
    return this.#waiting;
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** How many messages were accepted so far: the number of the last one. */
  get accepted(): number {
    return this.#accepted;
  }

  /** A new message, which waits from now on. */
  accept(message: Message, bytes: number): Entry {
    this.#accepted += 1;
    this.#waiting += 1;
    this.#waitingBytes += bytes;
    this.#tallyOf(message).accepted += 1;
    return { message, bytes, number: this.#accepted, attempts: 0, mayHaveArrived: false, readyAt: 0 };
  }

  /** A request with these is on its way. */
  sending(entries: readonly Entry[]): void {
    for (const entry of entries) {
      entry.attempts += 1;
      const tally = this.#tallyOf(entry.message);
      tally.inFlight += 1;
      if (entry.attempts > 1) tally.retried += 1;
    }
  }

  /** The request of these is over, and they wait again. */
  returned(entries: readonly Entry[]): void {
    for (const { message } of entries) this.#tallyOf(message).inFlight -= 1;
  }

  /** What became of a message that waits. */
  settle(entry: Entry, outcome: Outcome): void {
    this.#waiting -= 1;
    this.#waitingBytes -= entry.bytes;
    this.#tallyOf(entry.message).settle(outcome);
    if (outcome.kind !== "delivered") {
      const { event } = entry.message;
      this.#undelivered.set(event, (this.#undelivered.get(event) ?? 0) + 1);
    }
    this.#onOutcome(entry, outcome);
  }

  counts(): LedgerCounts {
    return {
      events: this.#events.counts(),
      groupUpdates: this.#groupUpdates.counts(),
      waitingBytes: this.#waitingBytes,
      undelivered: Object.fromEntries(this.#undelivered),
    };
  }

  #tallyOf(message: Message): Tally {
    return message.event === GROUP_IDENTIFY ? this.#groupUpdates : this.#events;
  }
}

class Tally {
  accepted = 0;
  inFlight = 0;
  retried = 0;
  #delivered = 0;
  #unknown = 0;
  readonly #lostBy = new Map<string, number>();

  settle(outcome: Outcome): void {
    if (outcome.kind === "delivered") this.#delivered += 1;
    else if (outcome.kind === "unknown") this.#unknown += 1;
    else this.#lostBy.set(outcome.reason, (this.#lostBy.get(outcome.reason) ?? 0) + 1);
  }

  counts(): MessageCounts {
    const lost = [...this.#lostBy.values()].reduce((sum, count) => sum + count, 0);
    const ended = this.#delivered + this.#unknown + lost;
    return {
      accepted: this.accepted,
      queued: this.accepted - ended - this.inFlight,
      inFlight: this.inFlight,
      delivered: this.#delivered,
      unknown: this.#unknown,
      lost,
      lostBy: Object.fromEntries(this.#lostBy),
      retried: this.retried,
    };
  }
}
