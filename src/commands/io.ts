import type * as fs from "node:fs/promises";
import { getSystemErrorMap } from "node:util";

/** All that a command sees of the machine: nothing else in commands/ touches files, streams, programs or the environment. */
export interface Io {
  /** The working directory, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly files: Files;
  readonly progress: Progress;
  /** Asks the person at the terminal. Absent where nobody would answer: in a pipe, in a script, in CI. */
  readonly ask?: Ask | undefined;
  /** The network. Only `doctor` goes there. */
  readonly fetch: typeof globalThis.fetch;
  /** The version of Node, such as `20.20.0`. */
  readonly nodeVersion: string;
  /** The present moment. No generated file depends on it. */
  readonly now: () => Date;
  /** Looks out for changes of files, for commands that go on. With `poll` it waits for nobody to tell of them. */
  readonly watchFolders: (onChange: () => void, how: { readonly poll: boolean }) => FolderWatch;
  /** Resolves when the user asks the program to end, as Ctrl-C does: from the call on, it does not end by itself. */
  readonly interrupted: () => Promise<void>;
  /** Runs a program to its end. Rejects with a system error where it cannot be started. */
  readonly runProgram: (call: ProgramCall) => Promise<ProgramResult>;
}

/** Folders that are watched. `onChange` is called, a moment later, when anything in them may have changed. */
export interface FolderWatch {
  /**
   * Watches what stands directly in these folders, absolute, and in no others; those that do not exist are left out.
   *
   * @returns whether any of them was not watched before
   */
  watch(folders: readonly string[]): Promise<boolean>;
  close(): void;
}

/** A program, and all that it is given: no shell reads it, and nothing of our environment reaches it unasked. */
export interface ProgramCall {
  /** A name that is looked up in the PATH. */
  readonly program: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface ProgramResult {
  /** Null where a signal ended it. */
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
  /** Whether a person looks at it. */
  readonly isTTY: boolean;
  /** How wide the terminal is; absent where there is none. */
  readonly columns?: number | undefined;
  /** Whether the terminal makes links of addresses that a text has (OSC 8). */
  readonly showsLinks?: boolean | undefined;
  write(text: string): void;
}

/**
 * 0: all is well. 1: the result is negative. 2: the command could not be carried out. 130: the person who was asked
 * pressed Ctrl-C; shells give a program that SIGINT ended the same.
 */
export type ExitCode = 0 | 1 | 2 | 130;

/** Bad usage, or a file that cannot be read or written: one line on stderr, and the exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to do about it, in one sentence. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Asks a person at a terminal. Whatever a question shows may come from a plan: implementations make it printable. */
export interface Ask {
  /** One line. @returns it without white space around it; empty only when `isOptional` */
  text(question: TextQuestion): Promise<string>;
  /** One of several. @returns its `value` */
  choose<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>;
  /** Any number of several. @returns their `value`s */
  chooseSome<Value extends string>(question: ChoiceQuestion<Value>): Promise<readonly Value[]>;
  confirm(question: { readonly message: string }): Promise<boolean>;
}

interface TextQuestion {
  readonly message: string;
  /** What stands there already. */
  readonly initial?: string | undefined;
  /** Shown while nothing stands there. */
  readonly placeholder?: string | undefined;
  readonly isOptional?: boolean | undefined;
  /** What is wrong with a text, in one sentence. */
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

/** The person does not want to go on. Commands ask before they write, so that nothing is half done. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/** Tells the person who waits what is being done. Work is synchronous for long stretches: it is told before each of them. */
export interface Progress {
  /** @param phase - what begins now, such as `Making docs` */
  begin(phase: string): void;
  /** Nothing is waited for any more. What is printed next takes its place as well. */
  end(): void;
}

/** An error of the operating system, such as a permission denied: not a bug, unlike every other exception. */
interface SystemError extends Error {
  readonly errno: number;
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "errno" in error && "code" in error && "syscall" in error;
}

/**
 * What the system says, in its own words.
 *
 * @example describeSystemError(error) // "permission denied"
 */
export function describeSystemError(error: SystemError): string {
  const known = getSystemErrorMap().get(error.errno);
  return known === undefined ? error.code : known[1];
}
