import type {
  Claimed,
  Conclusion,
  Outbox,
  OutboxClient,
  OutboxRow,
  OutboxStore,
  Written,
} from "../../runtime/delivery/outbox.ts";
import type { OutboxAdmin } from "../../runtime/delivery/outbox-admin.ts";
import { monotonicNow, startTimer, stopTimer } from "../../runtime/delivery/timing.ts";
import { EventTable, type TakenRow } from "./event-table.ts";
import { Listener } from "./listener.ts";
import { DEFAULT_SCHEMA, readVersion, SCHEMA_VERSION, stateSql } from "./migrations.ts";
import { describeError, OutboxError, type Query, rowsOf } from "./query.ts";
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

/** How long new events are gathered once the first was heard of, in milliseconds. */
const GATHER_MS = 20;

/** How often it looks for rows that others wrote, extends leases, and deletes old rows, in milliseconds. */
const POLL_MS = 5000;
const EXTEND_MS = 10_000;
const DELETE_MS = 60_000;

/** How soon a database is tried again, and how late one that stays away, in milliseconds. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5000;

interface Client {
  readonly of: OutboxClient;
  /** Who has claimed its rows. */
  readonly owner: string;
  /** The rows that it has claimed, and the others with the same uuid. */
  readonly claimed: Map<string, readonly string[]>;
  /** The row that stands for all with its uuid. */
  readonly byUuid: Map<string, string>;
  /** Whether it claims nothing until all that it claimed is concluded. */
  isHeldUp: boolean;
  /** How many conclusions have begun, and how many of these have not ended. */
  concluded: number;
  concluding: number;
  /** Whether a claim found less than there may be. */
  hasMissed: boolean;
  /** Whether there is a claim without an answer: it may have taken rows that nobody here knows of. */
  hasUnanswered: boolean;
}

/**
 * See `postgresOutbox`. Each tracker with it is a relay. A row goes through these states:
 *
 * ```text
 * waiting ─ claim ─→ claimed ─→ deleted, when PostHog has it
 *    ↑                  ├─────→ parked, when PostHog will never take it
 *    ├──── released ────┤
 *    └─── lease over ───┘
 * ```
 *
 * - A claim is one statement. It leases rows to a tracker and counts one more attempt for each, before anything is sent. The lease of
 *   the first row of a lane keeps other relays out of the lane, so a person's events are sent by one relay at a time.
 * - Claimed rows are the tracker's. It sends them without any transaction being open, sends them again while PostHog fails, and extends
 *   their leases. It claims more while requests are under way.
 * - What became of them is one statement, too. Released rows, those that an ending process has not sent, lose their last attempt.
 * - The lease of a dead process ends, and its rows are waiting again with one attempt more. A row with 3 attempts is a suspect: it is
 *   claimed when the tracker has no other row, and no other with it. With 10, the next claim parks it.
 * - A statement that fails changes nothing here. The tracker keeps what it claimed and what it has to say of it, and says it when the
 *   database is back. What a claim took whose answer was lost is given back before the next claim, so that no later event of a person
 *   comes before it. If another relay has claimed a row by then, the statement passes over it: PostHog gets it twice, with one uuid.
 */
export class PostgresOutbox implements Outbox {
  readonly #query: Query;
  readonly #schema: string;
  readonly #concurrency: number;
  readonly #maxAgeDays: number;
  readonly #table: EventTable;
  readonly #listener: Listener | undefined;
  /** The plans of which new events were heard, while they gather. */
  readonly #heard = new Set<string | undefined>();
  readonly #clients = new Set<Client>();
  #transaction: Transaction | undefined;
  #isChecked = false;
  /** Set while the database cannot be used: nobody asks it meanwhile. */
  #retry: Timer;
  #retryMs = FIRST_RETRY_MS;
  #write: Timer;
  #poll: Timer;
  #extendedAt = 0;
  #deletedAt = -Infinity;

  constructor({
    query,
    listen,
    schema = DEFAULT_SCHEMA,
    concurrency = 4,
    maxAgeDays = 30,
  }: PostgresOutboxOptions) {
    this.#query = query;
    this.#schema = schema;
    this.#concurrency = concurrency;
    this.#maxAgeDays = maxAgeDays;
    this.#table = new EventTable(schema, listen === undefined ? undefined : schema);
    this.#listener =
      listen === undefined
        ? undefined
        : new Listener({
            connectionString: listen,
            channel: schema,
            notify: (payload) => this.#table.notify(this.#query, payload),
            onNotification: (plan) => this.#notified(plan),
            warn: (line) => this.#warn(line),
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

  /** Waits until nothing is held in memory. `false` when the time is over before. Never rejects. */
  async stored({ timeoutMs = 30_000 }: { readonly timeoutMs?: number } = {}): Promise<boolean> {
    const end = monotonicNow() + timeoutMs;
    for (;;) {
      const written = await Promise.all([...this.#clients].map(({ of }) => of.writeHeld()));
      if (written.every(Boolean)) return true;
      const left = end - monotonicNow();
      if (left <= 0) return false;
      await new Promise((resolve) => startTimer(resolve, Math.min(left, HOLD_MS)));
    }
  }

  /** Sends parked events again, of all plans. Gives how many; none while the database cannot be used. */
  async retryParked(): Promise<number> {
    return (await this.#use(() => this.#retryParked())) ?? 0;
  }

  async #retryParked(): Promise<number> {
    const count = await this.#table.retryParked(this.#query);
    if (count > 0) for (const { of } of this.#clients) of.wake();
    return count;
  }

  /** For `tracking-plan outbox` and `tracking-plan relay`. */
  get admin(): OutboxAdmin {
    const ask = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        await this.#check();
        return await work();
      } catch (error) {
        throw new OutboxError(describeError(error), { cause: error });
      }
    };
    return {
      counts: () => ask(() => this.#table.counts(this.#query)),
      list: (options) => ask(() => this.#table.list(this.#query, options)),
      retryParked: () => ask(() => this.#retryParked()),
      drop: (filter) => ask(() => this.#table.drop(this.#query, filter)),
    };
  }

  /** For trackers. */
  readonly open = (of: OutboxClient): OutboxStore => {
    const client: Client = {
      of,
      owner: crypto.randomUUID(),
      claimed: new Map(),
      byUuid: new Map(),
      isHeldUp: false,
      concluded: 0,
      concluding: 0,
      hasMissed: false,
      hasUnanswered: false,
    };
    this.#clients.add(client);
    if (this.#clients.size === 1) this.#listener?.open();
    this.#startPoll(0);
    return {
      concurrency: this.#concurrency,
      write: (rows) => this.#accept(client, rows),
      writeHeld: (rows) => this.#insert(client, rows),
      claim: (limit) => this.#claim(client, limit),
      get hasMissed() {
        return client.hasMissed;
      },
      conclude: (conclusions) => this.#conclude(client, conclusions),
      close: () => this.#close(client),
    };
  };

  #accept({ of: { planName } }: Client, rows: readonly OutboxRow[]): Written {
    if (this.#transaction !== undefined) {
      return { kind: "handed", repeated: this.#transaction.add(planName, rows) };
    }
    this.#write ??= start(HOLD_MS, () => {
      this.#write = undefined;
      for (const { of } of this.#clients) void of.writeHeld();
    });
    return { kind: "hold" };
  }

  async #insert({ of: { planName } }: Client, rows: readonly OutboxRow[]): Promise<boolean> {
    const isDone = await this.#use(async () => {
      await this.#table.insert(
        this.#query,
        rows.map((row) => ({ ...row, plan: planName })),
      );
      return true;
    });
    return isDone === true;
  }

  async #claim(client: Client, limit: number): Promise<Claimed> {
    const { of, owner, claimed } = client;
    if (client.isHeldUp) return undefined;
    const isIdle = claimed.size === 0;
    const { concluding, concluded } = client;
    const taken = await this.#use(async () => {
      // Before later rows of the same people are claimed.
      if (client.hasUnanswered) {
        await this.#table.release(this.#query, of.planName, owner, [...claimed.values()].flat());
      }
      client.hasUnanswered = true;
      const answer = await this.#table.claim(this.#query, of.planName, { owner, limit, isIdle });
      client.hasUnanswered = false;
      return answer;
    });
    if (taken === undefined) return undefined;
    const rows = taken.rows.filter((row) => take(client, row));
    client.isHeldUp = taken.isHeldUp && claimed.size > 0;
    // It got fewer than it could, so the tracker would wait for the next poll. A claim passes over the lanes in which a conclusion
    // deletes the first row at the same time.
    const isCrossed = concluding > 0 || client.concluded !== concluded;
    client.hasMissed = rows.length < limit && (taken.rows.length === limit || taken.isHeldUp || isCrossed);
    wakeIfMissed(client);
    return rows;
  }

  async #conclude(client: Client, conclusions: readonly Conclusion[]): Promise<boolean> {
    const { owner, claimed, byUuid } = client;
    const all = conclusions.flatMap(({ id: first, kind, reason }) =>
      (claimed.get(String(first)) ?? []).map((id) =>
        reason === undefined ? { id, kind } : { id, kind, reason },
      ),
    );
    client.concluded += 1;
    client.concluding += 1;
    const isDone = await this.#use(async () => {
      await this.#table.conclude(this.#query, owner, all);
      return true;
    });
    client.concluding -= 1;
    if (isDone !== true) return false;
    const ids = new Set(conclusions.map(({ id }) => String(id)));
    for (const id of ids) claimed.delete(id);
    for (const [uuid, id] of byUuid) if (ids.has(id)) byUuid.delete(uuid);
    if (claimed.size === 0) client.isHeldUp = false;
    wakeIfMissed(client);
    return true;
  }

  #close(client: Client): void {
    this.#clients.delete(client);
    if (this.#clients.size > 0) return;
    this.#listener?.close();
    for (const timer of [this.#write, this.#poll, this.#retry]) stopTimer(timer);
    this.#write = undefined;
    this.#poll = undefined;
    this.#retry = undefined;
  }

  /** Uses the database if that may work. `undefined` when it does not: then it is tried again later. */
  async #use<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.#retry !== undefined) return undefined;
    try {
      if (!this.#isChecked) await this.#check();
      const result = await work();
      this.#retryMs = FIRST_RETRY_MS;
      return result;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** Events wait in memory until the table is as this version needs it. */
  async #check(): Promise<void> {
    const [state] = await rowsOf(this.#query, stateSql(this.#schema), []);
    const version = readVersion(state?.["comment"]);
    if (state?.["encoding"] !== "UTF8") throw new OutboxError("the encoding of the database is not UTF8");
    if (version > SCHEMA_VERSION) throw new OutboxError("a newer version of tracking-plan made its table");
    if (version < SCHEMA_VERSION) {
      throw new OutboxError(
        `the schema ${this.#schema} has no table of this version: run tracking-plan outbox sql --apply`,
      );
    }
    this.#isChecked = true;
  }

  #failed(error: unknown): void {
    this.#isChecked = false;
    for (const { of } of this.#clients) {
      of.warn(`The outbox cannot be used: ${describeError(error)}. Durable events wait in memory.`);
    }
    if (this.#clients.size === 0 || this.#retry !== undefined) return;
    this.#retry = start(this.#retryMs, () => {
      this.#retry = undefined;
      for (const { of } of this.#clients) of.wake();
    });
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  /** Others wrote events of a plan, or of any. Those that follow at once are sent with them. */
  #notified(plan: string | undefined): void {
    const isFirst = this.#heard.size === 0;
    this.#heard.add(plan);
    if (!isFirst) return;
    start(GATHER_MS, () => {
      for (const { of } of this.#clients) {
        if (this.#heard.has(undefined) || this.#heard.has(of.planName)) of.wake();
      }
      this.#heard.clear();
    });
  }

  #startPoll(ms: number): void {
    this.#poll ??= start(ms, () => {
      void this.#look().finally(() => {
        this.#poll = undefined;
        if (this.#clients.size > 0) this.#startPoll(POLL_MS);
      });
    });
  }

  /** Extends leases, and looks for what other processes wrote or left. */
  async #look(): Promise<void> {
    const now = monotonicNow();
    if (now - this.#extendedAt > EXTEND_MS) {
      this.#extendedAt = now;
      for (const { owner, claimed } of this.#clients) {
        const ids = [...claimed.values()].flat();
        if (ids.length > 0) await this.#use(() => this.#table.lease(this.#query, owner, ids));
      }
    }
    if (now - this.#deletedAt > DELETE_MS) {
      this.#deletedAt = now;
      const count = (await this.#use(() => this.#table.deleteOld(this.#query, this.#maxAgeDays))) ?? 0;
      if (count > 0) this.#warn(`${count} events of the outbox were older than maxAgeDays and deleted.`);
    }
    for (const { of } of this.#clients) {
      if (await this.#use(() => this.#table.hasUnclaimed(this.#query, of.planName))) of.wake();
    }
  }

  #warn(line: string): void {
    for (const { of } of this.#clients) of.warn(line);
  }
}

/** Whether a row is to be sent: neither parked nor another one of an event that this process is sending. */
function take({ of, claimed, byUuid }: Client, { id, uuid, event, isParked }: TakenRow): boolean {
  if (isParked) {
    of.warn(`An event of the outbox is parked: the process ended each time that it was to be sent. ${event}`);
    return false;
  }
  const first = byUuid.get(uuid);
  if (first === undefined) {
    byUuid.set(uuid, id);
    claimed.set(id, [id]);
    return true;
  }
  claimed.set(first, [...(claimed.get(first) ?? []), id]);
  return false;
}

/** Lets the tracker claim again, once it can get what its last claim did not. */
function wakeIfMissed(client: Client): void {
  if (!client.hasMissed || client.isHeldUp || client.concluding > 0) return;
  start(0, () => {
    client.hasMissed = false;
    client.of.wake();
  });
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** A timer that keeps no process alive. */
function start(ms: number, work: () => void): Timer {
  const timer = startTimer(work, ms);
  timer.unref?.();
  return timer;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === "function";
}
