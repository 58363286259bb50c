import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { RunOptions } from "../hosts/measure-hosts.ts";
import { hostEnvironment, kill } from "../hosts/run-process.ts";

const PM2 = fileURLToPath(new URL("node_modules/pm2/bin/pm2", import.meta.url));

const COMMAND_ENDS_WITHIN_MS = 20_000;
const STARTS_WITHIN_MS = 20_000;

/**
 * Runs a program under a pm2 of its own, and gives pm2 one command.
 *
 * @returns when the command was given: its own start is part of the delay
 */
export async function runUnderPm2(
  command: "stop" | "restart",
  { folder, endpoint }: RunOptions,
): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), "pm2-"));
  const env = { ...hostEnvironment(endpoint), PM2_HOME: home };
  const pm2 = (...args: readonly string[]): Promise<unknown> =>
    promisify(execFile)(process.execPath, [PM2, ...args], {
      cwd: folder,
      env,
      timeout: COMMAND_ENDS_WITHIN_MS,
    });
  try {
    await pm2("start", "track-in-first-life.mjs", "--name", "shop");
    await saysReady(join(home, "logs"));
    const stopped = Date.now();
    await pm2(command, "shop");
    return stopped;
  } finally {
    await pm2("kill").catch(() => {});
    killDaemon(home);
    rmSync(home, { recursive: true, force: true });
  }
}

async function saysReady(logs: string): Promise<void> {
  const deadline = performance.now() + STARTS_WITHIN_MS;
  while (performance.now() < deadline) {
    const said = readdirSync(logs).map((file) => readFileSync(join(logs, file), "utf8"));
    if (said.some((text) => text.includes("ready"))) return;
    await sleep(50);
  }
  throw new Error("The program did not start under pm2.");
}

/** It leads a group of its own, with the programs that it runs. */
function killDaemon(home: string): void {
  try {
    kill(-Number(readFileSync(join(home, "pm2.pid"), "utf8")), "SIGKILL");
  } catch {
    // It has ended, and removed its file.
  }
}
