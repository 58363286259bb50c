import { fileOutbox } from "../../../src/outbox/file/index.ts";
import { postgresOutbox } from "../../../src/outbox/postgres/index.ts";
import type { Outbox } from "../../../src/runtime/delivery/outbox.ts";
import type { StoreVariables } from "../task.ts";

/** Where durable events go, and how the calls of a task are made. */
export interface Durable {
  readonly outbox?: Outbox;
  readonly make: (calls: () => void) => unknown;
}

function make(calls: () => void): void {
  calls();
}

/** The outbox that the environment names, if any. */
export async function openOutbox(): Promise<Durable> {
  const { LOSSES_STORE, LOSSES_OUTBOX = "", LOSSES_SCHEMA = "" } = process.env as Partial<StoreVariables>;
  if (LOSSES_STORE === undefined) return { make };
  if (LOSSES_STORE === "file") return { outbox: fileOutbox({ path: LOSSES_OUTBOX }), make };
  const { Pool } = (await import("pg")).default;
  const pool = new Pool({ connectionString: LOSSES_OUTBOX, allowExitOnIdle: true });
  const outbox = postgresOutbox({
    query: (sql, values) => pool.query(sql, values),
    schema: LOSSES_SCHEMA,
  });
  if (LOSSES_STORE === "postgres") return { outbox, make };
  return {
    outbox,
    make: async (calls) => {
      const client = await pool.connect();
      await client.query("BEGIN");
      await outbox.within((sql, values) => client.query(sql, values), calls);
      await client.query("COMMIT");
      client.release();
    },
  };
}
