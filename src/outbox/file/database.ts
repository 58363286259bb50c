import { requireFromApplication } from "../require-from-application.ts";

/** As much of SQLite as the outbox uses: `node:sqlite` and libsql are alike in it. */
export interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

export interface Statement {
  run(...values: readonly Value[]): { readonly changes: number | bigint };
  all(...values: readonly Value[]): unknown[];
}

export type Value = string | number | null;

/** Opens a file as a database: `DatabaseSync` of `node:sqlite`, or the class of libsql. */
export type DatabaseClass = new (path: string) => Database;

/** The first version of Node whose `node:sqlite` prints no warning. */
const FIRST_WITH_SQLITE = 24;

/**
 * The database that this Node has: its own from version 24 on, libsql before.
 *
 * @returns if Node has no SQLite: what to do, as a sentence
 */
export function findDatabase(): DatabaseClass | string {
  if (Number(process.versions.node.split(".")[0]) >= FIRST_WITH_SQLITE) {
    const sqlite = process.getBuiltinModule?.("node:sqlite") as
      | { readonly DatabaseSync: DatabaseClass }
      | undefined;
    if (sqlite !== undefined) return sqlite.DatabaseSync;
  }
  const libsql = requireFromApplication("libsql") as DatabaseClass | undefined;
  if (libsql !== undefined) return libsql;
  return `Node ${process.versions.node} has no SQLite of its own: install libsql, or use Node ${FIRST_WITH_SQLITE}.`;
}

/** Kinds of errors of SQLite that have an outcome of their own. */
export type Fault = "busy" | "full" | "damaged" | "read-only" | "other";

/** By the primary result code. See https://sqlite.org/rescode.html */
const FAULTS: Readonly<Record<number, Fault>> = {
  5: "busy",
  6: "busy",
  8: "read-only",
  11: "damaged",
  13: "full",
  26: "damaged",
};

/** The file ends before a page that it should have. */
const SHORT_READ = 522;

/** What an error of either database means. */
export function faultOf(error: unknown): Fault {
  const { errcode, rawCode } = (error ?? {}) as { readonly errcode?: unknown; readonly rawCode?: unknown };
  const code = Number(errcode ?? rawCode);
  if (code === SHORT_READ) return "damaged";
  // The primary code is in the lowest byte of an extended one.
  return FAULTS[code % 256] ?? "other";
}
