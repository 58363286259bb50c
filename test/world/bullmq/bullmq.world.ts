import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { measureHosts, type Row } from "../hosts/measure-hosts.ts";
import { runProcess } from "../hosts/run-process.ts";

const PART = new URL(".", import.meta.url);

const [, version] = /v=([\d.]+)/u.exec(String(spawnSync("redis-server", ["--version"]).stdout)) ?? [];
const noRedis = version === undefined ? "redis-server is not installed" : undefined;

let redis: ChildProcess | undefined;
let port: number;

beforeAll(async () => {
  if (noRedis !== undefined) return;
  port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  redis = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of redis.stdout!) if (String(line).includes("Ready to accept")) break;
});

afterAll(() => redis?.kill());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return free;
}

const WORKERS: readonly {
  readonly host: string;
  readonly stop: string;
  readonly args: readonly string[];
}[] = [
  { host: "BullMQ", stop: "SIGTERM, `worker.close()`", args: ["own", "ends"] },
  { host: "BullMQ", stop: "SIGTERM, close, `await shutdown()`, exit", args: ["own", "waits"] },
  {
    host: "BullMQ, sandboxed processor",
    stop: "SIGTERM, `worker.close()`",
    args: ["sandboxed.mjs", "ends"],
  },
  {
    host: "BullMQ, sandboxed processor, `await flush()` in each job",
    stop: "SIGTERM, `worker.close()`",
    args: ["sandboxed-flush.mjs", "ends"],
  },
];

measureHosts({
  folder: PART,
  ranBy: [`Redis ${version}`, `Node ${process.versions.node}`],
  platform: "node",
  external: ["bullmq"],
  programs: ["worker", "sandboxed", "sandboxed-flush"].map((name) => new URL(`programs/${name}.ts`, PART)),
  rows: WORKERS.map(({ host, stop, args }): Row => ({
    host,
    stop,
    skip: noRedis,
    run: (options) =>
      runProcess(
        {
          command: [process.execPath, "worker.mjs", ...args],
          saysWhenReady: "job done",
          signals: ["SIGTERM"],
          env: { REDIS_PORT: String(port) },
        },
        options,
      ),
  })),
});
