import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { type Files, isSystemError } from "./io.ts";

/**
 * A path as messages show it: relative to the working directory, with `/` on every system.
 *
 * @example displayPath("/srv/app", "/srv/app/generated/index.ts") // "generated/index.ts"
 */
export function displayPath(cwd: string, path: string): string {
  return withSlashes(relative(cwd, path) || ".");
}

/** Converts the system's separators to `/`. Only on Windows is a backslash one. */
export function withSlashes(path: string, separator: string = sep): string {
  return path.replaceAll(separator, "/");
}

/** Whether `path` is `folder` or is inside it. Both absolute and without links. */
export function isInside(folder: string, path: string): boolean {
  const steps = relative(folder, path);
  return steps === "" || (steps !== ".." && !steps.startsWith(`..${sep}`) && !isAbsolute(steps));
}

export type PathKind = "file" | "folder" | "link" | "other";

/** What is at a path, without following a link; `undefined` if nothing is. */
export async function kindAt(path: string, files: Files): Promise<PathKind | undefined> {
  const found = await unlessMissing(files.lstat(path));
  if (found === undefined) return undefined;
  if (found.isSymbolicLink()) return "link";
  if (found.isDirectory()) return "folder";
  return found.isFile() ? "file" : "other";
}

/** The result of a file operation, or `undefined` if its path does not exist. */
export async function unlessMissing<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (isSystemError(error) && (error.code === "ENOENT" || error.code === "ENOTDIR")) return undefined;
    throw error;
  }
}

/** A run that writes for longer than this was killed. */
const ABANDONED_AFTER_MS = 3_600_000;

const TEMPORARY_NAME = /^\.(?<written>.+)\.[0-9a-f]{16}\.tmp$/u;

/**
 * Where a file is written before it is renamed: on the same file system, ignored by compilers, and with a name that no other
 * run uses at the same time.
 */
export function temporaryPathOf(path: string): string {
  // The global one, which Node loads when it is used: help and usage errors load this file, too.
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString("hex");
  return join(dirname(path), `.${basename(path)}.${random}.tmp`);
}

/** The name of the file that a temporary file was going to replace; nothing for other files. */
export function writtenName(name: string): string | undefined {
  return TEMPORARY_NAME.exec(name)?.groups?.["written"];
}

/** Whether a temporary file was left by a run that was killed: others may still be in use. */
export function isAbandoned({ mtimeMs }: { readonly mtimeMs: number }, now: Date): boolean {
  return now.getTime() - mtimeMs > ABANDONED_AFTER_MS;
}
