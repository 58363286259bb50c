/**
 * Durable events in a file. `BENCH_DOES` says what is measured: `calls`, a call beside the prepared INSERT that it ends in, and `machine`,
 * one with `sync: "machine"`; `rate`, events that are called, sent and deleted; `tail`, the calls of one of several processes. Prints
 * figures as JSON, in seconds.
 */
import { join } from "node:path";
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
// Loaded before the time is taken, as in a process that has run for a while.
import "posthog-node";
import { Connection } from "../../../src/outbox/file/connection.ts";
import { findDatabase } from "../../../src/outbox/file/database.ts";
import { fileOutbox } from "../../../src/outbox/file/index.ts";
import { bytesOf, uuidOf } from "../../../src/portable/event-uuid.ts";
import { track } from "../../../src/runtime/calls.ts";
import { createTracker } from "../../../src/runtime/create-tracker.ts";
import type { EventDefinition, PlanContract } from "../../../src/runtime/definition.ts";
import { type Figures, inTurn } from "../figures.ts";

const { BENCH_DOES: does = "", BENCH_FOLDER = "", BENCH_HOST: host, BENCH_NAME = "" } = process.env;
const path = join(BENCH_FOLDER, "tracking.db");
const sync = does === "machine" ? "machine" : "process";

/** Events of `rate`, called in parts so that what is called can be sent meanwhile, as in a server. */
const EVENTS = 20_000;
const PART = 50;

/** Pairs of batches, after some that only warm up, and calls in each batch. */
const PAIRS = 21;
const WARM_UP = 5;
const CALLS = 500;

/** Calls of each process of `tail`, one a millisecond. */
const TAIL_CALLS = 4000;

const namespace = bytesOf("6ba7b810-9dad-41d1-80b4-00c04fd430c8");
const text = { type: "string", maxLength: 1000 } as const;
const plan: PlanContract = {
  name: "bench",
  parseUserId: (raw) => ({ ok: true, id: String(raw) }),
  eventUuid: (event, id, key) => uuidOf(namespace, [event, id, ...key]),
  actors: {},
  person: { fields: {} },
  groups: {},
};
const thingDone: EventDefinition = {
  plan,
  name: "thing_done",
  rules: () => ({
    durable: true,
    idempotency: ["thing_id"],
    fields: {
      thing_id: text,
      workspace: text,
      tier: { oneOf: ["free", "pro", "team"] },
      kind: { oneOf: ["first", "second"] },
      amount_usd: { type: "number", min: 0 },
      is_new: { type: "boolean" },
    },
  }),
};

const tracker = createTracker(plan, {
  apiKey: "phc_bench",
  host,
  outbox: fileOutbox({ path, sync }),
  // Where calls are measured, nothing is sent meanwhile.
  ...(does !== "rate" && { flushInterval: 3_600_000, flushAt: 1_000_000 }),
});
await tracker.ready();

let count = 0;
function call(): void {
  count += 1;
  const number = String(count).padStart(12, "0");
  const properties = {
    thing_id: `${BENCH_NAME}5b0e7c1e-93d2-4f6a-8a57-${number}`,
    workspace: "org_456",
    tier: "pro",
    kind: "second",
    amount_usd: 50,
    is_new: true,
  };
  const user = `user_5b0e7c1e-93d2-4f6a-8a57-${number}`;
  if (!track(thingDone, user, properties, { tracker, timestamp: new Date() })) {
    throw new Error("A call was refused.");
  }
}

/** The INSERT of a row as the outbox has it, into another file with the same table. */
function prepareInsert(): () => void {
  const Database = findDatabase();
  if (typeof Database === "string") throw new Error(Database);
  const { database } = new Connection(Database, { path: `${path}-beside`, sync, maxBytes: 1e9 });
  const insert = database.prepare(
    "INSERT INTO events (plan, uuid, event, distinct_id, keyed, body, written_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const body = "x".repeat(400);
  return () => {
    const uuid = crypto.randomUUID();
    insert.run("bench", uuid, "thing_done", `user_${uuid}`, 1, body, Date.now());
  };
}

/** Seconds for each of many calls. */
function secondsOf(one: () => void): number {
  const start = performance.now();
  for (let index = 0; index < CALLS; index += 1) one();
  return (performance.now() - start) / 1000 / CALLS;
}

async function measureCalls(): Promise<Figures> {
  const insert = prepareInsert();
  const run = (pairs: number): Promise<Figures> =>
    inTurn(
      pairs,
      () => secondsOf(call),
      () => secondsOf(insert),
    );
  await run(WARM_UP);
  return await run(PAIRS);
}

async function measureRate(): Promise<number> {
  const start = performance.now();
  for (let called = 0; called < EVENTS; called += PART) {
    for (let index = 0; index < PART; index += 1) call();
    await breathe();
  }
  await tracker.flush({ timeoutMs: 600_000 });
  const seconds = (performance.now() - start) / 1000;
  const { delivered } = tracker.stats().durable ?? {};
  if (delivered !== EVENTS) throw new Error(`${delivered} of ${EVENTS} were delivered.`);
  return seconds;
}

async function measureTail(): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (let called = 0; called < TAIL_CALLS; called += 1) {
    await sleep(1);
    const start = performance.now();
    call();
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
}

const measure = { calls: measureCalls, machine: measureCalls, rate: measureRate, tail: measureTail }[does];
process.stdout.write(JSON.stringify(await measure?.()), () => process.exit(0));
