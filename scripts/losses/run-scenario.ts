import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { uniqueEvents } from "../../src/endpoint/deduplicate.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { programOf } from "./build-clients.ts";
import type { Fault } from "./faults.ts";
import type { Scenario } from "./scenarios.ts";
import { makeFileStore, makePostgresStore, type RunStore } from "./stores.ts";
import { numberOf, type Said, type Sender, type Task } from "./task.ts";

/** What became of the events of one run, each delivered or in one of the last four, whatever the client thought. */
export interface Losses {
  readonly accepted: number;
  readonly delivered: number;
  /** Received more than once under one key of PostHog's. */
  readonly duplicates: number;
  readonly queued: number;
  /** Not delivered, and in the outbox after the process ended. */
  readonly durable: number;
  /** Not delivered, and the client said so. */
  readonly reported: number;
  /** Not delivered, and nobody said a word that a program could act upon. */
  readonly silent: number;
}

/** Runs one scenario: a real process that tracks, and a real server on the loopback interface. */
export async function runScenario(scenario: Scenario, sender: Sender): Promise<Losses> {
  const { server } = scenario;
  const endpoint = await start(server === "refuses" ? undefined : server());
  const host = endpoint.url;
  if (server === "refuses") await endpoint.close();
  const store = sender.client === "durable" ? await makeStore(scenario) : undefined;
  const run = { sender, host, signal: scenario.signal, store };
  const said = [...(await runClient(scenario, run))];
  if (scenario.restarts === true) said.push(...(await runClient(RESTARTED, run)));
  if (server !== "refuses") await endpoint.close();
  const kept = (await store?.kept()) ?? [];
  await store?.remove();
  return account(said, endpoint, kept);
}

const RESTARTED: Task = { events: 0, ending: "shutdown", lives: 0 };

function makeStore({ store }: Scenario): RunStore | Promise<RunStore> {
  return store === undefined ? makeFileStore() : makePostgresStore(store);
}

interface ClientRun {
  readonly sender: Sender;
  readonly host: string;
  readonly signal: Scenario["signal"];
  readonly store: RunStore | undefined;
}

function start(fault: Fault | undefined): Promise<PostHogEndpoint> {
  return startPostHogEndpoint({ intercept: (request, take) => fault?.(request, take) });
}

async function runClient(
  { events, poisoned, ending, lives }: Task,
  { sender, host, signal, store }: ClientRun,
): Promise<readonly Said[]> {
  const task: Task = { events, poisoned, ending, lives };
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [programOf(sender.client)], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    env: {
      PATH,
      HOME,
      ...store?.variables,
      POSTHOG_API_KEY: "phc_losses",
      POSTHOG_HOST: host,
      POSTHOG_CAPTURE_MODE: sender.transport,
      LOSSES_TASK: JSON.stringify(task),
    },
  });
  const said: Said[] = [];
  for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
    const last = JSON.parse(line) as Said;
    said.push(last);
    if (last.kind === "ready" && signal !== undefined) {
      await sleep(signal.after);
      child.kill(signal.name);
    }
    if (last.kind === "queued") child.kill("SIGKILL");
  }
  return said;
}

function account(said: readonly Said[], { events }: PostHogEndpoint, keptNumbers: readonly number[]): Losses {
  const received = events.filter(({ accepted }) => accepted);
  const delivered = new Set(received.map(({ properties }) => numberOf(properties["workflow_id"])));
  const reported = new Set(said.flatMap((one) => (one.kind === "lost" ? one.numbers : [])));
  const kept = new Set(keptNumbers);
  for (const number of delivered) kept.delete(number);
  for (const number of [...delivered, ...kept]) reported.delete(number);
  const accepted = sum(said, "accepted");
  const queued = sum(said, "queued");
  return {
    accepted,
    delivered: delivered.size,
    duplicates: received.length - uniqueEvents(received).length,
    queued,
    durable: kept.size,
    reported: reported.size,
    silent: accepted - delivered.size - queued - kept.size - reported.size,
  };
}

function sum(said: readonly Said[], kind: "accepted" | "queued"): number {
  return said.reduce((total, one) => (one.kind === kind ? total + one.events : total), 0);
}
