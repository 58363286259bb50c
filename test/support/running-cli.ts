import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { onTestFinished } from "vitest";
import { CLI } from "./command-line.ts";

/** A command line that is still running. */
export interface RunningCli {
  /** Waits for a text, and returns what was printed up to its end since the last time. */
  readonly printed: (text: string, stream?: "stdout" | "stderr") => Promise<string>;
  /** What was printed, and not waited for. */
  readonly rest: (stream?: "stdout" | "stderr") => string;
  /** Presses Ctrl-C, and waits for the end. */
  readonly interrupt: () => Promise<number | null>;
}

/**
 * Starts the command line in a folder; it is killed at the end of the test, where it has not ended by then.
 *
 * @param env - what it is given of an environment, beside the little that it always is
 */
export function startCli(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): RunningCli {
  const [program, ...start] = CLI;
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(program, [...start, ...args], {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "close").then(([code]) => code as number | null);
  const told = new EventEmitter();
  const streams = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      streams[name] += chunk;
      told.emit("more");
    });
  }
  return {
    async printed(text, stream = "stdout") {
      const tooEarly = ended.then((code) => {
        throw new Error(
          `It ended with ${code} before it printed ${text}:\n${streams.stdout}${streams.stderr}`,
        );
      });
      tooEarly.catch(() => undefined);
      while (!streams[stream].includes(text)) await Promise.race([once(told, "more"), tooEarly]);
      const end = streams[stream].indexOf(text) + text.length;
      const taken = streams[stream].slice(0, end);
      streams[stream] = streams[stream].slice(end);
      return taken;
    },
    rest: (stream = "stdout") => streams[stream],
    async interrupt() {
      child.kill("SIGINT");
      return await ended;
    },
  };
}
