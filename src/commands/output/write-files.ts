import { dirname } from "node:path";
import type { JsonValue } from "../../text/json.ts";
import { plural } from "../../text/words.ts";
import type { ComparedFile, ComparedOutput } from "./compare-output.ts";
import { type Files, type Io, isSystemError, UsageError } from "../io.ts";
import { findForbidden } from "./forbidden-paths.ts";
import { displayPath, kindAt, temporaryPathOf } from "../paths.ts";
import type { ProjectRoot } from "../plan-files/project-root.ts";

export interface WholeFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files atomically: each is written to a temporary file first, and renamed only once all are written, so that a full
 * disk or a missing permission leaves the old files intact. Existing files keep their permissions.
 *
 * @throws A system error that names the file, if one cannot be written. The temporary files are removed.
 */
export async function writeWhole(written: readonly WholeFile[], files: Files): Promise<void> {
  const whole = written.map((file) => ({ ...file, temporary: temporaryPathOf(file.path) }));
  try {
    for (const { path, text, temporary } of whole) {
      await naming(path, async () => {
        await files.mkdir(dirname(path), { recursive: true });
        const isThere = (await kindAt(path, files)) === "file";
        const mode = isThere ? { mode: (await files.stat(path)).mode } : undefined;
        await files.writeFile(temporary, text, mode);
      });
    }
    for (const { path, temporary } of whole) await naming(path, () => files.rename(temporary, path));
  } catch (error) {
    // Removing may fail too; the first error is the one to report.
    for (const { temporary } of whole) await files.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Has a system error name the file that was to be written, which may be known to the system by a temporary name or not at all. */
async function naming(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isSystemError(error) ? Object.assign(error, { path, syscall: "write" }) : error;
  }
}

/**
 * Refuses to write files in the source tree through links.
 *
 * @param paths - absolute; the files need not exist
 * @param root - without links
 * @throws UsageError
 */
export async function refuseForbidden(
  paths: readonly string[],
  { root, io }: { readonly root: ProjectRoot; readonly io: Io },
): Promise<void> {
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  const [forbidden] = await findForbidden(root, folders, io.files);
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

/** Absolute paths of the output files by what was done to them. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Brings the output up to date. Current files are not touched; orphans are removed last.
 *
 * @throws A system error if a file cannot be written, as {@link writeWhole} does.
 */
export async function writeOutput(compared: ComparedOutput, files: Files): Promise<Written> {
  const changed = compared.files.filter(({ found }) => found.state !== "current");
  const unchanged = compared.files.filter(({ found }) => found.state === "current");
  await writeWhole(
    changed.map(({ path, expected }) => ({ path, text: expected })),
    files,
  );
  // Another run may have removed them.
  for (const orphan of compared.orphans) await files.rm(orphan, { force: true });
  return { written: pathsOf(changed), removed: compared.orphans, unchanged: pathsOf(unchanged) };
}

function pathsOf(compared: readonly ComparedFile[]): readonly string[] {
  return compared.map(({ path }) => path);
}

/** @example "3 files written, 1 removed, 21 unchanged" */
export function summarizeFiles({ written, removed, unchanged }: Written): string {
  const removals = removed.length === 0 ? [] : [`${removed.length} removed`];
  return [`${plural(written.length, "file")} written`, ...removals, `${unchanged.length} unchanged`].join(
    ", ",
  );
}

/** The same for programs. */
export function filesJson({ written, removed, unchanged }: Written, cwd: string): JsonValue {
  const names = (paths: readonly string[]): readonly string[] => paths.map((path) => displayPath(cwd, path));
  return { written: names(written), removed: names(removed), unchanged: names(unchanged) };
}
