import { version1 } from "./migrations/version-1.ts";

/** What leads from each version of the table to the next, the first one from nothing. */
const MIGRATIONS: readonly ((schema: string) => string)[] = [version1];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** The schema of PostgreSQL that the table is in, unless it is given. */
export const DEFAULT_SCHEMA = "tracking_plan";

/** A name as SQL has it, whatever characters are in it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQL that brings the table from a version to the present one; empty when it has that. Version 0 is no table. */
export function migrationSql(schema: string, from = 0): string {
  if (from >= SCHEMA_VERSION) return "";
  const quoted = quoteName(schema);
  const steps = MIGRATIONS.slice(from).map((migration) => migration(quoted));
  return `${steps.join("\n")}\nCOMMENT ON TABLE ${quoted}.events IS '${COMMENT}${SCHEMA_VERSION}';\n`;
}

/** The version stands in the comment of the table. */
const COMMENT = "tracking-plan outbox, version ";

/** Asks for the comment of the table, which {@link readVersion} reads, and for what the table cannot do without. */
export function stateSql(schema: string): string {
  const table = `${quoteName(schema)}.events`.replaceAll("'", "''");
  return `SELECT obj_description(to_regclass('${table}'), 'pg_class') AS comment, current_setting('server_encoding') AS encoding`;
}

/** The version of the table; 0 if there is no table. */
export function readVersion(comment: unknown): number {
  return typeof comment === "string" && comment.startsWith(COMMENT)
    ? Number(comment.slice(COMMENT.length))
    : 0;
}
