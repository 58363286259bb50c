import { basename, dirname, extname, join } from "node:path";
import { bearsHeader, normalizeLineEnds, readSeal } from "../emit/header.ts";
import type { Files } from "./io.ts";
import { kindAt, type PathKind, unlessMissing } from "./paths.ts";
import type { PlacedFile } from "./output-folders.ts";

/** What the plan makes, held against what is on the disk. */
export interface ComparedOutput {
  /** Each file that the plan makes. */
  readonly files: readonly ComparedFile[];
  /** Paths of generated files that the plan does not make any more, absolute. */
  readonly orphans: readonly string[];
}

export interface ComparedFile {
  /** Absolute. */
  readonly path: string;
  /** What the plan makes. */
  readonly expected: string;
  readonly found: Found;
}

/** What stands where a generated file goes. */
export type Found =
  | { readonly state: "current" | "missing" }
  /** Generated from another plan (stale), or changed by hand since (edited). */
  | { readonly state: "stale" | "edited"; readonly text: string }
  /** Not a generated file: to write there would destroy somebody's work. */
  | { readonly state: "foreign"; readonly kind: PathKind };

/**
 * Compares what is on the disk with what the plan makes. Links are not followed: one inside the output stands for itself,
 * and is foreign.
 *
 * @param made What the plan makes, and where it goes. The folders need not exist.
 */
export async function compareOutput(made: readonly PlacedFile[], files: Files): Promise<ComparedOutput> {
  const compared: ComparedFile[] = [];
  for (const { path, text } of made) {
    compared.push({ path, expected: text, found: await findAt(path, text, files) });
  }
  return { files: compared, orphans: await findOrphans(made, files) };
}

async function findAt(path: string, expected: string, files: Files): Promise<Found> {
  const kind = await kindAt(path, files);
  if (kind === undefined) return { state: "missing" };
  if (kind !== "file") return { state: "foreign", kind };
  // Git may have turned the line ends into CRLF at checkout; that is no change.
  const text = normalizeLineEnds(await files.readFile(path, "utf8"));
  if (text === expected) return { state: "current" };
  if (!bearsHeader(path, takeOneSide(text))) return { state: "foreign", kind };
  return { state: readSeal(path, text).intact ? "stale" : "edited", text };
}

/**
 * A text without the conflicts that a merge left in it: one side of each. A generated file in the middle of a merge is
 * still a generated file, and to generate again is the way out.
 */
function takeOneSide(text: string): string {
  return text.replace(/^<<<<<<< .*\n([^]*?)^(?:\|{7} .*\n[^]*?^)?=======\n[^]*?^>>>>>>> .*\n?/gmu, "$1");
}

/**
 * Generated files that the plan does not make, in the folders that its files are in. No other folder is searched: with
 * `--out .` the output of other plans may lie further down. Nor are other names in the browser's folder: it is the
 * frontend's own, and may hold files of another plan.
 */
async function findOrphans(made: readonly PlacedFile[], files: Files): Promise<readonly string[]> {
  const expected = new Set(made.map(({ path }) => path));
  const orphans = new Set<string>();
  for (const [folder, isOurs] of searchedFolders(made)) {
    const entries = (await unlessMissing(files.readdir(folder, { withFileTypes: true }))) ?? [];
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (!entry.isFile() || expected.has(path) || !isOurs(entry.name)) continue;
      if (bearsHeader(path, await files.readFile(path, "utf8"))) orphans.add(path);
    }
  }
  return [...orphans].toSorted();
}

/** The folders that orphans are looked for in, each with the names that they may have there. */
function searchedFolders(
  made: readonly PlacedFile[],
): readonly (readonly [folder: string, isOurs: (name: string) => boolean])[] {
  const foldersOf = (one: PlacedFile["folder"]): readonly string[] => [
    ...new Set(made.filter(({ folder }) => folder === one).map(({ path }) => dirname(path))),
  ];
  const extensions = new Set(made.map(({ path }) => extname(path)));
  const names = new Set(made.filter(({ folder }) => folder === "browser").map(({ path }) => basename(path)));
  return [
    ...foldersOf("dir").map((folder) => [folder, (name: string) => extensions.has(extname(name))] as const),
    // Also what a killed process wrote beside them.
    ...foldersOf("browser").map(
      (folder) => [folder, (name: string) => names.has(name.replace(/^\.\d+\./u, ""))] as const,
    ),
  ];
}
