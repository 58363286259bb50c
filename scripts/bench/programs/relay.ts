/** Sends all events of an outbox in PostgreSQL, once it reads a line. Ends when none is left. */
import { once } from "node:events";
import { Pool } from "pg";
// Loaded before the time is taken, as in a process that has run for a while.
import "posthog-node";
import { postgresOutbox } from "../../../src/outbox/postgres/index.ts";
import { Delivery } from "../../../src/runtime/delivery/delivery.ts";
import { Reporter } from "../../../src/runtime/report/reporter.ts";

const { BENCH_DATABASE: connectionString, BENCH_HOST: host = "", BENCH_CONCURRENCY: limit } = process.env;
const pool = new Pool({ connectionString });
await pool.query("SELECT 1");
process.stdout.write("ready\n");
await once(process.stdin, "data");
const { queue } = new Delivery({
  planName: "bench",
  target: { apiKey: "phc_bench", host },
  options: {
    outbox: postgresOutbox({
      query: (sql, values) => pool.query(sql, values),
      ...(limit && { concurrency: Number(limit) }),
    }),
  },
  reporter: new Reporter({ debug: false, log: console.error, onRefused: undefined }),
});
await queue.flush({ timeoutMs: 600_000 });
process.exit(0);
