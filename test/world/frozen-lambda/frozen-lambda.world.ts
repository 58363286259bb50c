import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { measureHosts, type Row, type RunOptions } from "../hosts/measure-hosts.ts";
import { hostEnvironment, kill, within } from "../hosts/run-process.ts";

const PART = new URL(".", import.meta.url);

const ANSWERS_WITHIN_MS = 15_000;

/**
 * Invokes the function five times, freezes its process as soon as it has answered, and kills it in the end without a signal that it could
 * hear: so AWS does without extensions.
 *
 * @returns when the last invocation began
 */
async function invokeFrozen(
  frozenForMs: readonly number[],
  { folder, endpoint }: RunOptions,
): Promise<number> {
  const child = spawn(process.execPath, ["lambda.mjs"], {
    cwd: folder,
    env: hostEnvironment(endpoint),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const pid = child.pid ?? 0;
  const said = createInterface({ input: child.stdout });
  let invoked = 0;
  try {
    await within(ANSWERS_WITHIN_MS, once(said, "line"));
    for (const frozenFor of frozenForMs) {
      invoked = Date.now();
      const answered = once(said, "line");
      child.stdin.write("invoke\n");
      kill(pid, "SIGCONT");
      await within(ANSWERS_WITHIN_MS, answered);
      kill(pid, "SIGSTOP");
      await sleep(frozenFor);
    }
    return invoked;
  } finally {
    kill(pid, "SIGKILL");
  }
}

measureHosts({
  folder: PART,
  ranBy: [`Node ${process.versions.node}`, "a simulation of AWS Lambda: SIGSTOP between invocations"],
  platform: "node",
  programs: [new URL("programs/lambda.ts", PART)],
  rows: [
    { stop: "frozen for 0.3 s after each invocation", frozenForMs: [300, 300, 300, 300, 300] },
    // Connections are closed by the server meanwhile.
    { stop: "frozen for 6 s after the third invocation", frozenForMs: [300, 300, 6000, 300, 300] },
  ].map(({ stop, frozenForMs }): Row => ({
    host: "AWS Lambda, `await flush()` in each invocation",
    stop,
    run: (options) => invokeFrozen(frozenForMs, options),
  })),
});
