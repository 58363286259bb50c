import type { Outbox, OutboxClient, OutboxRow, OutboxStore, Written } from "../../runtime/delivery/outbox.ts";
import type { OutboxAdmin } from "../../runtime/delivery/outbox-admin.ts";
import { monotonicNow, startTimer, stopTimer } from "../../runtime/delivery/timing.ts";
import { startInBackground, type Timer } from "../background-timer.ts";
import { SuspectTurn } from "../suspects.ts";
import { Access } from "./access.ts";
import { EventTable } from "./event-table.ts";
import { Listener } from "./listener.ts";
import { DEFAULT_SCHEMA } from "./migrations.ts";
import { PostgresStore } from "./postgres-store.ts";
import type { Query } from "./query.ts";
import { Rounds } from "./rounds.ts";
import { Transaction } from "./transaction.ts";

export interface PostgresOutboxOptions {
  /** Runs a statement on a connection of its own, outside of any transaction. It is used for everything but `within`. */
  readonly query: Query;
  /**
   * A URL of the database for a connection that listens for new events, with the package `pg`: they are sent at once instead of within
   * five seconds. It must not lead through a transaction pooler.
   */
  readonly listen?: string | undefined;
  /** The schema with the table. Default `"tracking_plan"`. */
  readonly schema?: string | undefined;
  /** Most requests that one process sends at once. Those of a person follow one another. Default 4. */
  readonly concurrency?: number | undefined;
  /** Events older than this are deleted, parked ones too, and a line in the log says how many. Default 30 days. */
  readonly maxAgeDays?: number | undefined;
}

/** How soon what is held is written, in milliseconds. */
const HOLD_MS = 50;

/** See `postgresOutbox`. Each tracker with it is a relay: see {@link PostgresStore}. */
export class PostgresOutbox implements Outbox {
  readonly #concurrency: number;
  readonly #table: EventTable;
  readonly #access: Access;
  readonly #rounds: Rounds;
  readonly #listener: Listener | undefined;
  /** One for each tracker. */
  readonly #stores = new Set<PostgresStore>();
  readonly #turn = new SuspectTurn(() => {
    for (const store of this.#stores) store.lift();
  });
  #transaction: Transaction | undefined;
  #write: Timer | undefined;

  constructor({
    query,
    listen,
    schema = DEFAULT_SCHEMA,
    concurrency = 4,
    maxAgeDays = 30,
  }: PostgresOutboxOptions) {
    const table = new EventTable(schema, listen === undefined ? undefined : schema);
    const warn = (line: string): void => {
      for (const { of } of this.#stores) of.warn(line);
    };
    this.#concurrency = concurrency;
    this.#table = table;
    this.#access = new Access({ query, schema, warn, onRetry: () => this.#wake() });
    this.#rounds = new Rounds({ table, access: this.#access, stores: this.#stores, maxAgeDays, warn });
    if (listen === undefined) return;
    this.#listener = new Listener({
      connectionString: listen,
      channel: schema,
      notify: (payload) => table.notify(query, payload),
      onNotification: (plan) => this.#rounds.hear(plan),
      warn,
    });
  }

  /**
   * Writes all durable events of a synchronous callback into a transaction of the application, with one INSERT. They are sent when that
   * commits, and never if it is rolled back.
   *
   * @param query - runs a statement in the transaction
   * @returns what the callback returns; rejects when the INSERT fails, when the callback throws, and when it returns a promise
   * @example
   * await outbox.within((sql, values) => client.query(sql, values), () => {
   *   trackPaymentSucceeded(userId, { amount_usd }, { timestamp: payment.paidAt });
   * });
   */
  async within<Result>(query: Query, callback: () => Result): Promise<Result> {
    const outer = this.#transaction;
    const transaction = new Transaction();
    this.#transaction = transaction;
    let result: Result;
    try {
      result = callback();
    } finally {
      this.#transaction = outer;
    }
    if (isPromise(result)) {
      result.then(undefined, () => {});
      throw new TypeError(
        "The callback of within() must not return a promise: call helpers in it, and await before or after.",
      );
    }
    if (transaction.rows.length > 0) await this.#table.insert(query, transaction.rows);
    return result;
  }

  /**
   * Waits until every event that was accepted so far is in the table. Never rejects.
   *
   * @param options.timeoutMs - longest wait, in milliseconds. Default 30,000.
   * @returns `false` if events are still held in memory when the time is over
   * @example
   * if (!(await outbox.stored({ timeoutMs: 5000 }))) log.warn("events are still in memory");
   */
  async stored({ timeoutMs = 30_000 }: { readonly timeoutMs?: number } = {}): Promise<boolean> {
    const end = monotonicNow() + timeoutMs;
    for (;;) {
      const written = await Promise.all([...this.#stores].map(({ of }) => of.writeHeld()));
      if (written.every(Boolean)) return true;
      const left = end - monotonicNow();
      if (left <= 0) return false;
      await new Promise((resolve) => startTimer(resolve, Math.min(left, HOLD_MS)));
    }
  }

  /**
   * Sends parked events again, of all plans. Never rejects.
   *
   * @returns how many; 0 also while the database cannot be used
   * @example
   * const count = await outbox.retryParked();
   */
  async retryParked(): Promise<number> {
    return (await this.#access.use((query) => this.#retryParked(query))) ?? 0;
  }

  /** For `tracking-plan outbox` and `tracking-plan relay`. */
  get admin(): OutboxAdmin {
    const [access, table] = [this.#access, this.#table];
    return {
      counts: () => access.ask((query) => table.counts(query)),
      list: (options) => access.ask((query) => table.list(query, options)),
      retryParked: () => access.ask((query) => this.#retryParked(query)),
      drop: (filter) => access.ask((query) => table.drop(query, filter)),
    };
  }

  /** For trackers. */
  readonly open = (of: OutboxClient): OutboxStore => {
    const store = new PostgresStore({
      of,
      table: this.#table,
      access: this.#access,
      concurrency: this.#concurrency,
      turn: this.#turn,
      accept: (planName, rows) => this.#accept(planName, rows),
      onClosed: () => this.#close(store),
    });
    this.#stores.add(store);
    if (this.#stores.size === 1) {
      this.#access.open();
      this.#listener?.open();
    }
    this.#rounds.start();
    return store;
  };

  async #retryParked(query: Query): Promise<number> {
    const count = await this.#table.retryParked(query);
    if (count > 0) this.#wake();
    return count;
  }

  #accept(planName: string, rows: readonly OutboxRow[]): Written {
    if (this.#transaction !== undefined) {
      return { kind: "handed", repeated: this.#transaction.add(planName, rows) };
    }
    this.#write ??= startInBackground(() => {
      this.#write = undefined;
      for (const { of } of this.#stores) void of.writeHeld();
    }, HOLD_MS);
    return { kind: "hold" };
  }

  #wake(): void {
    for (const { of } of this.#stores) of.wake();
  }

  #close(store: PostgresStore): void {
    this.#stores.delete(store);
    if (this.#stores.size > 0) return;
    this.#listener?.close();
    this.#access.close();
    this.#rounds.stop();
    stopTimer(this.#write);
    this.#write = undefined;
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === "function";
}
