/** What a durable helper promised outlives every `kill -9`: real processes over one file, and a server on the loopback interface. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeAll, expect, test } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import type { DatabaseClass } from "../../src/outbox/file/database.ts";
import { ROOT } from "../support/command-line.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const KILLS = 12;
const WRITERS = 2;

const Libsql = createRequire(import.meta.url)("libsql") as DatabaseClass;

let program: string;
let endpoint: PostHogEndpoint | undefined;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  // Beside the packages that it needs. Without a compiler, a process is there at once.
  program = join(ROOT, "node_modules/.cache/durable-writer.mjs");
  await build({
    entryPoints: [join(ROOT, "test/e2e/programs/durable-writer.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["posthog-node"],
  });
});

afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  await endpoint?.close();
});

/** Starts a writer. It has written when the promise resolves. */
function start(variables: Readonly<Record<string, string>>): { child: ChildProcess; first: Promise<string> } {
  const child = spawn(process.execPath, [program], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"] ?? "", ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const first = new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(String(data)));
    child.once("exit", (code) => reject(new Error(`the writer exited with ${code}`)));
  });
  return { child, first };
}

test("every accepted event arrives, and every repeat under its uuid", { timeout: 180_000 }, async () => {
  let requests = 0;
  endpoint = await startPostHogEndpoint({
    // Every fourth request fails, and of every ninth nobody knows what became of it.
    intercept: (_request, take) => {
      requests += 1;
      if (requests % 4 === 0) return { status: 503, headers: { "retry-after": "0" } };
      if (requests % 9 === 0) {
        take();
        return { status: 502 };
      }
      return undefined;
    },
  });
  const folder = makeTempFolder({});
  const variables = {
    POSTHOG_HOST: endpoint.url,
    OUTBOX: join(folder, "tracking.db"),
    ACCEPTED: join(folder, "accepted"),
  };
  let killed = 0;
  const keepWriting = async (writer: number): Promise<void> => {
    for (let life = 0; killed < KILLS; life += 1) {
      const { child, first } = start({ ...variables, WRITER: `${writer}.${life}` });
      await first;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
      killed += 1;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => keepWriting(writer)));
  expect(killed).toBeGreaterThanOrEqual(KILLS);

  const promised = readFileSync(variables.ACCEPTED, "utf8").trim().split("\n");
  expect(promised.length).toBeGreaterThan(KILLS);
  const database = new Libsql(variables.OUTBOX);
  const left = (): unknown =>
    database.prepare("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM parked) AS count").all();
  // What the dead had claimed is free after their lease of 15 seconds.
  for (const end = Date.now() + 90_000; Date.now() < end;) {
    const { child } = start({ ...variables, ROUNDS: "0" });
    await new Promise((resolve) => child.once("exit", resolve));
    if (JSON.stringify(left()) === '[{"count":0}]') break;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  expect(left()).toEqual([{ count: 0 }]);
  database.close();

  const uuids = new Map<unknown, Set<string>>();
  for (const { properties, uuid, accepted } of endpoint.events) {
    if (!accepted) continue;
    const key = properties["idempotency_key"];
    uuids.set(key, (uuids.get(key) ?? new Set()).add(uuid));
  }
  expect(promised.filter((key) => !uuids.has(key))).toEqual([]);
  expect([...uuids.values()].filter(({ size }) => size !== 1)).toEqual([]);
  expect(existsSync(variables.OUTBOX)).toBe(true);
});
