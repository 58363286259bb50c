import { createRequire } from "node:module";
import { join } from "node:path";
import type pg from "pg";
import {
  DEFAULT_SCHEMA,
  migrationSql,
  readVersion,
  SCHEMA_VERSION,
  stateSql,
} from "../../outbox/postgres/migrations.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";

export interface OutboxSqlArguments {
  /** Schema of the table. */
  readonly schema?: string | undefined;
  /** Version of the table that there is; 0 for none. */
  readonly from?: string | undefined;
  /** Whether to run the SQL in the database of `DATABASE_URL`. */
  readonly apply: boolean;
}

/**
 * `outbox sql`: prints what creates the table of the PostgreSQL outbox, or brings it to the present version; with `apply`, runs it.
 *
 * Applications know their database by other names and through other drivers. So what cannot use `DATABASE_URL` and `pg`, which most have,
 * takes the printed SQL into its own migrations.
 *
 * @throws UsageError if an argument is wrong, or the database cannot be used
 */
export async function outboxSql(
  { schema = DEFAULT_SCHEMA, from, apply }: OutboxSqlArguments,
  io: Io,
): Promise<ExitCode> {
  if (schema.includes("\0") || Buffer.byteLength(schema) > 63) {
    throw new UsageError("`--schema` is no name of a schema.", "Use at most 63 bytes.");
  }
  if (apply) {
    if (from !== undefined) {
      throw new UsageError(
        "`--from` does not work with `--apply`.",
        "Leave it out: the table has its version.",
      );
    }
    return applySql(schema, io);
  }
  const version = Number(from ?? 0);
  if (!Number.isInteger(version) || version < 0 || version > SCHEMA_VERSION) {
    throw new UsageError("`--from` is no version.", `Use a number from 0 to ${SCHEMA_VERSION}.`);
  }
  io.stdout.write(migrationSql(schema, version));
  return 0;
}

async function applySql(schema: string, io: Io): Promise<ExitCode> {
  const connectionString = io.env["DATABASE_URL"];
  if (!connectionString) {
    throw new UsageError(
      "`--apply` requires the environment variable DATABASE_URL.",
      "Set it to the URL of the database, such as `postgres://user@localhost:5432/shop`.",
    );
  }
  const { Client } = loadDriver(io.cwd);
  try {
    const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 });
    // Without a listener, the end of the connection would end the process.
    client.on("error", () => {});
    await client.connect();
    try {
      io.stdout.write(`${await migrate(client, schema)}\n`);
    } finally {
      await client.end();
    }
    return 0;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `The database cannot be used: ${describe(error)}.`,
      "Correct DATABASE_URL, or run the SQL that `tracking-plan outbox sql` prints.",
    );
  }
}

async function migrate(client: pg.Client, schema: string): Promise<string> {
  // Of two deploys at once, the second waits, and finds nothing to do.
  await client.query("BEGIN");
  await client.query("SELECT pg_advisory_xact_lock(hashtext('tracking-plan outbox'))");
  const { rows } = await client.query(stateSql(schema));
  const { comment, encoding } = rows[0] as { readonly comment: unknown; readonly encoding: unknown };
  if (encoding !== "UTF8") {
    throw new UsageError(
      "The encoding of the database is not UTF8.",
      "Use a database with the encoding UTF8.",
    );
  }
  const version = readVersion(comment);
  if (version > SCHEMA_VERSION) {
    throw new UsageError("A newer version of tracking-plan made the table.", "Update tracking-plan.");
  }
  if (version === SCHEMA_VERSION) return `The outbox in the schema ${schema} is up to date.`;
  await client.query(migrationSql(schema, version));
  await client.query("COMMIT");
  return `The outbox in the schema ${schema} has version ${SCHEMA_VERSION}.`;
}

/** Loads `pg` as the project has it: an optional peer, which only this needs. */
function loadDriver(folder: string): Pick<typeof pg, "Client"> {
  for (const from of [join(folder, "package.json"), import.meta.url]) {
    try {
      return createRequire(from)("pg") as typeof pg;
    } catch {
      // It may be found from the next one.
    }
  }
  throw new UsageError(
    "`--apply` needs the package `pg`, which is not installed.",
    "Install it, or run the SQL that `tracking-plan outbox sql` prints.",
  );
}

/** The words of the driver, without the password that a wrong URL may have in them. */
function describe(error: unknown): string {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if (code === "ERR_INVALID_URL") return "DATABASE_URL is no URL";
  // Of several addresses of one host, each error is apart, and the whole has no words.
  return typeof message === "string" && message !== "" ? message.replace(/\.$/u, "") : String(code);
}
