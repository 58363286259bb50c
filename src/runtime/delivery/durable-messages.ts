import type { Message } from "../message.ts";
import type { DurableCounts } from "../stats.ts";
import type { Claimed, ClaimedRow, Conclusion, Outbox, OutboxRow, OutboxStore } from "./outbox.ts";
import type { Outcome } from "./queued-message.ts";
import { toMessage, toRow } from "./stored-rows.ts";

/** Most rows that are written, claimed or concluded at once: nobody else can write to the store meanwhile. */
export const MAX_ROWS = 250;

interface DurableParts {
  readonly outbox: Outbox;
  readonly planName: string;
  /** Limits of what is held in memory while the store is busy. */
  readonly bounds: { readonly maxQueueMessages: number; readonly maxQueueBytes: number };
  readonly warn: (line: string) => void;
  /** There may be rows to claim. */
  readonly onWake: () => void;
  /** What was held is stored. */
  readonly onStored: () => void;
  /** Called for each message that was held and never written. */
  readonly onLost: (message: Message, reason: string) => void;
}

/** What became of the messages of one call. */
export type Stored =
  | { readonly refused: "store_busy" | "store_full" }
  /** The messages that are new to the store. */
  | { readonly fresh: readonly Message[] };

/** A message that this tracker sends for the store. */
interface ClaimedMessage {
  readonly id: ClaimedRow["id"];
  readonly message: Message;
  readonly isKeyed: boolean;
}

/**
 * The durable messages of a tracker: it writes them to the store, holds them while that is busy, claims what is to be sent, and tells the
 * store what became of it.
 *
 * ```text
 * accepted ─→ stored            claimed ─→ delivered (deleted), parked or released
 *      └────→ held ─→ stored
 *               └───→ lost, when the process ends first
 * ```
 *
 * What is stored is claimed by this process or by another, now or after a restart. So the two sides are counted apart.
 */
export class DurableMessages {
  readonly #parts: DurableParts;
  readonly #store: OutboxStore;
  #held: Held[] = [];
  #heldBytes = 0;
  readonly #heldUuids = new Set<string>();
  #conclusions: Conclusion[] = [];
  /** What an asynchronous store is doing. */
  #writing: Promise<unknown> | undefined;
  #concluding: Promise<unknown> | undefined;
  #isScheduled = false;
  /** Whether the store may still wake it: what that began to do before the end can end after it. */
  #isClosed = false;
  #sinceClaim = 0;
  /** Whether the last claim found all that there was, and whether it found as much as it could. */
  #isDrained = false;
  #mayHaveMore = false;
  readonly #counts = { stored: 0, handedToTransaction: 0, lost: 0 };

  constructor(parts: DurableParts) {
    this.#parts = parts;
    const { outbox, planName, warn } = parts;
    this.#store = outbox.open({
      planName,
      warn,
      wake: () => this.#wake(),
      writeHeld: () => this.#writeAllHeld(),
      takeBack: (rows) => this.#takeBack(rows),
    });
  }

  /** Most requests at once. */
  get concurrency(): number {
    return this.#store.concurrency ?? 1;
  }

  /** Number of messages accepted so far. */
  get accepted(): number {
    return this.#counts.stored + this.#counts.lost + this.#held.length;
  }

  /** Whether it has nothing to write and nothing to claim. */
  get isIdle(): boolean {
    return this.#isDrained && this.#held.length === 0;
  }

  /** Whether another claim would find rows that the last one had no room for. */
  get mayHaveMore(): boolean {
    return this.#mayHaveMore;
  }

  /** Whether there was nothing in the store that the last claim did not get. */
  get isDrained(): boolean {
    return this.#isDrained;
  }

  /** How many rows were written since this tracker last claimed some. */
  get sinceClaim(): number {
    return this.#sinceClaim;
  }

  /** Writes the messages of one call, all or none. Never throws. */
  write(messages: readonly Message[], isKeyed: boolean): Stored {
    const unheld =
      isKeyed && this.#heldUuids.size > 0
        ? messages.filter(({ uuid }) => !this.#heldUuids.has(uuid))
        : messages;
    if (unheld.length === 0) return { fresh: unheld };
    const rows = unheld.map((message) => toRow(message, isKeyed));
    const written = this.#store.write(rows);
    switch (written.kind) {
      case "stored":
      case "handed": {
        const { kind, repeated } = written;
        const fresh = repeated.size === 0 ? unheld : unheld.filter(({ uuid }) => !repeated.has(uuid));
        if (kind === "stored") this.#stored(fresh.length);
        else this.#counts.handedToTransaction += fresh.length;
        return { fresh };
      }
      case "hold":
        return this.#hold(unheld, rows) ? { fresh: unheld } : { refused: "store_busy" };
      case "refused":
        return { refused: written.reason };
      default:
        return written satisfies never;
    }
  }

  /**
   * Claims messages to send, at most so many.
   *
   * @returns at once where the store does. Never rejects.
   */
  claim(limit: number): readonly ClaimedMessage[] | Promise<readonly ClaimedMessage[]> {
    this.#writeHeld();
    return this.#writing === undefined
      ? this.#claim(limit)
      : this.#writeAllHeld().then(() => this.#claim(limit));
  }

  #claim(limit: number): readonly ClaimedMessage[] | Promise<readonly ClaimedMessage[]> {
    this.#sinceClaim = 0;
    const rows = this.#store.claim(limit);
    const read = (claimed: Claimed): readonly ClaimedMessage[] => {
      this.#mayHaveMore = claimed?.length === limit;
      this.#isDrained = claimed !== undefined && claimed.length < limit && this.#store.hasMissed !== true;
      return this.#read(claimed ?? []);
    };
    return rows instanceof Promise ? rows.then(read) : read(rows);
  }

  /** Notes what became of a claimed message. The store is told of all that end together. */
  conclude(id: ClaimedRow["id"], outcome: Outcome): void {
    this.#conclusions.push(toConclusion(id, outcome));
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => this.#tellStore());
  }

  /** A request with these claimed messages ended without an outcome for them. */
  survived(ids: readonly ClaimedRow["id"][]): void {
    this.#store.survived?.(ids);
  }

  /** Waits until the store knows all that this tracker has to say, if it can be reached. Never rejects. */
  async idle(): Promise<void> {
    await this.#writeAllHeld();
    this.#tellStore();
    while (this.#concluding !== undefined) await this.#concluding;
  }

  /** Writes and tells the store what it can at once: the process may be about to end. What is left in memory is lost. */
  close(reason: string, isFinal: boolean): void {
    this.#writeHeld();
    this.#tellStore();
    for (const { message } of this.#held) this.#parts.onLost(message, reason);
    this.#counts.lost += this.#held.length;
    this.#forgetHeld(this.#held.length);
    if (!isFinal) return;
    this.#isClosed = true;
    this.#store.close();
  }

  /** The accepting side of the counts; the sending side is the queue's. */
  counts(): Pick<DurableCounts, "accepted" | "stored" | "waitingForStore" | "lost" | "handedToTransaction"> {
    return { accepted: this.accepted, waitingForStore: this.#held.length, ...this.#counts };
  }

  #stored(count: number): void {
    this.#counts.stored += count;
    this.#sinceClaim += count;
    this.#isDrained = false;
  }

  #hold(messages: readonly Message[], rows: readonly OutboxRow[]): boolean {
    const { maxQueueMessages, maxQueueBytes } = this.#parts.bounds;
    const bytes = rows.reduce((sum, { body }) => sum + body.length, 0);
    if (this.#held.length + rows.length > maxQueueMessages || this.#heldBytes + bytes > maxQueueBytes) {
      return false;
    }
    for (const [index, row] of rows.entries()) this.#add({ row, message: messages[index] as Message });
    return true;
  }

  #takeBack(rows: readonly OutboxRow[]): void {
    this.#counts.stored -= rows.length;
    for (const row of rows) this.#add({ row, message: toMessage(row) as Message });
  }

  #add(held: Held): void {
    this.#held.push(held);
    this.#heldBytes += held.row.body.length;
    if (held.row.isKeyed) this.#heldUuids.add(held.row.uuid);
  }

  #forgetHeld(count: number): void {
    for (const { row } of this.#held.splice(0, count)) {
      this.#heldBytes -= row.body.length;
      this.#heldUuids.delete(row.uuid);
    }
  }

  #wake(): void {
    if (this.#isClosed) return;
    this.#writeHeld();
    this.#tellStore();
    this.#isDrained = false;
    this.#parts.onWake();
  }

  /** Writes what is held, and waits for it. `false` when something is still held. Never rejects. */
  async #writeAllHeld(): Promise<boolean> {
    this.#writeHeld();
    while (this.#writing !== undefined) await this.#writing;
    return this.#held.length === 0;
  }

  /** Writes what is held, in parts, until the store is busy again. */
  #writeHeld(): void {
    if (this.#writing !== undefined) return;
    while (this.#held.length > 0) {
      const rows = this.#held.slice(0, MAX_ROWS).map(({ row }) => row);
      const isWritten = this.#store.writeHeld(rows);
      if (isWritten instanceof Promise) {
        this.#writing = isWritten.then((done) => {
          this.#writing = undefined;
          // What was held may be lost by now, because the tracker was closed.
          if (!done || this.#held[0]?.row !== rows[0]) return;
          this.#release(rows.length);
          this.#writeHeld();
        });
        return;
      }
      if (!isWritten) return;
      this.#release(rows.length);
    }
  }

  /** So many of the held rows are in the store. */
  #release(count: number): void {
    this.#forgetHeld(count);
    this.#stored(count);
    if (this.#held.length === 0) this.#parts.onStored();
  }

  #read(rows: readonly ClaimedRow[]): readonly ClaimedMessage[] {
    const messages: ClaimedMessage[] = [];
    for (const row of rows) {
      const message = toMessage(row);
      if (message === undefined) {
        this.#parts.warn("A row of the outbox is damaged. It stays there and is not sent.");
        this.conclude(row.id, { kind: "lost", reason: "unreadable" });
        continue;
      }
      messages.push({ id: row.id, message, isKeyed: row.isKeyed });
    }
    return messages;
  }

  #tellStore(): void {
    this.#isScheduled = false;
    if (this.#concluding !== undefined) return;
    while (this.#conclusions.length > 0) {
      const part = this.#conclusions.slice(0, MAX_ROWS);
      const isDone = this.#store.conclude(part);
      if (isDone instanceof Promise) {
        this.#concluding = isDone.then((done) => {
          this.#concluding = undefined;
          if (!done) return;
          this.#conclusions.splice(0, part.length);
          this.#tellStore();
        });
        return;
      }
      if (!isDone) return;
      this.#conclusions.splice(0, part.length);
    }
  }
}

interface Held {
  readonly row: OutboxRow;
  readonly message: Message;
}

function toConclusion(id: ClaimedRow["id"], outcome: Outcome): Conclusion {
  if (outcome.kind === "delivered") return { id, kind: "delivered" };
  if (outcome.kind === "released") return { id, kind: "released" };
  return { id, kind: "parked", reason: outcome.reason };
}
