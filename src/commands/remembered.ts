import { createHash } from "node:crypto";
import type { Dirent, Stats } from "node:fs";
import { dirname, join } from "node:path";
import { type ExitCode, type Files, type Io, isSystemError, type TextStream } from "./io.ts";
import {
  isSameSources,
  type SourceReads,
  type WatchedSources,
  watchSources,
} from "./plan-files/watched-sources.ts";

const READS = [
  "lstat",
  "readFile",
  "readdir",
  "realpath",
  "stat",
] as const satisfies readonly (keyof Files)[];

const WRITES = ["mkdir", "rename", "rm", "rmdir", "writeFile"] as const satisfies readonly Exclude<
  keyof Files,
  Operation
>[];

type Operation = (typeof READS)[number];

/** One access to the disk, and the digest of its answer. */
type Access = readonly [operation: Operation, path: string, digest: string];

/** A run of a command that succeeded and wrote nothing. */
interface Run {
  readonly version: string;
  /** Plans have dates, and what is said about them depends on the day. */
  readonly day: string;
  readonly accesses: readonly Access[];
  /** For each time that it opened source files. */
  readonly sources: readonly SourceReads[];
  readonly printed: string;
}

/**
 * Runs a command, unless it ran before and would do the same again: then prints what it printed. A run is remembered if it
 * succeeded and wrote nothing, with every access to the disk and a digest of its answer. It is trusted only on the same day, by
 * the same version, for the same arguments and terminal, and if every access gives the same answer again.
 *
 * Remembers nothing where {@link Io.cache} is absent.
 *
 * @param command - its name and its arguments
 * @param run - the command; what it does may depend on nothing but the arguments, the disk, the day and the terminal; what git says only finds
 *   output to warn about, which is looked at again once anything else changes
 */
export async function remembered(
  command: readonly [name: string, args: object],
  io: Io,
  run: (io: Io) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { cache } = io;
  if (cache === undefined) return await run(io);
  const day = io.now().toISOString().slice(0, 10);
  const file = join(cache.folder, `${command[0]}-${sha256(circumstances(command, io)).slice(0, 32)}.json`);
  const last = await readRun(file, io.files);
  if (last?.version === cache.version && last.day === day && (await isSame(last, io))) {
    io.stdout.write(last.printed);
    return 0;
  }
  const accesses = new Map<string, Access>();
  const sources: WatchedSources[] = [];
  const printed: string[] = [];
  let writes = false;
  const code = await run({
    ...io,
    files: watchedFiles(io.files, {
      onRead: (access) => accesses.set(`${access[0]} ${access[1]}`, access),
      onWrite: () => {
        writes = true;
      },
    }),
    openSources: async (root) => {
      const watched = watchSources(root, await io.openSources(root));
      sources.push(watched);
      return watched.files;
    },
    stdout: withCopy(io.stdout, printed),
  });
  if (code === 0 && !writes) {
    const reads = {
      accesses: [...accesses.values()],
      sources: sources.map((watched) => watched.reads()),
    };
    await writeRun(file, { version: cache.version, day, ...reads, printed: printed.join("") }, io);
  }
  return code;
}

/** What a command's output depends on besides files. */
function circumstances(command: readonly [name: string, args: object], { cwd, env, stdout }: Io): string {
  const { isTTY, columns, showsLinks } = stdout;
  const variables = ["NO_COLOR", "FORCE_COLOR", "TERM", "GITHUB_WORKSPACE"].map((name) => env[name]);
  return JSON.stringify([command, cwd, isTTY, columns, showsLinks, variables]);
}

/** Whether the disk still gives the same answers. */
async function isSame(
  { accesses, sources }: Pick<Run, "accesses" | "sources">,
  { files, openSources }: Io,
): Promise<boolean> {
  const reads: Readonly<Record<Operation, (path: string) => Promise<unknown>>> = {
    ...files,
    readdir: (path) => files.readdir(path, { withFileTypes: true }),
  };
  const same = accesses.map(async ([operation, path, digest]) => {
    const again = Object.hasOwn(reads, operation) ? await digestOf(reads[operation](path)) : undefined;
    return again === digest;
  });
  if (!(await Promise.all(same)).every(Boolean)) return false;
  for (const read of sources) if (!isSameSources(read, await openSources(read.root))) return false;
  return true;
}

/** The same files, which tell of each access. */
function watchedFiles(
  files: Files,
  { onRead, onWrite }: { readonly onRead: (access: Access) => void; readonly onWrite: () => void },
): Files {
  const reads = READS.map((operation) => {
    const read = files[operation] as (path: string, ...options: readonly unknown[]) => Promise<unknown>;
    const watched = async (path: string, ...options: readonly unknown[]): Promise<unknown> => {
      const answer = read(path, ...options);
      onRead([operation, path, await digestOf(answer)]);
      return await answer;
    };
    return [operation, watched];
  });
  const writes = WRITES.map((operation) => {
    const write = files[operation] as (...args: readonly unknown[]) => Promise<unknown>;
    const watched = async (...args: readonly unknown[]): Promise<unknown> => {
      onWrite();
      return await write(...args);
    };
    return [operation, watched];
  });
  return Object.fromEntries([...reads, ...writes]) as Files;
}

/** The digest of what the disk answers: bytes, the names and kinds in a folder, the kind of a file, a path or an error. */
async function digestOf(answer: Promise<unknown>): Promise<string> {
  try {
    return sha256(textOf(await answer));
  } catch (error) {
    if (isSystemError(error)) return error.code;
    throw error;
  }
}

function textOf(answer: unknown): string | Uint8Array {
  if (typeof answer === "string" || answer instanceof Uint8Array) return answer;
  if (Array.isArray(answer)) {
    const entries = answer.map((entry: Dirent) => `${kindOf(entry)} ${entry.name}`);
    return JSON.stringify(entries.toSorted());
  }
  const stats = answer as Stats;
  return stats.isFile() ? `file of ${stats.size}` : kindOf(stats);
}

function kindOf(thing: Pick<Dirent, "isFile" | "isDirectory" | "isSymbolicLink">): string {
  if (thing.isFile()) return "file";
  if (thing.isDirectory()) return "folder";
  return thing.isSymbolicLink() ? "link" : "other";
}

function withCopy(stream: TextStream, copy: string[]): TextStream {
  return {
    isTTY: stream.isTTY,
    columns: stream.columns,
    showsLinks: stream.showsLinks,
    write(text) {
      copy.push(text);
      stream.write(text);
    },
  };
}

/** The run in a file: its digest, and it as JSON. Nothing if it cannot be read or is damaged. */
async function readRun(file: string, files: Files): Promise<Run | undefined> {
  try {
    const text = await files.readFile(file, "utf8");
    const [digest = "", json = ""] = text.split("\n", 2);
    return sha256(json) === digest ? (JSON.parse(json) as Run) : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces the file at once, so that a run at the same time reads a whole one. */
async function writeRun(file: string, run: Run, { files }: Io): Promise<void> {
  const json = JSON.stringify(run);
  const written = `${file}.${process.pid}`;
  try {
    await files.mkdir(dirname(file), { recursive: true });
    await files.writeFile(written, `${sha256(json)}\n${json}\n`);
    await files.rename(written, file);
  } catch {
    // Slower next time, and the same.
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
