import type { ComparedFile, ComparedOutput } from "./compare-output.ts";
import type { Files } from "./io.ts";
import { writeWhole } from "./write-whole.ts";

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
