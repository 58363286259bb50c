import type { Database, DatabaseClass } from "./database.ts";
import { createTables, EventTable } from "./event-table.ts";

/** Longest time that a call waits for the lock of another process, in milliseconds. The event loop stands still meanwhile. */
const MAX_WAIT_MS = 20;

/**
 * After so many pages, 16 MB, SQLite moves what was written into the file and waits for the disk. SQLite's default of 1,000 takes a third
 * of the time of events that are written one by one.
 */
const CHECKPOINT_PAGES = 4000;

/**
 * How far beyond its greatest size a file may grow, in pages, by what is done to the rows that it has. SQLite writes a longer row before it
 * frees the pages of the shorter one, so a full file would let nobody claim and nobody send. The largest row has 220 pages.
 */
const RESERVED_PAGES = 1000;

export interface FileSettings {
  readonly path: string;
  readonly sync: "process" | "machine";
  readonly maxBytes: number;
}

/** An open file. Everything throws the errors of SQLite. */
export class Connection {
  readonly table: EventTable;
  readonly database: Database;
  readonly #path: string;
  readonly #inode: number;
  readonly #maxPages: number;

  constructor(Class: DatabaseClass, { path, sync, maxBytes }: FileSettings) {
    createPrivately(path);
    this.#path = path;
    this.#inode = inodeOf(path) ?? -1;
    this.database = new Class(path);
    try {
      this.database.exec(`PRAGMA busy_timeout = ${MAX_WAIT_MS}`);
      // Its result is a row, which `exec` of libsql takes for an error.
      this.#read("journal_mode = WAL");
      this.#read(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      this.database.exec(`PRAGMA synchronous = ${sync === "machine" ? "FULL" : "NORMAL"}`);
      this.transact(() => createTables(this.database));
      this.#maxPages = Math.ceil(maxBytes / this.#read("page_size"));
      this.#read(`max_page_count = ${this.#maxPages}`);
      this.table = new EventTable(this.database);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Whether the file has no room for another row of ordinary size. */
  get isAtLimit(): boolean {
    try {
      return this.#read("page_count") + 16 >= this.#maxPages;
    } catch {
      return false;
    }
  }

  /** Whether the file is still the one at its path. */
  get isThere(): boolean {
    return inodeOf(this.#path) === this.#inode;
  }

  /**
   * Does work in a transaction. It takes the lock first: SQLite refuses at once to give it to one that has begun to read, however long it
   * may wait.
   */
  transact<T>(work: () => T): T {
    this.database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.database.exec("COMMIT");
      return result;
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  /** Like {@link transact}, for work on rows that are there, which is possible in a full file too. */
  transactBeyondLimit<T>(work: () => T): T {
    this.#read(`max_page_count = ${this.#maxPages + RESERVED_PAGES}`);
    try {
      return this.transact(work);
    } finally {
      this.#restoreLimit();
    }
  }

  #restoreLimit(): void {
    try {
      this.#read(`max_page_count = ${this.#maxPages}`);
    } catch {
      // The work is done. The next one restores it.
    }
  }

  rollBack(): void {
    try {
      this.database.exec("ROLLBACK");
    } catch {
      // SQLite has rolled back itself.
    }
  }

  /** Whether the lock can be had now, without waiting. */
  isFree(): boolean {
    this.database.exec("PRAGMA busy_timeout = 0");
    try {
      this.transact(() => {});
      return true;
    } catch {
      return false;
    } finally {
      this.database.exec(`PRAGMA busy_timeout = ${MAX_WAIT_MS}`);
    }
  }

  /** The number that a pragma gives. */
  #read(pragma: string): number {
    const [row] = this.database.prepare(`PRAGMA ${pragma}`).all() as readonly object[];
    return Number(Object.values(row ?? {})[0]);
  }

  close(): void {
    try {
      this.database.close();
    } catch {
      // What is left of it ends with the process.
    }
  }
}

/** Creates the file, if it is not there, so that only the user of this process can read it. SQLite gives its other files the same mode. */
function createPrivately(path: string): void {
  const { closeSync, mkdirSync, openSync } = process.getBuiltinModule("node:fs");
  const { dirname } = process.getBuiltinModule("node:path");
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
}

function inodeOf(path: string): number | undefined {
  return process.getBuiltinModule("node:fs").statSync(path, { throwIfNoEntry: false })?.ino;
}

/** Puts a damaged file out of the way. Gives its new path. */
export function setAside(path: string, now: number): string {
  const { renameSync } = process.getBuiltinModule("node:fs");
  const aside = `${path}.damaged-${now}`;
  for (const ending of ["", "-wal", "-shm"]) {
    try {
      renameSync(path + ending, aside + ending);
    } catch {
      // Not every file is there.
    }
  }
  return aside;
}
