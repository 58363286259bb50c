import { basename, dirname, join } from "node:path";
import type { ComparedFile, ComparedOutput } from "./compare-output.ts";
import { type Files, type Io, UsageError } from "./io.ts";
import { displayPath, findForbidden, kindAt } from "./paths.ts";

/** A file, and all that is to stand in it. */
export interface WholeFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/**
 * Puts files in place: every one is first written beside its place; only when all of them are, they are renamed into place,
 * so that a full disk or a missing permission leaves what was there whole. A file that is there keeps its permissions.
 *
 * @throws A system error when something cannot be written. Nothing that was written beside stays.
 */
export async function writeWhole(written: readonly WholeFile[], files: Files): Promise<void> {
  try {
    for (const { path, text } of written) {
      await files.mkdir(dirname(path), { recursive: true });
      const isThere = (await kindAt(path, files)) === "file";
      const mode = isThere ? { mode: (await files.stat(path)).mode } : undefined;
      await files.writeFile(besideOf(path), text, mode);
    }
    for (const { path } of written) await files.rename(besideOf(path), path);
  } catch (error) {
    // What could not be written need not be removable either; the first error is the one to tell.
    for (const { path } of written) await files.rm(besideOf(path), { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * The path that a file is written to before it is renamed: on the same file system, not seen by compilers (a leading
 * dot), and with the same extension, so that one which a killed process left behind is found as an orphan.
 */
function besideOf(path: string): string {
  return join(dirname(path), `.${process.pid}.${basename(path)}`);
}

/**
 * Refuses to write what is not generated where a link leads out of the repository, or to another file than the one that was
 * named.
 *
 * @param paths - absolute; the files need not exist
 * @param repository - its root, absolute and without links
 * @throws UsageError
 */
export async function refuseForbidden(
  paths: readonly string[],
  { repository, io }: { readonly repository: string; readonly io: Io },
): Promise<void> {
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  const [forbidden] = await findForbidden(repository, folders, io.files);
  if (forbidden !== undefined) {
    const folder = displayPath(io.cwd, forbidden.path);
    throw new UsageError(`Cannot write into ${folder}: it leads ${forbidden.way}.`);
  }
  for (const path of paths) {
    const kind = await kindAt(path, io.files);
    if (kind === undefined || kind === "file") continue;
    const what = { link: "a symbolic link", folder: "a folder", other: "not a regular file" }[kind];
    throw new UsageError(`Cannot write ${displayPath(io.cwd, path)}: it is ${what}.`);
  }
}

/** What was done to the output folder. Paths are absolute. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Makes the output folder what the plan makes. Files that are current are not touched. Orphans go last.
 *
 * @throws A system error when something cannot be written. Nothing that was written beside stays.
 */
export async function writeOutput(compared: ComparedOutput, files: Files): Promise<Written> {
  const changed = compared.files.filter(({ found }) => found.state !== "current");
  const unchanged = compared.files.filter(({ found }) => found.state === "current");
  await writeWhole(
    changed.map(({ path, expected }) => ({ path, text: expected })),
    files,
  );
  for (const orphan of compared.orphans) await files.rm(orphan);
  return { written: pathsOf(changed), removed: compared.orphans, unchanged: pathsOf(unchanged) };
}

function pathsOf(compared: readonly ComparedFile[]): readonly string[] {
  return compared.map(({ path }) => path);
}
