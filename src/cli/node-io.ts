import * as files from "node:fs/promises";
import { join } from "node:path";
import type { AttachedCall, Io, ProgramCall, ProgramResult, Progress, TextStream } from "../commands/io.ts";
import { isCi, NO_PROGRESS, showsProgress, terminalAsk, terminalProgress } from "./terminal.ts";
import { pollFolders, watchFolders } from "./watch-folders.ts";

/**
 * The {@link Io} of this process.
 *
 * @param cwd The working directory, absolute.
 * @param showsLinks Whether the terminal supports links, from {@link findLinks}.
 */
export function nodeIo(
  cwd: string,
  {
    showsLinks = false,
    exitWhenDone = () => {},
  }: { readonly showsLinks?: boolean; readonly exitWhenDone?: () => void } = {},
): Io {
  const progress = showsProgress(process.stderr, process.env)
    ? terminalProgress((text) => void process.stderr.write(text))
    : NO_PROGRESS;
  return {
    cwd,
    env: process.env,
    stdout: textStream(process.stdout, { progress, showsLinks }),
    stderr: textStream(process.stderr, { progress, showsLinks: false }),
    pipes: () => ({ input: process.stdin, output: process.stdout }),
    files,
    openSources: async (root) => (await import("./node-sources.ts")).openSources(root),
    progress,
    ask: isInteractive(process.env) ? terminalAsk(progress) : undefined,
    fetch: globalThis.fetch,
    nodeVersion: process.versions.node,
    watchFolders: (onChange, { poll }) => (poll ? pollFolders : watchFolders)(onChange),
    interrupted: () =>
      new Promise((resolve) => {
        // `once`: a second signal ends the process at once.
        for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve());
      }),
    runProgram,
    runAttached,
    importModule,
    exitWhenDone,
    makeTemporaryFolder: async () =>
      files.mkdtemp(join((await import("node:os")).tmpdir(), "tracking-plan-")),
    now: () => new Date(),
  };
}

/** The build makes `require` of each `import()`, which cannot load every module. So this one is hidden from it. */
async function importModule(url: string): Promise<unknown> {
  const load = new Function("url", "return import(url)") as (from: string) => Promise<unknown>;
  return load(url);
}

/** Whether the terminal supports links. Loads the detection only if there is a terminal: it takes a while. */
export async function findLinks(env: Io["env"]): Promise<boolean> {
  if (process.stdout.isTTY !== true || isCi(env)) return false;
  const { default: supportsHyperlinks } = await import("supports-hyperlinks");
  return supportsHyperlinks.stdout;
}

/** Whether a person can answer: both ends are a terminal that can move its cursor, and it is not CI. */
function isInteractive(env: Io["env"]): boolean {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  return isTerminal && env["TERM"] !== "dumb" && !isCi(env);
}

function textStream(
  stream: NodeJS.WriteStream,
  { progress, showsLinks }: { readonly progress: Progress; readonly showsLinks: boolean },
): TextStream {
  return {
    isTTY: stream.isTTY === true,
    // A getter, because a window may be resized. Some terminals report 0.
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

/** Runs a program without a shell. See {@link ProgramCall}. */
export async function runProgram({
  program,
  args,
  cwd,
  env,
  input = "",
}: ProgramCall): Promise<ProgramResult> {
  const { execFile } = await import("node:child_process");
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      env: { ...env },
      encoding: "buffer",
      maxBuffer: Infinity,
      windowsHide: true,
    } as const;
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      // A number is its exit code; a string is why it could not start.
      const code = error === null ? 0 : error.code;
      if (typeof code === "string") reject(error);
      else resolve({ code: code ?? null, stdout, stderr: stderr.toString("utf8") });
    });
    // One that does not read it all is judged by how it ends.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

/** Runs a program at this terminal. See {@link AttachedCall}. */
export async function runAttached({ program, args, cwd, env, ownsStdout }: AttachedCall): Promise<number> {
  const [{ spawn }, { constants }] = await Promise.all([import("node:child_process"), import("node:os")]);
  // Ctrl-C reaches both processes: this one stays for its report. Other signals reach this one alone.
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const child = spawn(program, [...args], {
    cwd,
    env: { ...env },
    stdio: ["inherit", ownsStdout ? 1 : 2, 2],
  });
  const forward = (signal: NodeJS.Signals): void => {
    if (signal !== "SIGINT" || process.stdin.isTTY !== true) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) =>
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      );
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}
