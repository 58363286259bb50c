import { isAbsolute, relative, sep } from "node:path";
import type { Files } from "./io.ts";
import { isSystemError } from "./system-error.ts";

/**
 * A path as people read it: relative to the working directory and with `/` on every system.
 *
 * @example displayPath("/srv/app", "/srv/app/generated/index.ts") // "generated/index.ts"
 */
export function displayPath(cwd: string, path: string): string {
  return withSlashes(relative(cwd, path) || ".");
}

/** Turns the system's separators into `/`; on Windows a backslash, elsewhere a backslash is part of a name. */
export function withSlashes(path: string, separator: string = sep): string {
  return path.replaceAll(separator, "/");
}

/** Whether `path` is `folder` or lies in it. Both absolute and without links. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

export type PathKind = "file" | "folder" | "link" | "other";

/** What stands at a path, without following a link there; `undefined` when nothing does. */
export async function kindAt(path: string, files: Files): Promise<PathKind | undefined> {
  const found = await unlessMissing(files.lstat(path));
  if (found === undefined) return undefined;
  if (found.isSymbolicLink()) return "link";
  if (found.isDirectory()) return "folder";
  return found.isFile() ? "file" : "other";
}

/** What a file operation returns, or `undefined` when there is nothing at its path. */
export async function unlessMissing<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (isSystemError(error) && (error.code === "ENOENT" || error.code === "ENOTDIR")) return undefined;
    throw error;
  }
}
