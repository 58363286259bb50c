import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { build } from "esbuild";
import { Pool } from "pg";
import { postgresOutbox } from "../../../../src/outbox/postgres/index.ts";
import { migrationSql } from "../../../../src/outbox/postgres/migrations.ts";
import { startPostgres } from "../../../../test/support/postgres-server.ts";
import type { Bench } from "../../bench.ts";
import { run } from "../../child.ts";
import { inTurn } from "../../figures.ts";

const PAIRS = 5;
const EVENTS = 20_000;
const PEOPLE = 1000;

/** How long PostHog thinks, in milliseconds. */
const ANSWER_MS = 50;

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** pg-boss, with a lock file of its own. */
const PEERS = fileURLToPath(new URL("../../outbox", import.meta.url));

/** Beside the packages that the program loads. */
const RELAY = `${ROOT}/node_modules/.cache/bench/relay.mjs`;

/** pg-boss needs Node 22. `npm ci --prefix test/node-versions` installs it. */
const NODE_22 = `${ROOT}/test/node-versions/node_modules/node-22-${process.platform}-${process.arch}/bin/node`;

/** How soon relays have delivered what is in the table, in seconds of wall time: one beside two, and beside pg-boss. */
export async function measurePostgresOutbox({ report }: Bench): Promise<void> {
  await build({
    entryPoints: [`${ROOT}/scripts/bench/programs/relay.ts`],
    outfile: RELAY,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@tracking-plan/source"],
    external: ["posthog-node", "pg"],
  });
  const database = await startPostgres();
  const posthog = await startSlowPostHog();
  const env = { BENCH_DATABASE: database.connectionString, BENCH_HOST: posthog.url };
  const pool = new Pool({ connectionString: database.connectionString });
  try {
    await pool.query(migrationSql("tracking_plan"));
    const relays =
      (count: number, { concurrency = "", node = process.execPath } = {}) =>
      async (): Promise<number> => {
        await fill(pool);
        const programs = Array.from({ length: count }, () =>
          startProgram(node, RELAY, { ...env, BENCH_CONCURRENCY: concurrency }),
        );
        const seconds = await timeOf(programs);
        posthog.expect(EVENTS);
        return seconds;
      };
    report("outboxPostgres", await inTurn(PAIRS, relays(2), relays(1, { concurrency: "1" })));
    report("outboxPostgresOne", { ours: await times(PAIRS, relays(1)) });
    if (!existsSync(NODE_22))
      run(["npm", "ci", "--no-audit", "--no-fund"], { cwd: `${ROOT}/test/node-versions` });
    run(["npm", "ci", "--no-audit", "--no-fund"], { cwd: PEERS });
    const pgBoss = async (): Promise<number> => {
      const program = startProgram(NODE_22, `${PEERS}/pg-boss.mjs`, { ...env, BENCH_EVENTS: String(EVENTS) });
      const seconds = await timeOf([program]);
      posthog.expect(EVENTS);
      return seconds;
    };
    report("outboxPgBoss", await inTurn(PAIRS, relays(1, { node: NODE_22 }), pgBoss));
  } finally {
    await pool.end();
    posthog.close();
    await database.remove();
  }
}

async function times(count: number, measure: () => Promise<number>): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (let index = 0; index < count; index += 1) seconds.push(await measure());
  return seconds;
}

/** Puts events into the table, as helpers do. */
async function fill(pool: Pool): Promise<void> {
  const outbox = postgresOutbox({ query: (sql, values) => pool.query(sql, values) });
  const store = outbox.open({
    planName: "bench",
    warn: (line) => {
      throw new Error(line);
    },
    wake: () => {},
    writeHeld: () => Promise.resolve(true),
    takeBack: () => {},
  });
  for (let first = 0; first < EVENTS; first += 250) {
    const rows = Array.from({ length: 250 }, (_, index) => rowOf(first + index));
    if ((await store.writeHeld(rows)) !== true) throw new Error("The table cannot be filled.");
  }
  store.close();
  await pool.query("VACUUM ANALYZE tracking_plan.events");
}

function rowOf(number: number) {
  const uuid = crypto.randomUUID();
  const distinctId = `user_5b0e7c1e-93d2-4f6a-8a57-${String(number % PEOPLE).padStart(12, "0")}`;
  const properties = { thing_id: uuid, workspace: "org_456", tier: "pro", kind: "second", amount_usd: 50 };
  const body = JSON.stringify({ event: "thing_done", distinctId, properties, timestamp: new Date(), uuid });
  return { uuid, event: "thing_done", distinctId, isKeyed: true, body };
}

interface Program {
  readonly ready: Promise<unknown>;
  readonly process: ChildProcess;
}

function startProgram(node: string, path: string, env: Readonly<Record<string, string>>): Program {
  const { PATH = "" } = process.env;
  const child = spawn(node, [path], { env: { PATH, ...env }, stdio: ["pipe", "pipe", "inherit"] });
  return { process: child, ready: once(child.stdout, "data") };
}

/** How long programs take from the word to begin until they end. */
async function timeOf(programs: readonly Program[]): Promise<number> {
  await Promise.all(programs.map(({ ready }) => ready));
  const ends = programs.map(({ process: child }) => once(child, "exit"));
  const start = performance.now();
  for (const { process: child } of programs) child.stdin?.end("go\n");
  const codes = (await Promise.all(ends)).map(([code]) => code as number);
  if (codes.some((code) => code !== 0)) throw new Error(`A program ended with ${codes.join(" and ")}.`);
  return (performance.now() - start) / 1000;
}

function uuidsOf(body: Buffer): readonly string[] {
  const text = (body[0] === 0x1f ? gunzipSync(body) : body).toString();
  const { batch } = JSON.parse(text) as { readonly batch: readonly { readonly uuid: string }[] };
  return batch.map(({ uuid }) => uuid);
}

interface SlowPostHog {
  readonly url: string;
  /** Throws unless so many events came since it was asked before. */
  readonly expect: (events: number) => void;
  readonly close: () => void;
}

/** Answers each request after a while. What is in it is read later, when no time is taken. */
async function startSlowPostHog(): Promise<SlowPostHog> {
  let bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      bodies.push(Buffer.concat(chunks));
      setTimeout(() => {
        response.setHeader("content-type", "application/json");
        response.end('{"status":"Ok"}');
      }, ANSWER_MS);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    expect: (expected) => {
      const uuids = new Set(bodies.flatMap(uuidsOf));
      if (uuids.size !== expected) throw new Error(`Of ${expected} events, ${uuids.size} arrived.`);
      bodies = [];
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
