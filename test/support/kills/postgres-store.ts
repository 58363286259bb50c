import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { migrationSql } from "../../../src/outbox/postgres/migrations.ts";
import { startPostgres } from "../postgres-server.ts";
import { type KillStore, readBody, readLines } from "./kill-store.ts";
import { type Random } from "./random.ts";

const TABLES = `
CREATE TABLE payments (key text PRIMARY KEY);
CREATE TABLE totals (id integer PRIMARY KEY, payments bigint NOT NULL);
INSERT INTO totals SELECT id, 0 FROM generate_series(0, 3) AS ids (id);`;

/** An outbox in a new server, of the installed programs unless a folder with others is given. */
export async function makePostgresStore(random: Random, programs?: string): Promise<KillStore> {
  const server = await startPostgres(programs);
  const folder = mkdtempSync(join(tmpdir(), "tracking-plan-kills-"));
  const promised = join(folder, "promised");
  const pool = new Pool({ connectionString: server.connectionString });
  pool.on("error", () => {});
  await pool.query(migrationSql("tracking_plan") + TABLES);
  const payments = new Set<string>();
  return {
    variables: { STORE: "postgres", OUTBOX: server.connectionString, PROMISED: promised },
    promised: async () => {
      const { rows } = await pool.query<{ readonly key: string }>("SELECT key FROM payments");
      for (const { key } of rows) payments.add(key);
      return [...payments, ...(existsSync(promised) ? readLines(readFileSync(promised, "utf8")) : [])];
    },
    isForbidden: (key) => key.startsWith("payment ") && !payments.has(key),
    kept: async () => {
      const { rows } = await pool.query<{ readonly body: string; readonly parked: boolean }>(
        "SELECT body, parked_at IS NOT NULL AS parked FROM tracking_plan.events",
      );
      return rows.map(({ body, parked }) => readBody(body, parked));
    },
    endLeases: async () => {
      await pool.query(
        "UPDATE tracking_plan.events SET leased_until = NULL, owner = NULL WHERE parked_at IS NULL",
      );
    },
    disturb: async () => {
      if (random() < 0.5) {
        await pool.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND random() < 0.5",
        );
        return;
      }
      await server.kill();
      await server.start();
    },
    remove: async () => {
      await pool.end();
      await server.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
