import { basename, dirname, join } from "node:path";
import type { ComparedFile, ComparedOutput } from "./compare-output.ts";
import type { Files } from "./io.ts";

/** What was done to the output folder. Paths are absolute. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Makes the output folder what the plan makes. The only function that writes to disk.
 *
 * Every changed file is first written beside its place; only when all of them are, they are renamed into place, so that
 * a full disk or a missing permission leaves the old output whole. Files that are current are not touched. Orphans go last.
 *
 * @throws A system error when something cannot be written. Nothing that was written beside stays.
 */
export async function writeOutput(compared: ComparedOutput, files: Files): Promise<Written> {
  const changed = compared.files.filter(({ found }) => found.state !== "current");
  const unchanged = compared.files.filter(({ found }) => found.state === "current");
  try {
    for (const file of changed) {
      await files.mkdir(dirname(file.path), { recursive: true });
      await files.writeFile(besideOf(file.path), file.expected);
    }
    for (const { path } of changed) await files.rename(besideOf(path), path);
  } catch (error) {
    // What could not be written need not be removable either; the first error is the one to tell.
    for (const { path } of changed) await files.rm(besideOf(path), { force: true }).catch(() => undefined);
    throw error;
  }
  for (const orphan of compared.orphans) await files.rm(orphan);
  return { written: pathsOf(changed), removed: compared.orphans, unchanged: pathsOf(unchanged) };
}

/**
 * The path that a file is written to before it is renamed: on the same file system, not seen by compilers (a leading
 * dot), and with the same extension, so that one which a killed process left behind is found as an orphan.
 */
function besideOf(path: string): string {
  return join(dirname(path), `.${process.pid}.${basename(path)}`);
}

function pathsOf(compared: readonly ComparedFile[]): readonly string[] {
  return compared.map(({ path }) => path);
}
