import { GROUP_IDENTIFY, type Message } from "../message.ts";
import type { MessageCounts } from "../stats.ts";

/** Told of what became of a message, once for each. */
export type OutcomeListener = (message: Message, outcome: Outcome) => void;

export type Outcome =
  | { readonly kind: "delivered" }
  /** Given up; the reason is a word such as `http_401`. */
  | { readonly kind: "lost"; readonly reason: string };

/**
 * Keeps account of every accepted message until it is delivered or lost, so that at every moment the accepted
 * ones are those delivered, those lost and those waiting.
 */
export class Ledger {
  readonly #waiting = new Map<string, Message>();
  readonly #events = new Tally();
  readonly #groupUpdates = new Tally();
  readonly #onOutcome: OutcomeListener;

  constructor(onOutcome: OutcomeListener) {
    this.#onOutcome = onOutcome;
  }

  /** How many messages are neither delivered nor lost. */
  get waiting(): number {
    return this.#waiting.size;
  }

  accept(message: Message): void {
    this.#tallyOf(message).accepted += 1;
    this.#waiting.set(message.uuid, message);
  }

  /** Messages that are not waiting, such as those of a request that was answered twice, are passed over. */
  deliver(uuids: Iterable<string>): void {
    for (const uuid of uuids) this.#settle(uuid, { kind: "delivered" });
  }

  /** Passes over messages that are not waiting, as {@link deliver} does. */
  lose(uuids: Iterable<string>, reason: string): void {
    for (const uuid of uuids) this.#settle(uuid, { kind: "lost", reason });
  }

  loseAll(reason: string): void {
    this.lose([...this.#waiting.keys()], reason);
  }

  counts(): { readonly events: MessageCounts; readonly groupUpdates: MessageCounts } {
    return { events: this.#events.counts(), groupUpdates: this.#groupUpdates.counts() };
  }

  #settle(uuid: string, outcome: Outcome): void {
    const message = this.#waiting.get(uuid);
    if (message === undefined) return;
    this.#waiting.delete(uuid);
    this.#tallyOf(message).settle(outcome);
    this.#onOutcome(message, outcome);
  }

  #tallyOf(message: Message): Tally {
    return message.event === GROUP_IDENTIFY ? this.#groupUpdates : this.#events;
  }
}

class Tally {
  accepted = 0;
  #delivered = 0;
  readonly #lostBy = new Map<string, number>();

  settle(outcome: Outcome): void {
    if (outcome.kind === "delivered") this.#delivered += 1;
    else this.#lostBy.set(outcome.reason, (this.#lostBy.get(outcome.reason) ?? 0) + 1);
  }

  counts(): MessageCounts {
    const lost = [...this.#lostBy.values()].reduce((sum, count) => sum + count, 0);
    return {
      accepted: this.accepted,
      delivered: this.#delivered,
      lost,
      lostBy: Object.fromEntries(this.#lostBy),
      waiting: this.accepted - this.#delivered - lost,
    };
  }
}
