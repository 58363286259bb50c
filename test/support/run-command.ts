import { run } from "../../src/cli/run.ts";
import { captureIo } from "./captured-io.ts";
import type { Finished, RunOptions } from "./command-line.ts";

/**
 * Runs the command line in this process, on the real disk and with real programs, and without a network. A process of its own, as of
 * `runCli`, is for tests of what only a process has: signals, pipes, terminals, the exit code that a shell sees.
 */
export async function runCommand(argv: readonly string[], { cwd, env }: RunOptions): Promise<Finished> {
  const { PATH = "", HOME = "" } = process.env;
  const io = captureIo({ cwd, env: { PATH, HOME, ...env } });
  const code = await run(argv, "1.2.3", io);
  return { code, ...io.printed };
}
