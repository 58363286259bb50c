import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startPostHogEndpoint } from "../posthog-endpoint/start.ts";
import { tell } from "./tell.ts";

/** Processes of each kind. They take turns, so that whatever else the machine does hits both. */
const PAIRS = 21;
const EVENTS = 5;

/** Beside the packages that the program loads. */
const PROGRAM = fileURLToPath(new URL("../../node_modules/.cache/bench/stop.mjs", import.meta.url));

type Client = "helpers" | "posthog-node";

interface Stop {
  /** From SIGTERM until the last event arrived. */
  readonly arrivedMs: number;
  /** The longest block of the event loop after the first event. */
  readonly blockedMs: number;
}

/** Prints how soon events arrive once a process is told to stop, beside posthog-node with a handler of its own. */
export async function compareStops(): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL("stop-program.ts", import.meta.url))],
    outfile: PROGRAM,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@tracking-plan/source"],
    external: ["posthog-node", "zod"],
  });
  const stops: Record<Client, Stop[]> = { helpers: [], "posthog-node": [] };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    for (const client of ["helpers", "posthog-node"] as const) stops[client].push(await stop(client));
  }
  const told = (what: keyof Stop, client: Client): number => median(stops[client].map((one) => one[what]));
  tell(
    "five events at SIGTERM: signal to arrival, helper / posthog-node",
    told("arrivedMs", "helpers"),
    told("arrivedMs", "posthog-node"),
  );
  tell(
    "the first events: longest block of the event loop",
    told("blockedMs", "helpers"),
    told("blockedMs", "posthog-node"),
  );
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
    const arrivedMs = performance.now() - start;
    if (endpoint.events.length < EVENTS) throw new Error(`${client} delivered ${endpoint.events.length}`);
    await exit;
    return { arrivedMs, blockedMs: Number(said.toString()) };
  } finally {
    child.kill("SIGKILL");
    await endpoint.close();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
