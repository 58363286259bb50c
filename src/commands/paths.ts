import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { type Files, isSystemError } from "./io.ts";

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

/**
 * The root of the repository that a folder is in: the nearest one upward that holds `.git` (a file in worktrees), or the
 * folder itself when there is none.
 *
 * @param folder Absolute. Links in it are not resolved: a folder that is one may be in another repository than it leads to.
 */
export async function findRepository(folder: string, files: Files): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    if ((await kindAt(join(at, ".git"), files)) !== undefined) return at;
    if (dirname(at) === at) return folder;
  }
}

/** A folder that may not be written to. */
interface ForbiddenFolder {
  /** As it was named, absolute. */
  readonly path: string;
  /** Where it leads, to go on with "leads …". */
  readonly way: string;
  /** Whether a link leads there, and not the path itself. */
  readonly byLink: boolean;
}

/** Folders of a repository that hold nothing of its own making, and that a program may be run from. */
const FOREIGN: ReadonlySet<string> = new Set([".git", "node_modules"]);

/**
 * The folders that would be written to and, once links are resolved, lie outside of the repository or in one that is not
 * its own, without those in another of them. Nothing may be written when there is one: a link that came with a pull request must not lead elsewhere.
 *
 * @param repository Its root, without links.
 * @param folders The output folder and the folders in it, absolute; they need not exist.
 */
export async function findForbidden(
  repository: string,
  folders: readonly string[],
  files: Files,
): Promise<readonly ForbiddenFolder[]> {
  const found: ForbiddenFolder[] = [];
  for (const path of folders) {
    const way = forbiddenWay(repository, await resolveLinks(path, files));
    if (way !== undefined) found.push({ path, way, byLink: forbiddenWay(repository, path) === undefined });
  }
  return found.filter(
    ({ path }) => !found.some((other) => other.path !== path && isInside(other.path, path)),
  );
}

/** Whether a path without links is outside of the repository, or in a folder that holds nothing of its own making. */
export function leadsAstray(repository: string, path: string): boolean {
  return forbiddenWay(repository, path) !== undefined;
}

function forbiddenWay(repository: string, path: string | undefined): string | undefined {
  if (path === undefined || !isInside(repository, path)) return "outside of the repository";
  // Some file systems take `.GIT` for the same folder.
  const step = relative(repository, path)
    .split(sep)
    .find((name) => FOREIGN.has(name.toLowerCase()));
  return step === undefined ? undefined : `into \`${step}\``;
}

/**
 * Where a path leads, though its end need not exist: the links of the part that exists are resolved. `undefined` when
 * it leads through a link to nothing, since creating the folder would create what the link points at.
 */
async function resolveLinks(path: string, files: Files): Promise<string | undefined> {
  const real = await unlessMissing(files.realpath(path));
  if (real !== undefined) return real;
  if ((await kindAt(path, files)) === "link") return undefined;
  const parent = await resolveLinks(dirname(path), files);
  return parent === undefined ? undefined : join(parent, path.slice(dirname(path).length));
}
