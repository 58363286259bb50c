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
import { startTimer, stopTimer, wallClock } from "../../runtime/delivery/timing.ts";
import { Connection, type FileSettings, setAside } from "./connection.ts";
import { type DatabaseClass, type Fault, faultOf } from "./database.ts";
import { deleteOld, type LeaseTime, NewerSchemaError, retryParked } from "./event-table.ts";
import { describePlace } from "./place.ts";
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

/** How long claims are safe from other processes when this one says nothing, and how often it says something. */
const LEASE_MS = 15_000;
const TICK_MS = 5000;

/** How soon a busy file is tried again, and how late one that cannot be used, in milliseconds. */
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5000;

/** How long people wait for the lock of another process, in milliseconds. */
const ADMIN_WAIT_MS = 5000;

interface Client {
  readonly of: OutboxClient;
  /** Who has claimed its rows. */
  readonly owner: string;
  claims: number;
}

/** See `fileOutbox`. */
export class FileOutbox implements Outbox {
  readonly #Class: DatabaseClass | string;
  readonly #settings: FileSettings;
  readonly #canHold: boolean;
  readonly #maxAgeMs: number;
  readonly #clients = new Set<Client>();
  #connection: Connection | undefined;
  /** Set while the file cannot be used: nobody waits for it meanwhile. */
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;
  /** Whether the file has its greatest size. */
  #isFull = false;
  /** Why the file cannot be used, if that is not another process's lock. */
  #problem: string | undefined;
  #tick: ReturnType<typeof setTimeout> | undefined;
  #oldDeletedAt = -Infinity;
  /** The rows of the open `batch`, and whose they are. */
  #batch: (readonly [client: Client, row: OutboxRow])[] | undefined;
  /** The rows of a file that was removed, with their plans. */
  #leftOver: (readonly [plan: string, row: OutboxRow])[] = [];

  constructor(
    Class: DatabaseClass | string,
    { path, sync = "process", memoryFallback = true, maxBytes = 1e9, maxAgeDays = 30 }: FileOutboxOptions,
  ) {
    this.#Class = Class;
    this.#settings = { path, sync, maxBytes };
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
    if (this.#batch !== undefined || !this.#execute("BEGIN IMMEDIATE")) return callback();
    this.#batch = [];
    try {
      return callback();
    } finally {
      const rows = this.#batch;
      this.#batch = undefined;
      // Taken back already where a write failed.
      if (rows !== undefined && !this.#execute("COMMIT")) takeBack(rows);
    }
  }

  /** Sends parked events again. Gives how many; none while the file cannot be written to. */
  retryParked(): number {
    const count = this.#transact(({ database }) => retryParked(database)) ?? 0;
    if (count > 0) for (const { of } of this.#clients) of.wake();
    return count;
  }

  /** For `tracking-plan outbox` and `tracking-plan relay`. */
  get admin(): OutboxAdmin {
    return {
      counts: () => this.#ask(({ database }) => countEvents(database, wallClock())),
      list: (options) => this.#ask(({ database }) => listEvents(database, options, wallClock())),
      retryParked: () =>
        this.#ask((connection) => connection.transact(() => retryParked(connection.database))),
      drop: (filter) =>
        this.#ask((connection) => connection.transact(() => dropEvents(connection.database, filter))),
    };
  }

  /** For trackers. */
  readonly open = (of: OutboxClient): OutboxStore => {
    const client: Client = { of, owner: crypto.randomUUID(), claims: 0 };
    this.#clients.add(client);
    this.#connect();
    this.#tick ??= this.#startTick(0);
    return {
      write: (rows) => this.#write(client, rows),
      writeHeld: (rows) =>
        this.#transact(({ table }) => table.insert(of.planName, rows, wallClock())) !== undefined,
      claim: (limit) => this.#claim(client, limit),
      conclude: (conclusions) => this.#conclude(client, conclusions),
      close: () => this.#close(client),
    };
  };

  #write(client: Client, rows: readonly OutboxRow[]): Written {
    const { planName } = client.of;
    const insert = ({ table }: Connection): ReadonlySet<string> => table.insert(planName, rows, wallClock());
    const batch = this.#batch;
    const repeated = batch === undefined ? this.#transact(insert) : this.#use(insert);
    if (repeated !== undefined) {
      if (batch !== undefined) for (const row of rows) if (!repeated.has(row.uuid)) batch.push([client, row]);
      return { kind: "stored", repeated };
    }
    if (this.#isFull) return { kind: "refused", reason: "store_full" };
    return this.#canHold ? { kind: "hold" } : { kind: "refused", reason: "store_busy" };
  }

  #claim(client: Client, limit: number): Claimed {
    // Those of the batch are not there yet, and this would be in its transaction.
    if (this.#batch !== undefined) return undefined;
    const rows = this.#transact(({ table }) =>
      table.claim(client.of.planName, client.owner, limit, leaseTime()),
    );
    client.claims += rows?.length ?? 0;
    return rows;
  }

  #conclude(client: Client, conclusions: readonly Conclusion[]): boolean {
    const isDone =
      this.#batch === undefined &&
      this.#transact(({ table }) => {
        table.conclude(client.owner, conclusions, wallClock());
        return true;
      }) === true;
    if (isDone) client.claims -= conclusions.length;
    return isDone;
  }

  #close(client: Client): void {
    this.#writeLeftOver();
    this.#clients.delete(client);
    if (this.#clients.size > 0) return;
    stopTimer(this.#tick);
    stopTimer(this.#retry);
    this.#tick = undefined;
    this.#retry = undefined;
    this.#connection?.close();
    this.#connection = undefined;
  }

  #execute(sql: string): boolean {
    return (
      this.#use(({ database }) => {
        database.exec(sql);
        return true;
      }) === true
    );
  }

  #transact<T>(work: (connection: Connection) => T): T | undefined {
    return this.#use((connection) => connection.transact(() => work(connection)));
  }

  /** Uses the file if that is possible at once. `undefined` when it is not: then it is tried again later. */
  #use<T>(work: (connection: Connection) => T): T | undefined {
    if (this.#retry !== undefined) return undefined;
    const connection = this.#connection ?? this.#connect();
    if (connection === undefined) return undefined;
    try {
      return work(connection);
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  async #ask<T>(work: (connection: Connection) => T): Promise<T> {
    const { path } = this.#settings;
    if (this.#connection === undefined && !process.getBuiltinModule("node:fs").existsSync(path)) {
      throw new Error(`There is no outbox ${path}.`);
    }
    if (typeof this.#Class === "string") throw new Error(this.#Class);
    for (let waitedMs = 0; waitedMs < ADMIN_WAIT_MS; waitedMs += FIRST_RETRY_MS) {
      const done = this.#use((connection) => ({ value: work(connection) }));
      if (done !== undefined) return done.value;
      await new Promise((resolve) => startTimer(resolve, FIRST_RETRY_MS));
    }
    throw new Error(this.#problem ?? `The outbox ${path} is locked by another process.`);
  }

  #connect(): Connection | undefined {
    if (this.#connection !== undefined || this.#retry !== undefined) return this.#connection;
    if (typeof this.#Class === "string") {
      this.#warn(`The outbox cannot be used: ${this.#Class}`);
      return undefined;
    }
    try {
      this.#connection = new Connection(this.#Class, this.#settings);
      const { dirname, resolve } = process.getBuiltinModule("node:path");
      const problem = describePlace(dirname(resolve(this.#settings.path)));
      if (problem !== undefined) this.#warn(`The folder of the outbox: ${problem}`);
    } catch (error) {
      this.#failed(error);
    }
    return this.#connection;
  }

  /** The connection is not used again after most errors: libsql fails for good after some of them, and reads old data. */
  #failed(error: unknown): void {
    const fault = faultOf(error);
    this.#isFull = fault === "full" && this.#connection?.isAtLimit === true;
    if (this.#batch !== undefined) {
      // Of the whole batch, nothing is in the file.
      this.#connection?.rollBack();
      takeBack(this.#batch);
      this.#batch = undefined;
    }
    const connection = this.#connection;
    this.#problem = fault === "busy" ? undefined : this.#describe(error, fault);
    if (this.#problem !== undefined) {
      connection?.close();
      this.#connection = undefined;
      this.#warn(this.#problem);
    }
    // Another process may have done it already.
    if (fault === "damaged" && (connection === undefined || connection.isThere)) {
      const aside = setAside(this.#settings.path, wallClock());
      this.#warn(`The outbox was damaged. It is now ${aside}, and a new one was begun. Events may be lost.`);
    }
    this.#retryMs = fault === "busy" ? FIRST_RETRY_MS : Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    this.#tryLater();
  }

  #describe(error: unknown, fault: Fault): string {
    const { path } = this.#settings;
    const { code, errstr } = (error ?? {}) as { readonly code?: unknown; readonly errstr?: unknown };
    if (error instanceof NewerSchemaError) {
      return `The outbox ${path} was written by a newer version of tracking-plan. This one cannot read it.`;
    }
    if (fault === "full") return `The outbox ${path} cannot grow: the disk is full, or it has maxBytes.`;
    const why = typeof errstr === "string" ? errstr : typeof code === "string" ? code : "unknown error";
    return `The outbox ${path} cannot be used: ${why}.`;
  }

  #tryLater(): void {
    this.#retry = startTimer(() => {
      this.#retry = undefined;
      this.#tryAgain();
    }, this.#retryMs);
    this.#retry.unref?.();
  }

  #tryAgain(): void {
    const connection = this.#connect();
    if (connection === undefined) return;
    if (!connection.isFree()) {
      this.#tryLater();
      return;
    }
    this.#retryMs = FIRST_RETRY_MS;
    this.#isFull = false;
    this.#writeLeftOver();
    for (const { of } of this.#clients) of.wake();
  }

  #writeLeftOver(): void {
    while (this.#leftOver.length > 0) {
      const part = this.#leftOver.slice(0, 250);
      const isWritten = this.#transact(({ table }) => {
        for (const [plan, row] of part) table.insert(plan, [row], wallClock());
        return true;
      });
      if (isWritten !== true) return;
      this.#leftOver.splice(0, part.length);
    }
  }

  #startTick(ms: number): ReturnType<typeof setTimeout> {
    const timer = startTimer(() => {
      this.#tick = this.#startTick(TICK_MS);
      this.#look();
    }, ms);
    timer.unref?.();
    return timer;
  }

  /** Extends leases, and looks for what dead processes left, and whether the file is still there. */
  #look(): void {
    if (this.#connection?.isThere === false) this.#reopen(this.#connection);
    const time = leaseTime();
    if (time.now - this.#oldDeletedAt > DAY_MS / 24) this.#deleteOld(time);
    for (const { of, owner, claims } of this.#clients) {
      if (claims > 0) this.#transact(({ table }) => table.lease(owner, time));
      if (this.#use(({ table }) => table.hasUnclaimed(of.planName, time)) === true) of.wake();
    }
  }

  #deleteOld(time: LeaseTime): void {
    const count = this.#transact(({ database }) => deleteOld(database, time.now - this.#maxAgeMs, time));
    if (count === undefined) return;
    this.#oldDeletedAt = time.now;
    if (count > 0) this.#warn(`${count} events of the outbox were older than maxAgeDays and deleted.`);
  }

  /** The file was removed or replaced. What this process can still read of it goes into the present one. */
  #reopen(gone: Connection): void {
    this.#connection = undefined;
    this.#warn(
      `The outbox ${this.#settings.path} was removed or replaced. What was in it is written to the new one.`,
    );
    if (this.#connect() === undefined) return;
    try {
      const rows = gone.database
        .prepare("SELECT plan, uuid, event, distinct_id AS distinctId, keyed AS isKeyed, body FROM events")
        .all() as readonly (OutboxRow & { readonly plan: string })[];
      for (const row of rows) this.#leftOver.push([row.plan, row]);
    } catch {
      // It cannot be read any more.
    }
    gone.close();
    this.#writeLeftOver();
  }

  #warn(line: string): void {
    for (const { of } of this.#clients) of.warn(line);
  }
}

function takeBack(rows: readonly (readonly [client: Client, row: OutboxRow])[]): void {
  for (const client of new Set(rows.map(([of]) => of))) {
    client.of.takeBack(rows.filter(([of]) => of === client).map(([, row]) => row));
  }
}

function leaseTime(): LeaseTime {
  return { now: wallClock(), leaseMs: LEASE_MS };
}
