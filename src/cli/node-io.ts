import * as files from "node:fs/promises";
import type { Io, TextStream } from "../commands/io.ts";
import { terminalAsk } from "./terminal-ask.ts";
import { watchFolders } from "./watch-folders.ts";
import { runProgram } from "./run-program.ts";

/**
 * The real machine.
 *
 * @param cwd The working directory, absolute.
 */
export function nodeIo(cwd: string): Io {
  return {
    cwd,
    env: process.env,
    stdout: textStream(process.stdout),
    stderr: textStream(process.stderr),
    files,
    ask: somebodyAnswers(process.env) ? terminalAsk : undefined,
    fetch: globalThis.fetch,
    nodeVersion: process.versions.node,
    watchFolders,
    interrupted: () =>
      new Promise((resolve) => {
        // The second one ends the process at once.
        for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve());
      }),
    runProgram,
    now: () => new Date(),
  };
}

/** A terminal on both ends that can move its cursor, and no CI: some runners have terminals, but nobody at them. */
function somebodyAnswers({ CI = "", TERM }: Io["env"]): boolean {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true && TERM !== "dumb";
  return isTerminal && ["", "0", "false"].includes(CI);
}

function textStream(stream: NodeJS.WriteStream): TextStream {
  return { isTTY: stream.isTTY === true, write: (text) => void stream.write(text) };
}
