import type { OutboxRow } from "../../runtime/delivery/outbox.ts";
import { startTimer, stopTimer, wallClock } from "../../runtime/delivery/timing.ts";
import { startInBackground, type Timer } from "../background-timer.ts";
import { Connection, type FileSettings, setAside } from "./connection.ts";
import { type DatabaseClass, type Fault, faultOf } from "./database.ts";
import { NewerSchemaError } from "./event-table.ts";
import { describePlace } from "./place.ts";

/** How soon a busy file is tried again, and how late one that cannot be used, in milliseconds. */
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5000;

/** How long people wait for the lock of another process, in milliseconds. */
const ADMIN_WAIT_MS = 5000;

/** Most rows of a removed file that are written at once. */
const MAX_LEFT_OVER = 250;

interface AccessParts {
  /** What opens files, or why nothing does. */
  readonly Class: DatabaseClass | string;
  readonly settings: FileSettings;
  readonly warn: (line: string) => void;
  /** The file can be used again. */
  readonly onBack: () => void;
}

/**
 * The way to the file: whether it can be used now, and what is done when it is locked, full, damaged or removed. Nobody waits for a file
 * that cannot be used; it is tried again in the background.
 */
export class Access {
  readonly #parts: AccessParts;
  #connection: Connection | undefined;
  /** Set while the file cannot be used. */
  #retry: Timer | undefined;
  #retryMs = FIRST_RETRY_MS;
  #isFull = false;
  /** Why the file cannot be used, if that is not another process's lock. */
  #problem: string | undefined;
  /** What takes back the parts of the open batch, if nothing of it gets into the file. */
  #batch: (() => void)[] | undefined;
  /** The rows of a file that was removed, with their plans. */
  #leftOver: (readonly [plan: string, row: OutboxRow])[] = [];

  constructor(parts: AccessParts) {
    this.#parts = parts;
  }

  /** Whether the file has its greatest size. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Whether the callback of a batch is running. */
  get isInBatch(): boolean {
    return this.#batch !== undefined;
  }

  open(): void {
    this.#connect();
  }

  close(): void {
    this.#writeLeftOver();
    stopTimer(this.#retry);
    this.#retry = undefined;
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Uses the file if that is possible at once. `undefined` when it is not: then it is tried again later. Never throws. */
  use<T>(work: (connection: Connection) => T): T | undefined {
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

  /** Like {@link use}, in a transaction: that of the open batch, or one of its own. */
  transact<T>(work: (connection: Connection) => T): T | undefined {
    return this.use((connection) =>
      this.isInBatch ? work(connection) : connection.transact(() => work(connection)),
    );
  }

  /** Like {@link use}, in a transaction for work on rows that are there, which is possible in a full file too. */
  transactBeyondLimit<T>(work: (connection: Connection) => T): T | undefined {
    return this.use((connection) => connection.transactBeyondLimit(() => work(connection)));
  }

  /** Runs a synchronous callback whose transactions are one, where the file can be used. */
  batch<Result>(callback: () => Result): Result {
    if (this.isInBatch || !this.#execute("BEGIN IMMEDIATE")) return callback();
    this.#batch = [];
    try {
      return callback();
    } finally {
      if (this.isInBatch && this.#execute("COMMIT")) this.#batch = undefined;
    }
  }

  /** What to do if the open batch fails. */
  ifTakenBack(undo: () => void): void {
    this.#batch?.push(undo);
  }

  /** Uses the file for people, who wait for it and want to hear why it cannot be used: rejects with that. */
  async ask<T>(work: (connection: Connection) => T): Promise<T> {
    const { Class, settings } = this.#parts;
    if (this.#connection === undefined && !process.getBuiltinModule("node:fs").existsSync(settings.path)) {
      throw new Error(`There is no outbox ${settings.path}.`);
    }
    if (typeof Class === "string") throw new Error(Class);
    for (let waitedMs = 0; waitedMs < ADMIN_WAIT_MS; waitedMs += FIRST_RETRY_MS) {
      const done = this.use((connection) => ({ value: work(connection) }));
      if (done !== undefined) return done.value;
      await new Promise((resolve) => startTimer(resolve, FIRST_RETRY_MS));
    }
    throw new Error(this.#problem ?? `The outbox ${settings.path} is locked by another process.`);
  }

  /** Begins a new file if this one was removed or replaced. What this process can still read of it goes into the new one. */
  replaceIfGone(): void {
    const gone = this.#connection;
    if (gone === undefined || gone.isThere) return;
    this.#connection = undefined;
    this.#parts.warn(
      `The outbox ${this.#parts.settings.path} was removed or replaced. What was in it is written to the new one.`,
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

  #execute(sql: string): boolean {
    const isDone = this.use(({ database }) => {
      database.exec(sql);
      return true;
    });
    return isDone === true;
  }

  #connect(): Connection | undefined {
    if (this.#connection !== undefined || this.#retry !== undefined) return this.#connection;
    const { Class, settings, warn } = this.#parts;
    if (typeof Class === "string") {
      warn(`The outbox cannot be used: ${Class}`);
      return undefined;
    }
    try {
      this.#connection = new Connection(Class, settings);
      const { dirname, resolve } = process.getBuiltinModule("node:path");
      const problem = describePlace(dirname(resolve(settings.path)));
      if (problem !== undefined) warn(`The folder of the outbox: ${problem}`);
    } catch (error) {
      this.#failed(error);
    }
    return this.#connection;
  }

  /** The connection is not used again after most errors: after some of them, libsql fails in every later call or reads old data. */
  #failed(error: unknown): void {
    const { settings, warn } = this.#parts;
    const fault = faultOf(error);
    const connection = this.#connection;
    this.#isFull = fault === "full" && connection?.isAtLimit === true;
    this.#takeBackBatch();
    this.#problem = fault === "busy" ? undefined : describe(settings.path, error, fault);
    if (this.#problem !== undefined) {
      connection?.close();
      this.#connection = undefined;
      warn(this.#problem);
    }
    // Another process may have done it already.
    if (fault === "damaged" && (connection === undefined || connection.isThere)) {
      const aside = setAside(settings.path, wallClock());
      warn(`The outbox was damaged. It is now ${aside}, and a new one was begun. Events may be lost.`);
    }
    this.#retryMs = fault === "busy" ? FIRST_RETRY_MS : Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    this.#tryLater();
  }

  /** Of the whole batch, nothing is in the file. */
  #takeBackBatch(): void {
    const batch = this.#batch;
    if (batch === undefined) return;
    this.#batch = undefined;
    this.#connection?.rollBack();
    for (const undo of batch) undo();
  }

  #tryLater(): void {
    this.#retry = startInBackground(() => {
      this.#retry = undefined;
      this.#tryAgain();
    }, this.#retryMs);
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
    this.#parts.onBack();
  }

  #writeLeftOver(): void {
    while (this.#leftOver.length > 0) {
      const part = this.#leftOver.slice(0, MAX_LEFT_OVER);
      const isWritten = this.transact(({ table }) => {
        for (const [plan, row] of part) table.insert(plan, [row], wallClock());
        return true;
      });
      if (isWritten !== true) return;
      this.#leftOver.splice(0, part.length);
    }
  }
}

function describe(path: string, error: unknown, fault: Fault): string {
  const { code, errstr } = (error ?? {}) as { readonly code?: unknown; readonly errstr?: unknown };
  if (error instanceof NewerSchemaError) {
    return `The outbox ${path} was written by a newer version of tracking-plan. This one cannot read it.`;
  }
  if (fault === "full") return `The outbox ${path} cannot grow: the disk is full, or it has maxBytes.`;
  const why = typeof errstr === "string" ? errstr : typeof code === "string" ? code : "unknown error";
  return `The outbox ${path} cannot be used: ${why}.`;
}
