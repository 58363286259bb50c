import * as files from "node:fs/promises";
import { execFile } from "node:child_process";
import type { Io, ProgramCall, ProgramResult, Progress, TextStream } from "../commands/io.ts";
import { isCi, NO_PROGRESS, showsProgress, terminalAsk, terminalProgress } from "./terminal.ts";
import { pollFolders, watchFolders } from "./watch-folders.ts";

/**
 * The real machine.
 *
 * @param cwd The working directory, absolute.
 * @param showsLinks Whether the terminal shows links, from {@link findLinks}.
 */
export function nodeIo(cwd: string, { showsLinks = false }: { readonly showsLinks?: boolean } = {}): Io {
  const progress = showsProgress(process.stderr, process.env)
    ? terminalProgress((text) => void process.stderr.write(text))
    : NO_PROGRESS;
  return {
    cwd,
    env: process.env,
    stdout: textStream(process.stdout, { progress, showsLinks }),
    stderr: textStream(process.stderr, { progress, showsLinks: false }),
    files,
    progress,
    ask: somebodyAnswers(process.env) ? terminalAsk(progress) : undefined,
    fetch: globalThis.fetch,
    nodeVersion: process.versions.node,
    watchFolders: (onChange, { poll }) => (poll ? pollFolders : watchFolders)(onChange),
    interrupted: () =>
      new Promise((resolve) => {
        // The second one ends the process at once.
        for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve());
      }),
    runProgram,
    now: () => new Date(),
  };
}

/** Whether the terminal shows links. To know that takes a while, and is not needed where nobody looks. */
export async function findLinks(env: Io["env"]): Promise<boolean> {
  if (process.stdout.isTTY !== true || isCi(env)) return false;
  const { default: supportsHyperlinks } = await import("supports-hyperlinks");
  return supportsHyperlinks.stdout;
}

/** A terminal on both ends that can move its cursor, and no CI. */
function somebodyAnswers(env: Io["env"]): boolean {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  return isTerminal && env["TERM"] !== "dumb" && !isCi(env);
}

function textStream(
  stream: NodeJS.WriteStream,
  { progress, showsLinks }: { readonly progress: Progress; readonly showsLinks: boolean },
): TextStream {
  return {
    isTTY: stream.isTTY === true,
    // Asked when it is needed: a window may change its size. Some terminals say 0.
    get columns() {
      return stream.isTTY === true && stream.columns > 0 ? stream.columns : undefined;
    },
    showsLinks,
    write(text) {
      progress.end();
      stream.write(text);
    },
  };
}

/** Runs a program of the real machine, without a shell. See {@link ProgramCall}. */
export function runProgram({ program, args, cwd, env }: ProgramCall): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      env: { ...env },
      encoding: "buffer",
      maxBuffer: Infinity,
      windowsHide: true,
    } as const;
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      // A number is what it exited with; a text is why it could not run.
      const code = error === null ? 0 : error.code;
      if (typeof code === "string") reject(error);
      else resolve({ code: code ?? null, stdout, stderr: stderr.toString("utf8") });
    });
    child.stdin?.end();
  });
}
