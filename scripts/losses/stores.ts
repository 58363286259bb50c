import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import type { DatabaseClass } from "../../src/outbox/file/database.ts";
import { migrationSql } from "../../src/outbox/postgres/migrations.ts";
import { type PostgresServer, startPostgres } from "../../test/support/postgres-server.ts";
import { numberOf, type StoreVariables } from "./task.ts";

/** Where the durable events of one run are. */
export interface RunStore {
  readonly variables: StoreVariables;
  /** The numbers of the events that are kept. */
  readonly kept: () => Promise<readonly number[]>;
  readonly remove: () => Promise<void>;
}

const Libsql = createRequire(import.meta.url)("libsql") as DatabaseClass;

export function makeFileStore(): RunStore {
  const folder = mkdtempSync(join(tmpdir(), "tracking-plan-losses-"));
  const path = join(folder, "tracking.db");
  return {
    variables: { LOSSES_STORE: "file", LOSSES_OUTBOX: path },
    kept: async () => {
      const database = new Libsql(path);
      const rows = database.prepare("SELECT body FROM events UNION ALL SELECT body FROM parked").all();
      database.close();
      return rows.map(readNumber);
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

let server: Promise<PostgresServer> | undefined;
let schemas = 0;

/** A schema of its own in a server that all runs share. */
export async function makePostgresStore(kind: "postgres" | "transaction"): Promise<RunStore> {
  const { connectionString } = await (server ??= startPostgres());
  const pool = new Pool({ connectionString });
  const schema = `losses_${(schemas += 1)}`;
  await pool.query(migrationSql(schema));
  return {
    variables: { LOSSES_STORE: kind, LOSSES_OUTBOX: connectionString, LOSSES_SCHEMA: schema },
    kept: async () => (await pool.query(`SELECT body FROM ${schema}.events`)).rows.map(readNumber),
    remove: () => pool.end(),
  };
}

/** Ends the server, if one was started. */
export async function removeServer(): Promise<void> {
  await (await server)?.remove();
}

function readNumber(row: unknown): number {
  const { body } = row as { readonly body: string };
  return numberOf((JSON.parse(body) as { properties: { workflow_id: unknown } }).properties.workflow_id);
}
