import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { PostHogEndpoint } from "../../../src/endpoint/start.ts";
import type { RunOptions } from "./measure-hosts.ts";

/** How long a program lives after its events, so that it is stopped while it does nothing. */
const SETTLES_MS = 300;

/** Longer than the helpers hold up the end of a process. */
const ENDS_WITHIN_MS = 8000;

const STARTS_WITHIN_MS = 30_000;

export interface ProcessRun {
  readonly command: readonly string[];
  /** What it says when it runs, `ready` by default. */
  readonly saysWhenReady?: string;
  /** Sent one after another; none: the program ends by itself. */
  readonly signals?: readonly NodeJS.Signals[];
  /** Between two signals. */
  readonly apartMs?: number;
  /** `group`: to each process, as a terminal does at Ctrl-C. `child`: to the one that the command has started. */
  readonly to?: "process" | "group" | "child";
  /** When it is killed after its signals. */
  readonly endsWithinMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Called when the program is ready, before it is stopped, with all that it has said. */
  readonly whenReady?: (output: string) => Promise<void>;
}

/**
 * Runs a program, stops it when it is ready, and waits until each of its processes has ended.
 *
 * @returns when it was stopped, or was ready where it ends by itself, in milliseconds since 1970
 */
export async function runProcess(run: ProcessRun, { folder, endpoint }: RunOptions): Promise<number> {
  const [command = "", ...args] = run.command;
  const child = spawn(command, args, {
    cwd: folder,
    detached: true,
    env: { ...hostEnvironment(endpoint), ...run.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const pid = child.pid ?? 0;
  // The pipes are closed by the last process that holds them, and not by a watcher that leaves before its program.
  const closed = once(child, "close");
  const { saysWhenReady = "ready" } = run;
  let output = "";
  const ready = new Promise<void>((resolve) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes(saysWhenReady)) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
  });
  try {
    await within(STARTS_WITHIN_MS, Promise.race([ready, closed]));
    if (!output.includes(saysWhenReady)) throw new Error(`${run.command.join(" ")} did not start: ${output}`);
    let stopped = Date.now();
    if (run.signals !== undefined) {
      await run.whenReady?.(output);
      await sleep(SETTLES_MS);
      if (child.exitCode !== null) throw new Error(`${run.command.join(" ")} ended by itself: ${output}`);
      stopped = Date.now();
      for (const [index, signal] of run.signals.entries()) {
        if (index > 0) await sleep(run.apartMs ?? 5);
        kill(target(pid, run.to), signal);
      }
    }
    await within(run.endsWithinMs ?? ENDS_WITHIN_MS, closed);
    return stopped;
  } finally {
    kill(-pid, "SIGKILL");
  }
}

/** The environment variables of a program on a host. */
export function hostEnvironment({ url }: PostHogEndpoint): Readonly<Record<string, string>> {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME, POSTHOG_API_KEY: "phc_x", POSTHOG_HOST: url };
}

function target(pid: number, to: ProcessRun["to"]): number {
  if (to === "group") return -pid;
  if (to !== "child") return pid;
  const [child = ""] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ");
  return Number(child);
}

/** Sends a signal, where there is still somebody to hear it. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

/** Waits for something, but not longer than a time. */
export async function within(milliseconds: number, something: Promise<unknown>): Promise<void> {
  const aborted = new AbortController();
  const timeout = sleep(milliseconds, undefined, { signal: aborted.signal }).catch(() => {});
  await Promise.race([something, timeout]);
  aborted.abort();
}
