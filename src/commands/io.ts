import type * as fs from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { getSystemErrorMap } from "node:util";
import type { Plan } from "../plan/plan.ts";
import type { SourceFiles } from "../audit/project/source-files.ts";

export type { SourceFiles };

/** Access to the machine: nothing else in commands/ touches files, streams, programs or the environment. */
export interface Io {
  /** The working directory, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** The process's stdin and stdout, for a command that speaks a protocol over them. */
  readonly pipes: () => { readonly input: Readable; readonly output: Writable };
  readonly files: Files;
  /** Opens the code in a folder, absolute and without links, for the compiler. */
  readonly openSources: (root: string) => Promise<SourceFiles>;
  readonly progress: Progress;
  /** The plan that this process has open: commands that only look at the plan take it instead of its file. */
  readonly openPlan?: Plan | undefined;
  /** Where to remember what commands did, and the version that remembers it. Absent where the program is not installed. */
  readonly cache?: { readonly folder: string; readonly version: string } | undefined;
  /** Prompts the user. Absent if nobody would answer, as in pipes, scripts and CI. */
  readonly ask?: Ask | undefined;
  /** The network. Only `doctor` uses it. */
  readonly fetch: typeof globalThis.fetch;
  /** The version of Node, such as `20.20.0`. */
  readonly nodeVersion: string;
  /** The current time. No generated file depends on it. */
  readonly now: () => Date;
  /** Watches folders; with `poll`, without relying on file-change events. */
  readonly watchFolders: (onChange: () => void, how: { readonly poll: boolean }) => FolderWatch;
  /** Resolves on SIGINT or SIGTERM, which no longer end the process after this call. */
  readonly interrupted: () => Promise<void>;
  /** Runs a program. Rejects with a system error if it cannot be started. */
  readonly runProgram: (call: ProgramCall) => Promise<ProgramResult>;
  /**
   * Runs a program at this terminal: what it prints is seen, and signals reach it. Rejects with a system error if it cannot be
   * started.
   *
   * @returns its exit code, as shells give it where a signal ended it
   */
  readonly runAttached: (call: AttachedCall) => Promise<number>;
  /** Imports a module of the project by its URL, as Node does. Rejects with whatever the module throws. */
  readonly importModule: (url: string) => Promise<unknown>;
  /** Ends the process once the command is done and all is printed: what a module of the project opened may keep it alive. */
  readonly exitWhenDone: () => void;
  /** Makes an empty folder that nobody else reads. The caller removes it. */
  readonly makeTemporaryFolder: () => Promise<string>;
}

export interface FolderWatch {
  /**
   * Watches the direct entries of exactly these folders, absolute; missing ones are skipped.
   *
   * @returns whether any of them was not being watched
   */
  watch(folders: readonly string[]): Promise<boolean>;
  close(): void;
}

/** A program to run: without a shell, and with exactly this environment. */
export interface ProgramCall {
  /** Looked up in the PATH. */
  readonly program: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What it reads. */
  readonly input?: string | undefined;
}

/** A program to run at this terminal. */
export interface AttachedCall extends Omit<ProgramCall, "input"> {
  /** Whether it prints to stdout; otherwise to stderr, where stdout is for a report that programs read. */
  readonly ownsStdout: boolean;
}

export interface ProgramResult {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** The functions of `node:fs/promises` that commands use. */
export type Files = Pick<
  typeof fs,
  "lstat" | "mkdir" | "readFile" | "readdir" | "realpath" | "rename" | "rm" | "rmdir" | "stat" | "writeFile"
>;

export interface TextStream {
  readonly isTTY: boolean;
  /** Width of the terminal; absent without a terminal. */
  readonly columns?: number | undefined;
  /** Whether the terminal supports links (OSC 8). */
  readonly showsLinks?: boolean | undefined;
  write(text: string): void;
}

/** 0: success. 1: the check found problems. 2: the command failed. 130: Ctrl-C at a prompt, as shells report it for SIGINT. */
export type ExitCode = 0 | 1 | 2 | 130;

/** Invalid usage, or a file that cannot be read or written: printed on stderr, with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** The fix, in one sentence. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Prompts at a terminal. Questions may quote a plan: implementations must make them printable. */
export interface Ask {
  /** @returns one trimmed line, empty only if `isOptional` */
  text(question: TextQuestion): Promise<string>;
  /** @returns the `value` of one choice */
  choose<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>;
  /** @returns the `value`s of any number of choices */
  chooseSome<Value extends string>(question: ChoiceQuestion<Value>): Promise<readonly Value[]>;
  confirm(question: { readonly message: string }): Promise<boolean>;
}

interface TextQuestion {
  readonly message: string;
  /** Prefilled text. */
  readonly initial?: string | undefined;
  /** Shown while the input is empty. */
  readonly placeholder?: string | undefined;
  readonly isOptional?: boolean | undefined;
  /** Why an answer is invalid, in one sentence. */
  readonly findFault?: ((text: string) => string | undefined) | undefined;
}

interface ChoiceQuestion<Value extends string> {
  readonly message: string;
  readonly choices: readonly Choice<Value>[];
  readonly initial?: Value | undefined;
}

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** The user cancelled a prompt. Commands prompt before they write anything. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/** Shows what is being done. Reported before each long stretch of synchronous work. */
export interface Progress {
  /** @param phase - what starts now, such as `Generating docs` */
  begin(phase: string): void;
  /** Removes the progress line; printing does so too. */
  end(): void;
}

/** An error of the operating system, such as permission denied: not a bug, unlike every other exception. */
export interface SystemError extends Error {
  readonly errno: number;
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "errno" in error && "code" in error && "syscall" in error;
}

/** Plainer words than the system's. */
const REASONS: Readonly<Record<string, string>> = {
  EDQUOT: "disk quota exceeded",
  EISDIR: "it is a folder",
  ELOOP: "its links form a cycle",
  ENAMETOOLONG: "its name is too long",
  ENOTDIR: "a folder of its path is a file",
};

/** @example describeSystemError(error) // "permission denied" */
export function describeSystemError({ code, errno }: SystemError): string {
  return REASONS[code] ?? getSystemErrorMap().get(errno)?.[1] ?? code;
}

const PERMISSIONS = "Check the owner and the permissions of the file and of its folder.";
const SPACE = "Free some space, and run the command again.";

const FIXES: Readonly<Record<string, string>> = {
  EACCES: PERMISSIONS,
  EBUSY: "Close the program that uses it, and run the command again.",
  EDQUOT: SPACE,
  EEXIST: "Move what is in its place.",
  EISDIR: "Move the folder, or choose another path.",
  ELOOP: "Remove the link that leads back to itself.",
  EMFILE: "Raise the limit of open files, such as with `ulimit -n`.",
  ENAMETOOLONG: "Choose a shorter path.",
  ENOSPC: SPACE,
  ENOTDIR: "Move the file that is in the place of a folder, or choose another path.",
  EPERM: PERMISSIONS,
  EROFS: "Run the command where the file system is writable. `check` writes nothing.",
};

/** What to do about a system error, in one sentence; nothing where only the reason helps. */
export function fixSystemError({ code }: SystemError): string | undefined {
  return FIXES[code];
}
