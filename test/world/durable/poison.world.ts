/** An event over which every process dies that sends it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { Pool } from "pg";
import { expect, test } from "vitest";
import { startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { fileOutbox } from "../../../src/outbox/file/index.ts";
import { postgresOutbox } from "../../../src/outbox/postgres/index.ts";
import { track } from "../../../src/runtime/calls.ts";
import { createTracker } from "../../../src/runtime/create-tracker.ts";
import type { Outbox } from "../../../src/runtime/delivery/outbox.ts";
import { ROOT } from "../../support/command-line.ts";
import { creditsBought, durablePlan, UNREADABLE } from "../../support/kills/durable-event.ts";
import { makeFileStore } from "../../support/kills/file-store.ts";
import type { KillStore } from "../../support/kills/kill-store.ts";
import { makePostgresStore } from "../../support/kills/postgres-store.ts";
import { randomOf } from "../../support/kills/random.ts";
import { buildProgram } from "../../support/kills/run-kills.ts";
import { postgresPrograms } from "../../support/postgres-server.ts";

const EVENTS = 400;
const POISON = 123;

interface Opened {
  readonly store: KillStore;
  readonly outbox: Outbox;
  readonly close: () => Promise<void>;
}

const STORES: Readonly<Record<string, () => Promise<Opened>>> = {
  "a file": async () => {
    const store = makeFileStore();
    const driver = createRequire(import.meta.url)("libsql");
    return { store, outbox: fileOutbox({ path: store.variables["OUTBOX"]!, driver }), close: async () => {} };
  },
  ...(postgresPrograms && {
    PostgreSQL: async () => {
      const store = await makePostgresStore(randomOf(1));
      const pool = new Pool({ connectionString: store.variables["OUTBOX"] });
      pool.on("error", () => {});
      const outbox = postgresOutbox({ query: (sql, values) => pool.query(sql, values) });
      return { store, outbox, close: () => pool.end() };
    },
  }),
};

/** Writes events of many people, one of them poison. PostHog takes nothing meanwhile. */
async function write(outbox: Outbox): Promise<void> {
  const tracker = createTracker(durablePlan, {
    apiKey: "phc_x",
    host: "http://127.0.0.1:1",
    outbox,
    log: () => {},
  });
  for (let number = 0; number < EVENTS; number += 1) {
    track(
      creditsBought,
      `user ${number % 50}`,
      { credits: number === POISON ? UNREADABLE : number },
      { tracker, idempotencyKey: String(number), timestamp: new Date() },
    );
  }
  await tracker.shutdown({ timeoutMs: 1000 });
}

test.each(Object.keys(STORES))("in %s is parked, and nothing else is", { timeout: 300_000 }, async (name) => {
  const { store, outbox, close } = await STORES[name]!();
  await write(outbox);
  expect((await store.kept()).length).toBe(EVENTS);
  const endpoint = await startPostHogEndpoint({});
  const program = await buildProgram("worker");
  let deaths = 0;
  let code: number | null = null;
  while (code !== 0 && deaths < 30) {
    await store.endLeases();
    const child = spawn(process.execPath, [program], {
      cwd: ROOT,
      env: {
        PATH: process.env["PATH"] ?? "",
        ...store.variables,
        DOES: "drain",
        BREAK: "dies",
        POSTHOG_HOST: endpoint.url,
      },
      stdio: "inherit",
    });
    code = (await once(child, "exit"))[0] as number | null;
    if (code === null) deaths += 1;
  }
  const left = await store.kept();
  expect([deaths, left.map(({ key, isParked }) => [key, isParked])]).toEqual([10, [[String(POISON), true]]]);
  const arrived = new Set(endpoint.events.map(({ properties }) => properties["idempotency_key"]));
  expect(arrived.size).toBe(EVENTS - 1);
  await endpoint.close();
  await close();
  await store.remove();
});
