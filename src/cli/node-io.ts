import * as files from "node:fs/promises";
import type { Io, TextStream } from "../commands/io.ts";
import { terminalAsk } from "./terminal-ask.ts";
import { pollFolders, watchFolders } from "./watch-folders.ts";
import { runProgram } from "./run-program.ts";

/**
 * The real machine.
 *
 * @param cwd The working directory, absolute.
 * @param showsLinks Whether the terminal shows links, from {@link findLinks}.
 */
export function nodeIo(cwd: string, { showsLinks = false }: { readonly showsLinks?: boolean } = {}): Io {
  return {
    cwd,
    env: process.env,
    stdout: textStream(process.stdout, showsLinks),
    stderr: textStream(process.stderr, false),
    files,
    ask: somebodyAnswers(process.env) ? terminalAsk : undefined,
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
export async function findLinks({ CI = "" }: Io["env"]): Promise<boolean> {
  if (process.stdout.isTTY !== true || !NO_CI.has(CI)) return false;
  const { default: supportsHyperlinks } = await import("supports-hyperlinks");
  return supportsHyperlinks.stdout;
}

/** What the variable CI says where there is none. */
const NO_CI: ReadonlySet<string> = new Set(["", "0", "false"]);

/** A terminal on both ends that can move its cursor, and no CI: some runners have terminals, but nobody at them. */
function somebodyAnswers({ CI = "", TERM }: Io["env"]): boolean {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true && TERM !== "dumb";
  return isTerminal && NO_CI.has(CI);
}

function textStream(stream: NodeJS.WriteStream, showsLinks: boolean): TextStream {
  return {
    isTTY: stream.isTTY === true,
    // Asked when it is needed: a window may change its size. Some terminals say 0.
    get columns() {
      return stream.isTTY === true && stream.columns > 0 ? stream.columns : undefined;
    },
    showsLinks,
    write: (text) => void stream.write(text),
  };
}
