import { dirname, join, relative, sep } from "node:path";
import { TERRITORIES } from "../../read/territory.ts";
import type { Files } from "../io.ts";
import { isInside, kindAt, unlessMissing } from "../paths.ts";
import type { ProjectRoot } from "../plan-files/project-root.ts";

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
 * The folders that are outside the root or in a folder that tools own, once links are resolved; of nested ones, the
 * outermost. Nothing may be written if there is one: a link in a pull request must not redirect output.
 *
 * @param root Without links.
 * @param folders Absolute; they need not exist.
 */
export async function findForbidden(
  root: ProjectRoot,
  folders: readonly string[],
  files: Files,
): Promise<readonly ForbiddenFolder[]> {
  const found: ForbiddenFolder[] = [];
  for (const path of folders) {
    const way = forbiddenWay(root, await resolveLinks(path, files));
    if (way !== undefined) found.push({ path, way, byLink: forbiddenWay(root, path) === undefined });
  }
  return found.filter(
    ({ path }) => !found.some((other) => other.path !== path && isInside(other.path, path)),
  );
}

/** Whether a path without links is outside a folder or, in it, in a folder that tools own. */
export function leadsAstray(folder: string, path: string): boolean {
  return !isInside(folder, path) || foreignStep(folder, path) !== undefined;
}

function forbiddenWay({ path: root, territory }: ProjectRoot, path: string | undefined): string | undefined {
  if (path === undefined || !isInside(root, path)) return `outside of ${TERRITORIES[territory].name}`;
  const step = foreignStep(root, path);
  return step && `into \`${step}\``;
}

function foreignStep(folder: string, path: string): string | undefined {
  // On some file systems, `.GIT` is the same folder.
  return relative(folder, path)
    .split(sep)
    .find((name) => FOREIGN.has(name.toLowerCase()));
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
