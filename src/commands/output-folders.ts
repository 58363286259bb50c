import { dirname, join, relative, resolve, sep } from "node:path";
import type { OutputFolder, SealedFile } from "../emit/emitter.ts";
import type { Output } from "../plan/plan.ts";
import type { CommandArguments } from "./command.ts";
import type { Files } from "./io.ts";
import { isInside, kindAt, unlessMissing } from "./paths.ts";

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
export interface ForbiddenFolder {
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

/** Where each kind of file goes, absolute. The two are one folder where the plan names no other for the browser. */
export type OutputFolders = Readonly<Record<OutputFolder, string>>;

/** A file that the plan makes, and where it goes. */
export interface PlacedFile {
  /** Absolute. */
  readonly path: string;
  readonly folder: OutputFolder;
  readonly text: string;
}

/**
 * The folders that files go to. `--out` takes the place of both: who asks for the output elsewhere wants none of it where
 * the plan would put it.
 *
 * @param planPath - of the plan's file, absolute
 */
export function findOutputFolders(
  { dir, browser }: Output,
  { out }: Pick<CommandArguments, "out">,
  { planPath, cwd }: { readonly planPath: string; readonly cwd: string },
): OutputFolders {
  const main = out === undefined ? resolve(dirname(planPath), dir) : resolve(cwd, out);
  const frontend = browser === undefined || out !== undefined ? main : resolve(dirname(planPath), browser);
  return { dir: main, browser: frontend };
}

/** Where each file goes. Where the two folders are one, a file that both have is one file. */
export function placeFiles(made: readonly SealedFile[], folders: OutputFolders): readonly PlacedFile[] {
  const placed = new Map<string, PlacedFile>();
  for (const { folder, path, text } of made) {
    const absolute = join(folders[folder], path);
    placed.set(absolute, {
      path: absolute,
      folder: folders.browser === folders.dir ? "dir" : folder,
      text,
    });
  }
  return [...placed.values()];
}
