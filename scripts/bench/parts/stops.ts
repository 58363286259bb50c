import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import type { Bench } from "../bench.ts";
import { inTurn } from "../figures.ts";

const PAIRS = 11;
const EVENTS = 5;

/** Beside the packages that the program loads. */
const PROGRAM = fileURLToPath(new URL("../../../node_modules/.cache/bench/stop.mjs", import.meta.url));

type Client = "helpers" | "posthog-node";

interface Stop {
  /** From SIGTERM until the last event arrived. */
  readonly arrivedSeconds: number;
  /** The longest block of the event loop after the first event. */
  readonly blockedSeconds: number;
}

/** How soon events arrive once a process is told to stop, beside posthog-node with a handler of its own. */
export async function measureStops({ report }: Bench): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL("../programs/stop.ts", import.meta.url))],
    outfile: PROGRAM,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@tracking-plan/source"],
    external: ["posthog-node", "zod"],
  });
  const stops: Record<Client, Stop[]> = { helpers: [], "posthog-node": [] };
  const arrival = (client: Client) => async (): Promise<number> => {
    const one = await stop(client);
    stops[client].push(one);
    return one.arrivedSeconds;
  };
  report("stopArrival", await inTurn(PAIRS, arrival("helpers"), arrival("posthog-node")));
  const blocked = (client: Client): readonly number[] => stops[client].map((one) => one.blockedSeconds);
  report("stopBlock", { ours: blocked("helpers"), beside: blocked("posthog-node") });
}

async function stop(client: Client): Promise<Stop> {
  const arrival = new EventEmitter();
  const endpoint = await startPostHogEndpoint({
    intercept: (_request, take) => {
      const answer = take();
      if (endpoint.events.length === EVENTS) arrival.emit("all");
      return answer;
    },
  });
  const all = once(arrival, "all");
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [PROGRAM], {
    env: { PATH, BENCH_CLIENT: client, BENCH_HOST: endpoint.url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  try {
    const [said] = (await once(child.stdout, "data")) as [Buffer];
    const start = performance.now();
    child.kill("SIGTERM");
    await Promise.race([all, exit]);
    const arrivedSeconds = (performance.now() - start) / 1000;
    if (endpoint.events.length < EVENTS) throw new Error(`${client} delivered ${endpoint.events.length}`);
    await exit;
    return { arrivedSeconds, blockedSeconds: Number(said.toString()) / 1000 };
  } finally {
    child.kill("SIGKILL");
    await endpoint.close();
  }
}
