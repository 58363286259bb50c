import * as nodeFiles from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Ask, Files, Io } from "../../src/commands/io.ts";
import { runAttached, runProgram } from "../../src/cli/node-io.ts";
import { openSources } from "../../src/cli/node-sources.ts";

/** An {@link Io} over the real file system, and what was printed to it. */
export interface CapturedIo extends Io {
  readonly printed: { stdout: string; stderr: string };
  /** What was told while somebody waited; an empty one where the wait ended. */
  readonly phases: readonly string[];
}

/** The machine as a command sees it, with an environment and streams of its own. */
export function captureIo(options: {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  /** How wide its terminal is. */
  readonly columns?: number;
  /** File operations that fail or are watched. */
  readonly files?: Partial<Files>;
  readonly ask?: Ask;
  /** Without one, a request fails the test. */
  readonly fetch?: typeof globalThis.fetch;
  readonly nodeVersion?: string;
  readonly runProgram?: Io["runProgram"];
  readonly pipes?: Io["pipes"];
  readonly now?: Date;
}): CapturedIo {
  const printed = { stdout: "", stderr: "" };
  const phases: string[] = [];
  const stream = (name: keyof typeof printed): Io["stdout"] => ({
    isTTY: options.isTTY ?? false,
    columns: options.columns,
    write: (text) => {
      printed[name] += text;
    },
  });
  return {
    cwd: options.cwd,
    env: options.env ?? {},
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    pipes: options.pipes ?? (() => ({ input: new PassThrough(), output: new PassThrough() })),
    files: { ...nodeFiles, ...options.files },
    openSources: async (root) => openSources(root),
    progress: { begin: (phase) => void phases.push(phase), end: () => void phases.push("") },
    ask: options.ask,
    fetch: options.fetch ?? (() => Promise.reject(new RangeError("No request was expected."))),
    nodeVersion: options.nodeVersion ?? "20.20.0",
    watchFolders: () => ({ watch: async () => false, close: () => {} }),
    interrupted: async () => {},
    runProgram: options.runProgram ?? runProgram,
    runAttached,
    importModule: (url) => import(/* @vite-ignore */ url),
    exitWhenDone: () => {},
    makeTemporaryFolder: () => nodeFiles.mkdtemp(join(tmpdir(), "tracking-plan-test-")),
    now: () => options.now ?? new Date("2026-01-31T12:00:00Z"),
    printed,
    phases,
  };
}
