import { stopTimer } from "../../runtime/delivery/timing.ts";
import { startInBackground, type Timer } from "../background-timer.ts";

/**
 * Runs one statement, with `$1`, `$2` and so on for the values, which all are strings. What it returns is what the driver returns: an
 * array of rows, or an object with `rows`.
 */
export type Query = (sql: string, values: string[]) => PromiseLike<unknown>;

export type Row = Readonly<Record<string, unknown>>;

/** Longest time for a statement, in milliseconds: drivers wait forever for a server that disappeared. */
const TIMEOUT_MS = 15_000;

/** The rows of a statement. Rejects when the driver does, or when it takes too long. */
export async function rowsOf(query: Query, sql: string, values: string[]): Promise<readonly Row[]> {
  let timer: Timer | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = startInBackground(() => reject(new OutboxError("the database does not answer")), TIMEOUT_MS);
  });
  try {
    return readRows(await Promise.race([query(sql, values), late]));
  } finally {
    stopTimer(timer);
  }
}

function readRows(result: unknown): readonly Row[] {
  const rows = Array.isArray(result) ? result : (result as { readonly rows?: unknown } | undefined)?.rows;
  if (!Array.isArray(rows)) {
    throw new OutboxError("the option query must return an array of rows, or an object with rows");
  }
  return rows as readonly Row[];
}

/** Why the outbox cannot be used, in words for the log. */
export class OutboxError extends Error {}

/** An error of a driver without what it quotes of the event. */
export function describeError(error: unknown): string {
  if (error instanceof OutboxError) return error.message;
  const { code, meta, cause } = (error ?? {}) as Record<"code" | "meta" | "cause", unknown>;
  // Of Prisma, of most drivers, and of Drizzle, which wraps what the driver says.
  const reported = (meta as Coded | undefined)?.code ?? code ?? (cause as Coded | undefined)?.code;
  return typeof reported === "string"
    ? `the database reports ${reported}`
    : "the connection ended, or a statement failed";
}

interface Coded {
  readonly code?: unknown;
}
