import type { Outbox, OutboxClient, OutboxStore } from "../../runtime/delivery/outbox.ts";
import type { OutboxAdmin } from "../../runtime/delivery/outbox-admin.ts";
import { stopTimer, wallClock } from "../../runtime/delivery/timing.ts";
import { startInBackground, type Timer } from "../background-timer.ts";
import { SuspectTurn } from "../suspects.ts";
import { Access } from "./access.ts";
import type { DatabaseClass } from "./database.ts";
import { deleteOld, retryParked } from "./event-table.ts";
import { FileStore } from "./file-store.ts";
import { type LeaseTime, leaseTime } from "./lease-time.ts";
import { countEvents, dropEvents, listEvents } from "./stored-events.ts";

export interface FileOutboxOptions {
  /** Path of the file, on a disk of this machine. Beside it are two more with the endings `-wal` and `-shm`. */
  readonly path: string;
  /**
   * What an accepted event survives: `"process"`, the death of every process; `"machine"`, power loss too, for one `fsync` a call.
   * Default `"process"`.
   */
  readonly sync?: "process" | "machine" | undefined;
  /** Whether events are held in memory while the file cannot be written to. If not, the call is refused with `store_busy`. Default `true`. */
  readonly memoryFallback?: boolean | undefined;
  /** Greatest size of the file. Calls beyond it are refused with `store_full`. Default 1,000,000,000. */
  readonly maxBytes?: number | undefined;
  /** Events older than this are deleted, parked ones too, and a line in the log says how many. Default 30 days. */
  readonly maxAgeDays?: number | undefined;
  /** The class `DatabaseSync` of `node:sqlite`, or that of `libsql`. Default: what Node has, or libsql where the application runs. */
  readonly driver?: DatabaseClass | undefined;
}

const DAY_MS = 86_400_000;

/** How often it extends leases and looks for what other processes left, and how often it deletes old events, in milliseconds. */
const ROUND_MS = 5000;
const DELETE_MS = DAY_MS / 24;

/** See `fileOutbox`. */
export class FileOutbox implements Outbox {
  readonly #access: Access;
  readonly #canHold: boolean;
  readonly #maxAgeMs: number;
  /** One for each tracker. */
  readonly #stores = new Set<FileStore>();
  readonly #turn = new SuspectTurn(() => {
    for (const store of this.#stores) store.lift();
  });
  #round: Timer | undefined;
  #oldDeletedAt = -Infinity;

  constructor(
    Class: DatabaseClass | string,
    { path, sync = "process", memoryFallback = true, maxBytes = 1e9, maxAgeDays = 30 }: FileOutboxOptions,
  ) {
    this.#access = new Access({
      Class,
      settings: { path, sync, maxBytes },
      warn: (line) => this.#warn(line),
      onBack: () => this.#wake(),
    });
    this.#canHold = memoryFallback;
    this.#maxAgeMs = maxAgeDays * DAY_MS;
  }

  /**
   * Writes all durable events of a synchronous callback in one transaction. Other processes cannot write meanwhile, so keep it short.
   *
   * @returns what the callback returns
   * @example
   * outbox.batch(() => {
   *   for (const invoice of invoices) trackInvoicePaid(parseUserId(invoice.user), invoice, { timestamp: invoice.paidAt });
   * });
   */
  batch<Result>(callback: () => Result): Result {
    return this.#access.batch(callback);
  }

  /**
   * Sends parked events again, of all plans. Never throws.
   *
   * @returns how many; 0 also while the file cannot be written to
   * @example
   * const count = outbox.retryParked();
   */
  retryParked(): number {
    const count = this.#access.transact(({ database }) => retryParked(database)) ?? 0;
    if (count > 0) this.#wake();
    return count;
  }

  /** For `tracking-plan outbox` and `tracking-plan relay`. */
  get admin(): OutboxAdmin {
    const access = this.#access;
    return {
      counts: () => access.ask(({ database }) => countEvents(database, wallClock())),
      list: (options) => access.ask(({ database }) => listEvents(database, options, wallClock())),
      retryParked: () =>
        access.ask((connection) => connection.transact(() => retryParked(connection.database))),
      drop: (filter) =>
        access.ask((connection) => connection.transact(() => dropEvents(connection.database, filter))),
    };
  }

  /** For trackers. */
  readonly open = (of: OutboxClient): OutboxStore => {
    const store = new FileStore({
      of,
      access: this.#access,
      canHold: this.#canHold,
      turn: this.#turn,
      onClosed: () => this.#close(store),
    });
    this.#stores.add(store);
    this.#access.open();
    if (this.#round === undefined) this.#startRound(0);
    return store;
  };

  #close(store: FileStore): void {
    const isLast = this.#stores.size === 1 && this.#stores.has(store);
    // Before it is deleted, so that it hears what goes wrong.
    if (isLast) this.#access.close();
    this.#stores.delete(store);
    if (!isLast) return;
    stopTimer(this.#round);
    this.#round = undefined;
  }

  #startRound(ms: number): void {
    this.#round = startInBackground(() => {
      this.#startRound(ROUND_MS);
      this.#look();
    }, ms);
  }

  /** Extends leases, and looks for what dead processes left, and whether the file is still there. */
  #look(): void {
    this.#access.replaceIfGone();
    const time = leaseTime();
    if (time.now - this.#oldDeletedAt > DELETE_MS) this.#deleteOld(time);
    for (const store of this.#stores) {
      store.extendLease(time);
      const { of } = store;
      if (this.#access.use(({ table }) => table.hasUnclaimed(of.planName, time)) === true) of.wake();
    }
  }

  #deleteOld(time: LeaseTime): void {
    const before = time.now - this.#maxAgeMs;
    const count = this.#access.transact(({ database }) => deleteOld(database, before, time));
    if (count === undefined) return;
    this.#oldDeletedAt = time.now;
    if (count > 0) this.#warn(`${count} events of the outbox were older than maxAgeDays and deleted.`);
  }

  #wake(): void {
    for (const { of } of this.#stores) of.wake();
  }

  #warn(line: string): void {
    for (const { of } of this.#stores) of.warn(line);
  }
}
