import { dirname, join } from "node:path";
import type { Files } from "./io.ts";
import { isInside, kindAt, unlessMissing } from "./paths.ts";

/**
 * The root of the repository that a folder is in: the nearest one upward that holds `.git` (a file in worktrees), or the
 * folder itself when there is none.
 *
 * @param folder Absolute, without links.
 */
export async function findRepository(folder: string, files: Files): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    if ((await kindAt(join(at, ".git"), files)) !== undefined) return at;
    if (dirname(at) === at) return folder;
  }
}

/**
 * The folders that would be written to and lie outside of the repository once links are resolved, as they were
 * named, without those in another of them. Nothing may be written when there is one: a link that came with a pull request must not lead elsewhere.
 *
 * @param repository Its root, without links.
 * @param folders The output folder and the folders in it, absolute; they need not exist.
 */
export async function findOutside(
  repository: string,
  folders: readonly string[],
  files: Files,
): Promise<readonly string[]> {
  const outside: string[] = [];
  for (const folder of folders) {
    const real = await resolveLinks(folder, files);
    if (real === undefined || !isInside(repository, real)) outside.push(folder);
  }
  return outside.filter((path) => !outside.some((other) => other !== path && isInside(other, path)));
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
