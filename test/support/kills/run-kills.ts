import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "esbuild";
import { toRecord } from "../../../src/endpoint/raw-event.ts";
import type { ReceivedRequest } from "../../../src/endpoint/received.ts";
import {
  type EndpointOptions,
  type PostHogEndpoint,
  startPostHogEndpoint,
} from "../../../src/endpoint/start.ts";
import { ROOT } from "../command-line.ts";
import { durablePlan, UNREADABLE } from "./durable-event.ts";
import type { KillStore } from "./kill-store.ts";
import { pick, type Random, randomOf } from "./random.ts";

export interface KillRun {
  readonly store: KillStore;
  /** How many processes are killed, over all. */
  readonly kills: number;
  /** Processes that run at the same time. */
  readonly writers: number;
  readonly senders: number;
  readonly seed: number;
  /** The file of the command line: then those that only send are `tracking-plan relay`. */
  readonly main?: string;
  /** Longest life of a process after its first write, in milliseconds. Default 1000. */
  readonly livesMs?: number;
  /** The program of Node that runs the processes. Default: the one of this process. */
  readonly node?: string;
  /** A fault of the outbox that is to be found. */
  readonly breaks?: "deletes" | "uuids";
  /** Whether what the dead had claimed is waited for, until their leases end. Otherwise they are ended by hand. */
  readonly waitsForLeases?: boolean;
}

/** What was found, as lists that are empty when the outbox keeps what it promises. */
export interface Broken {
  /** Keys that were promised and neither arrived nor are kept. */
  readonly lost: readonly string[];
  /** Keys of transactions that were rolled back, and arrived or are kept. */
  readonly forbidden: readonly string[];
  /** Keys that were sent or kept under several uuids. */
  readonly renamed: readonly string[];
  /** What does not add up, as sentences. */
  readonly sums: readonly string[];
}

/** How much was tried. */
export interface Tried {
  readonly promised: number;
  readonly delivered: number;
  /** Deliveries beyond the first of each event. */
  readonly repeats: number;
  readonly parked: number;
  /** In the store, but for those that are parked. */
  readonly kept: number;
}

export interface KillReport {
  readonly broken: Broken;
  readonly kills: number;
  readonly afterKills: Tried;
  readonly atEnd: Tried;
}

/**
 * Kills processes at random moments while they write and send, and holds what the server received against what the store promised: after
 * the last kill, and again when others have sent what was left.
 */
export async function runKills(run: KillRun): Promise<KillReport> {
  const { store, kills, writers, senders, seed } = run;
  const program = await buildProgram("worker");
  const relay = run.main === undefined ? undefined : [run.main, ...(await relayArguments())];
  const random = randomOf(seed);
  const server = { isHealthy: false };
  const endpoint = await startPostHogEndpoint({ intercept: faultsOf(random, server) });
  const workers = new Workers(
    { write: [program], drain: [program], send: relay ?? [program] },
    run,
    endpoint,
  );
  let killed = 0;
  const keepKilling = async (slot: number): Promise<void> => {
    const own = randomOf(seed + slot + 1);
    const does = slot < writers ? "write" : "send";
    while (killed < kills) {
      killed += 1;
      await workers.runUntilKilled(does, own);
    }
  };
  const disturb = async (): Promise<void> => {
    do {
      await sleep(500 + pick(random, 3 * (run.livesMs ?? 1000)));
      await store.disturb?.();
    } while (workers.isRunning);
  };
  try {
    const slots = Array.from({ length: writers + senders }, (_, slot) => keepKilling(slot));
    await Promise.all([...slots, disturb()]);
    const afterKills = await judge(store, endpoint);
    server.isHealthy = true;
    await drain(run, workers);
    const atEnd = await judge(store, endpoint);
    return {
      broken: {
        lost: [...afterKills.broken.lost, ...atEnd.broken.lost],
        forbidden: atEnd.broken.forbidden,
        renamed: atEnd.broken.renamed,
        sums: [...afterKills.broken.sums, ...atEnd.broken.sums],
      },
      kills: killed,
      afterKills: afterKills.tried,
      atEnd: atEnd.tried,
    };
  } finally {
    workers.killAll();
    await endpoint.close();
  }
}

/** Runs processes that only send until nothing but parked rows is left, for two minutes at most. */
async function drain({ store, waitsForLeases }: KillRun, workers: Workers): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(500)) {
    if (waitsForLeases !== true) await store.endLeases();
    await workers.runToEnd("drain");
    if ((await store.kept()).every(({ isParked }) => isParked)) return;
  }
}

/** Holds what arrived and what is kept against what was promised. */
async function judge(
  store: KillStore,
  { events }: PostHogEndpoint,
): Promise<{ readonly broken: Broken; readonly tried: Tried }> {
  const promised = await store.promised();
  const kept = await store.kept();
  const received = events.filter(({ accepted }) => accepted);
  const uuids = new Map<string, Set<string>>();
  const add = (key: string, uuid: string): void => {
    uuids.set(key, (uuids.get(key) ?? new Set()).add(uuid));
  };
  for (const { properties, uuid } of received) add(String(properties["idempotency_key"]), uuid);
  const delivered = uuids.size;
  for (const { key, uuid } of kept) add(key, uuid);
  const written = await store.written?.();
  return {
    broken: {
      lost: promised.filter((key) => !uuids.has(key)),
      forbidden: [...uuids.keys()].filter((key) => store.isForbidden?.(key)),
      renamed: [...uuids].filter(([, { size }]) => size > 1).map(([key]) => key),
      sums:
        written === undefined || written === uuids.size
          ? []
          : [`${written} events were written, and ${uuids.size} were delivered or are kept`],
    },
    tried: {
      promised: promised.length,
      delivered,
      repeats: received.length - delivered,
      parked: kept.filter(({ isParked }) => isParked).length,
      kept: kept.filter(({ isParked }) => !isParked).length,
    },
  };
}

/** What the server does while processes are killed: it fails, takes events and does not say so, is slow, and cannot read some events. */
function faultsOf(
  random: Random,
  server: { readonly isHealthy: boolean },
): NonNullable<EndpointOptions["intercept"]> {
  return async (request, take) => {
    if (hasUnreadable(request)) return { status: 400, body: "an event cannot be read" };
    if (server.isHealthy) return undefined;
    const fault = random();
    if (fault < 0.1) return { status: 503, headers: { "retry-after": "0" } };
    if (fault < 0.2) {
      take();
      return { status: 502, headers: { "retry-after": "0" } };
    }
    if (fault < 0.5) await sleep(pick(random, 150));
    return undefined;
  };
}

function hasUnreadable({ body }: ReceivedRequest): boolean {
  const { batch } = toRecord(body);
  return (
    Array.isArray(batch) &&
    batch.some((event) => toRecord(toRecord(event)["properties"])["credits"] === UNREADABLE)
  );
}

/** The arguments of Node for each kind of process. */
type Commands = Readonly<Record<"write" | "send" | "drain", readonly string[]>>;

/** The processes of a run. */
class Workers {
  readonly #commands: Commands;
  readonly #run: KillRun;
  readonly #endpoint: PostHogEndpoint;
  readonly #running = new Set<ChildProcess>();
  #lives = 0;

  constructor(commands: Commands, run: KillRun, endpoint: PostHogEndpoint) {
    this.#commands = commands;
    this.#run = run;
    this.#endpoint = endpoint;
  }

  get isRunning(): boolean {
    return this.#running.size > 0;
  }

  /** Starts a process, and kills it: mostly after its first write, sometimes while it starts. */
  async runUntilKilled(does: "write" | "send", random: Random): Promise<void> {
    const { child, ready, ended } = this.#start(does);
    if (random() < 0.85) {
      await ready;
      await sleep(pick(random, this.#run.livesMs ?? 1000));
    } else await sleep(pick(random, 200));
    child.kill("SIGKILL");
    const [code, signal] = (await ended) as readonly [number | null, NodeJS.Signals | null];
    if (signal !== "SIGKILL") throw new Error(`A process that was to be killed ended with ${code}.`);
  }

  async runToEnd(does: "drain"): Promise<void> {
    await this.#start(does).ended;
  }

  killAll(): void {
    for (const child of this.#running) child.kill("SIGKILL");
  }

  #start(does: "write" | "send" | "drain"): {
    readonly child: ChildProcess;
    readonly ready: Promise<unknown>;
    readonly ended: Promise<unknown>;
  } {
    const { store, seed, breaks, main, node = process.execPath } = this.#run;
    this.#lives += 1;
    const child = spawn(node, this.#commands[does], {
      cwd: ROOT,
      env: {
        PATH: process.env["PATH"] ?? "",
        ...store.variables,
        DOES: does,
        POSTHOG_API_KEY: "phc_x",
        POSTHOG_HOST: this.#endpoint.url,
        LIFE: String(this.#lives),
        SEED: String(seed + this.#lives),
        ...(breaks && { BREAK: breaks }),
      },
      // A relay has a lot to say of a server that fails.
      stdio: ["ignore", "pipe", does === "send" && main !== undefined ? "ignore" : "inherit"],
    });
    this.#running.add(child);
    const ended = once(child, "exit").finally(() => this.#running.delete(child));
    return { child, ready: Promise.race([once(child.stdout, "data"), ended]), ended };
  }
}

async function relayArguments(): Promise<readonly string[]> {
  const outbox = await buildProgram("relay-outbox");
  return ["relay", "--outbox", outbox, "--name", durablePlan.name, "--port", "0"];
}

/** Beside the packages that it needs. Without a compiler, a process is there at once. */
export async function buildProgram(name: "worker" | "relay-outbox"): Promise<string> {
  const program = join(ROOT, `node_modules/.cache/durable-${name}.mjs`);
  await build({
    entryPoints: [join(ROOT, `test/support/kills/${name}.ts`)],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["posthog-node", "pg"],
  });
  return program;
}
