import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostHogEndpoint } from "../../../scripts/posthog-endpoint/start.ts";
import { bundleProgram } from "../bundle-program.ts";

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "watchers-"));
  const program = await bundleProgram(new URL("program.ts", import.meta.url), { platform: "node" });
  writeFileSync(join(folder, "program.mjs"), program);
});

afterAll(() => rmSync(folder, { recursive: true }));

const bin = (name: string): string => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));

test.each([
  ["node", [process.execPath, "program.mjs"]],
  ["node --watch", [process.execPath, "--watch", "program.mjs"]],
  ["tsx watch", [bin("tsx"), "watch", "program.mjs"]],
  ["nodemon", [bin("nodemon"), "program.mjs"]],
  ["nodemon --signal SIGTERM", [bin("nodemon"), "--signal", "SIGTERM", "program.mjs"]],
  ["concurrently", [bin("concurrently"), "node program.mjs"]],
] as const)("Ctrl-C under %s loses none of five events", async (_name, [command, ...args]) => {
  const endpoint = await startPostHogEndpoint();
  const { PATH = "", HOME = "" } = process.env;
  // A process group of its own, which gets the signal as a whole: that is what a terminal does at Ctrl-C.
  const child = spawn(command, args, {
    cwd: folder,
    detached: true,
    env: { PATH, HOME, POSTHOG_API_KEY: "phc_x", POSTHOG_HOST: endpoint.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const group = -(child.pid ?? 0);
  const ended = once(child, "exit");
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  try {
    await expect.poll(() => output, { timeout: 20_000 }).toContain("ready");
    await sleep(300);
    process.kill(group, "SIGINT");
    await Promise.race([ended, sleep(10_000)]);
    // A watcher may end before what it watches.
    await expect.poll(() => endpoint.events.length, { timeout: 5000 }).toBe(5);
    expect(output).not.toContain("not delivered");
  } finally {
    try {
      process.kill(group, "SIGKILL");
    } catch {
      // It has ended.
    }
    await endpoint.close();
  }
});
