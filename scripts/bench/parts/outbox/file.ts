import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startPostHogEndpoint } from "../../../../src/endpoint/start.ts";
import type { Bench } from "../../bench.ts";
import type { Figures } from "../../figures.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** Beside the packages that the program loads. */
const PROGRAM = `${ROOT}/node_modules/.cache/bench/file-outbox.mjs`;

const RATE_RUNS = 5;
const WRITERS = 4;

/** What durable events in a file cost: a call, all the way of an event, and a call while other processes write. */
export async function measureFileOutbox({ report }: Bench): Promise<void> {
  await build({
    entryPoints: [`${ROOT}/scripts/bench/programs/file-outbox.ts`],
    outfile: PROGRAM,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@tracking-plan/source"],
    external: ["posthog-node"],
  });
  const endpoint = await startPostHogEndpoint({ onEvents: () => {} });
  try {
    const run = async <Result>(does: string, processes = 1): Promise<readonly Result[]> => {
      const folder = mkdtempSync(join(tmpdir(), "tracking-plan-bench-"));
      const env = { BENCH_DOES: does, BENCH_FOLDER: folder, BENCH_HOST: endpoint.url };
      try {
        const programs = Array.from({ length: processes }, (_, index) => runProgram(env, `${index} `));
        return (await Promise.all(programs)).map((said) => JSON.parse(said) as Result);
      } finally {
        rmSync(folder, { recursive: true });
      }
    };
    report("outboxFileCall", (await run<Figures>("calls"))[0]!);
    report("outboxFileMachine", (await run<Figures>("machine"))[0]!);
    const rates: number[] = [];
    for (let index = 0; index < RATE_RUNS; index += 1) rates.push(...(await run<number>("rate")));
    report("outboxFileRate", { ours: rates });
    const tail = (await run<readonly number[]>("tail", WRITERS)).flat();
    report("outboxFileTail", { ours: [percentile(tail, 0.99)] });
  } finally {
    await endpoint.close();
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)]!;
}

async function runProgram(env: Readonly<Record<string, string>>, name: string): Promise<string> {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [PROGRAM], {
    cwd: ROOT,
    env: { PATH, ...env, BENCH_NAME: name },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`A program ended with ${code}.`);
  return said;
}
