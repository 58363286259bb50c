import { randomBytes } from "node:crypto";
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

/**
 * The root of a folder's repository: the nearest ancestor that contains `.git` (a file in worktrees), or the folder itself.
 *
 * @param folder Absolute. Links in it are not resolved: their target may be in another repository.
 */
export async function findRepository(folder: string, files: Files): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    if ((await kindAt(join(at, ".git"), files)) !== undefined) return at;
    if (dirname(at) === at) return folder;
  }
}

interface ForbiddenFolder {
  /** As given, absolute. */
  readonly path: string;
  /** Where it leads, such as "outside of the repository". */
  readonly way: string;
  /** Whether only a link leads there. */
  readonly byLink: boolean;
}

/** Folders that tools own, and that programs may be run from. */
const FOREIGN: ReadonlySet<string> = new Set([".git", "node_modules"]);

/**
 * The folders that are outside the repository or in a folder that tools own, once links are resolved; of nested ones, the
 * outermost. Nothing may be written if there is one: a link in a pull request must not redirect output.
 *
 * @param repository Its root, without links.
 * @param folders Absolute; they need not exist.
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

/** Whether a path without links is outside the repository or in a folder that tools own. */
export function leadsAstray(repository: string, path: string): boolean {
  return forbiddenWay(repository, path) !== undefined;
}

function forbiddenWay(repository: string, path: string | undefined): string | undefined {
  if (path === undefined || !isInside(repository, path)) return "outside of the repository";
  // On some file systems, `.GIT` is the same folder.
  const step = relative(repository, path)
    .split(sep)
    .find((name) => FOREIGN.has(name.toLowerCase()));
  return step === undefined ? undefined : `into \`${step}\``;
}

/**
 * Resolves the links in the part of a path that exists. `undefined` if it leads through a broken link: creating the folder
 * would create the target of that link.
 */
async function resolveLinks(path: string, files: Files): Promise<string | undefined> {
  const real = await unlessMissing(files.realpath(path));
  if (real !== undefined) return real;
  if ((await kindAt(path, files)) === "link") return undefined;
  const parent = await resolveLinks(dirname(path), files);
  return parent === undefined ? undefined : join(parent, path.slice(dirname(path).length));
}

/** A run that writes for longer than this was killed. */
const ABANDONED_AFTER_MS = 3_600_000;

const TEMPORARY_NAME = /^\.(?<written>.+)\.[0-9a-f]{16}\.tmp$/u;

/**
 * Where a file is written before it is renamed: on the same file system, ignored by compilers, and with a name that no other
 * run uses at the same time.
 */
export function temporaryPathOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(8).toString("hex")}.tmp`);
}

/** The name of the file that a temporary file was going to replace; nothing for other files. */
export function writtenName(name: string): string | undefined {
  return TEMPORARY_NAME.exec(name)?.groups?.["written"];
}

/** Whether a temporary file was left by a run that was killed: others may still be in use. */
export function isAbandoned({ mtimeMs }: { readonly mtimeMs: number }, now: Date): boolean {
  return now.getTime() - mtimeMs > ABANDONED_AFTER_MS;
}
