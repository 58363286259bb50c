import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of this repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where the command line stands, built from the sources before the first test. Packages are found from there. */
export const BUILD = process.env["TEST_BUILD"] ?? "";

/** The start of a command that runs the command line. */
export const CLI = [process.execPath, join(BUILD, "dist/cli/main.cjs")] as const;

/** What a child process left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Added to an environment that has nothing of the test's own but the path. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line in a folder. */
export function runCli(args: readonly string[], options: RunOptions): Promise<Finished> {
  return runProgram([...CLI, ...args], options);
}

/** Runs a program to its end. */
export async function runProgram(
  command: readonly string[],
  { cwd, env = {} }: RunOptions,
): Promise<Finished> {
  const [program = "", ...args] = command;
  const { PATH = "", HOME = "", TMPDIR = "" } = process.env;
  const child = spawn(program, args, {
    cwd,
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, stdout: await stdout, stderr: await stderr };
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
