/** Neither file nor table grows, however many events go through. `ROWS=1000000` sends more than the 200,000 of each run. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { afterEach, expect, test } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { fileOutbox } from "../../../src/outbox/file/index.ts";
import { postgresOutbox } from "../../../src/outbox/postgres/index.ts";
import { migrationSql } from "../../../src/outbox/postgres/migrations.ts";
import { track } from "../../../src/runtime/calls.ts";
import { createTracker } from "../../../src/runtime/create-tracker.ts";
import type { Outbox } from "../../../src/runtime/delivery/outbox.ts";
import { creditsBought, durablePlan } from "../../support/kills/durable-event.ts";
import { postgresPrograms, startPostgres } from "../../support/postgres-server.ts";

const ROWS = Number(process.env["ROWS"] ?? 200_000);
const PART = 250;

/** So many rows may wait: more, and a backlog would grow instead. */
const BACKLOG = 5000;

let endpoint: PostHogEndpoint | undefined;
let received = 0;

afterEach(() => endpoint?.close());

interface Grown {
  readonly outbox: Outbox;
  /** Runs the calls of one part, and writes what they accept. */
  readonly writePart: (calls: () => void) => unknown;
  /** The bytes that it takes now. */
  readonly size: () => number | Promise<number>;
}

/** Sends events through an outbox. Gives the greatest size of each tenth. */
async function sendThrough({ outbox, writePart, size }: Grown): Promise<readonly number[]> {
  received = 0;
  endpoint = await startPostHogEndpoint({ onEvents: (events) => void (received += events.length) });
  const tracker = createTracker(durablePlan, { apiKey: "phc_x", host: endpoint.url, outbox, log: () => {} });
  const started = performance.now();
  const sizes = Array.from({ length: 10 }, () => 0);
  for (let row = 0; row < ROWS; row += PART) {
    await writePart(() => {
      for (let credits = row; credits < row + PART; credits += 1) {
        const options = { tracker, idempotencyKey: String(credits), timestamp: new Date() };
        expect(track(creditsBought, `user ${credits % 1000}`, { credits }, options)).toBe(true);
      }
    });
    const tenth = Math.floor((row / ROWS) * 10);
    if (row % 5000 === 0) sizes[tenth] = Math.max(sizes[tenth]!, await size());
    const written = row + PART;
    const isBehind = (): boolean => written - received > BACKLOG;
    while (isBehind()) await sleep(1);
  }
  await tracker.flush({ timeoutMs: 120_000 });
  await tracker.shutdown();
  expect(received).toBe(ROWS);
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${ROWS} rows in ${seconds.toFixed(0)} s; greatest size of each tenth: ${sizes.join(" ")}\n`,
  );
  return sizes;
}

/** The middle size of the second half beside that of the first: 2.7 for what only grows. A single late vacuum counts for nothing. */
function growthOf(sizes: readonly number[]): number {
  return middleOf(sizes.slice(5)) / middleOf(sizes.slice(0, 5));
}

function middleOf(half: readonly number[]): number {
  return half.toSorted((a, b) => a - b)[2]!;
}

test("a file", { timeout: 3_600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "tracking-plan-growth-"));
  try {
    const path = join(folder, "tracking.db");
    const outbox = fileOutbox({ path });
    const size = (): number =>
      ["", "-wal"].reduce(
        (sum, ending) => sum + (statSync(path + ending, { throwIfNoEntry: false })?.size ?? 0),
        0,
      );
    const sizes = await sendThrough({ outbox, writePart: (calls) => outbox.batch(calls), size });
    expect(growthOf(sizes)).toBeLessThan(1.5);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(postgresPrograms === undefined)("a table", { timeout: 3_600_000 }, async () => {
  const server = await startPostgres();
  const pool = new Pool({ connectionString: server.connectionString });
  try {
    await pool.query(migrationSql("tracking_plan"));
    // The table asks to be vacuumed after 5,000 dead rows; this is how often somebody looks. Default: a minute.
    await pool.query("ALTER SYSTEM SET autovacuum_naptime = '1s'");
    await pool.query("SELECT pg_reload_conf()");
    const outbox = postgresOutbox({ query: (sql, values) => pool.query(sql, values) });
    const size = async (): Promise<number> => {
      const { rows } = await pool.query("SELECT pg_total_relation_size('tracking_plan.events') AS size");
      return Number(rows[0].size);
    };
    const writePart = (calls: () => void): Promise<void> =>
      outbox.within((sql, values) => pool.query(sql, values), calls);
    expect(growthOf(await sendThrough({ outbox, writePart, size }))).toBeLessThan(1.5);
  } finally {
    await pool.end();
    await server.remove();
  }
});
