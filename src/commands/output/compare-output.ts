import { basename, dirname, extname, join } from "node:path";
import { hasHeader, normalizeLineEnds, verifyHeader } from "../../emit/header.ts";
import type { OutputFolder } from "../../emit/emitter.ts";
import type { Files, Io } from "../io.ts";
import { displayPath, isAbandoned, kindAt, type PathKind, unlessMissing, writtenName } from "../paths.ts";
import { plural } from "../../text/words.ts";
import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Difference, Place } from "../../diagnostics/diagnostic.ts";

/** A generated file and where it goes. */
export interface PlacedFile {
  /** Absolute. */
  readonly path: string;
  readonly folder: OutputFolder;
  readonly text: string;
}

/** The generated files compared with those on disk. */
export interface ComparedOutput {
  readonly files: readonly ComparedFile[];
  /** Generated files that the plan no longer produces, absolute. */
  readonly orphans: readonly string[];
}

export interface ComparedFile {
  /** Absolute. */
  readonly path: string;
  readonly expected: string;
  readonly found: Found;
}

export type Found =
  | { readonly state: "current" | "missing" }
  /** Up to date, but for the layout: a formatter went over it. */
  | { readonly state: "reformatted" }
  /** Generated from another plan (stale), or changed by hand since (edited). */
  | { readonly state: "stale" | "edited"; readonly text: string }
  /** Not a generated file: overwriting it would destroy somebody's work. */
  | { readonly state: "foreign"; readonly kind: PathKind };

type Disk = Pick<Io, "files" | "now">;

/** Compares generated files with those on disk. Links are not followed: one in place of a file is foreign. */
export async function compareOutput(made: readonly PlacedFile[], disk: Disk): Promise<ComparedOutput> {
  const compared: ComparedFile[] = [];
  for (const { path, text } of made) {
    compared.push({ path, expected: text, found: await findAt(path, text, disk.files) });
  }
  return { files: compared, orphans: await findOrphans(made, disk) };
}

async function findAt(path: string, expected: string, files: Files): Promise<Found> {
  const kind = await kindAt(path, files);
  if (kind === undefined) return { state: "missing" };
  if (kind !== "file") return { state: "foreign", kind };
  // Git may have converted the line ends to CRLF at checkout; that is not an edit.
  const read = await unlessMissing(files.readFile(path, "utf8"));
  if (read === undefined) return { state: "missing" };
  const text = normalizeLineEnds(read);
  if (text === expected) return { state: "current" };
  if (!hasHeader(path, takeOneSide(text))) return { state: "foreign", kind };
  if (verifyHeader(path, text).intact) return { state: "stale", text };
  // The parsers take long to load, and are rarely needed.
  const { hasSameContent } = await import("../../emit/layout/same-content.ts");
  return hasSameContent(path, { found: text, expected })
    ? { state: "reformatted" }
    : { state: "edited", text };
}

/** Resolves merge conflicts by taking one side: a generated file in conflict is still one that may be regenerated. */
function takeOneSide(text: string): string {
  return text.replace(/^<<<<<<< .*\n([^]*?)^(?:\|{7} .*\n[^]*?^)?=======\n[^]*?^>>>>>>> .*\n?/gmu, "$1");
}

/**
 * Orphans in the folders that the files are in. Other folders are not searched: with `--out .`, the output of other plans
 * may be further down. In the folder of a frontend only the names of our files count, as it may hold files of another plan.
 */
async function findOrphans(made: readonly PlacedFile[], { files, now }: Disk): Promise<readonly string[]> {
  const expected = new Set(made.map(({ path }) => path));
  const orphans = new Set<string>();
  for (const [folder, isOurs] of searchedFolders(made)) {
    const entries = (await unlessMissing(files.readdir(folder, { withFileTypes: true }))) ?? [];
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const written = writtenName(entry.name);
      const name = written ?? entry.name;
      if (!entry.isFile() || expected.has(path) || !isOurs(name)) continue;
      // Another run may be writing or removing files.
      if (written !== undefined && !(await isLeftBehind(path, { files, now }))) continue;
      const text = await unlessMissing(files.readFile(path, "utf8"));
      if (text !== undefined && hasHeader(name, text)) orphans.add(path);
    }
  }
  return [...orphans].toSorted();
}

async function isLeftBehind(path: string, { files, now }: Disk): Promise<boolean> {
  const found = await unlessMissing(files.lstat(path));
  return found !== undefined && isAbandoned(found, now());
}

/** The folders to search for orphans, each with a test for the names that they may have. */
function searchedFolders(
  made: readonly PlacedFile[],
): readonly (readonly [folder: string, isOurs: (name: string) => boolean])[] {
  const foldersOf = (one: PlacedFile["folder"]): readonly string[] => [
    ...new Set(made.filter(({ folder }) => folder === one).map(({ path }) => dirname(path))),
  ];
  const extensions = new Set(made.map(({ path }) => extname(path)));
  return [
    ...foldersOf("dir").map((folder) => [folder, (name: string) => extensions.has(extname(name))] as const),
    ...(["browser", "native"] as const).flatMap((frontend) => {
      const names = new Set(
        made.filter(({ folder }) => folder === frontend).map(({ path }) => basename(path)),
      );
      return foldersOf(frontend).map((folder) => [folder, (name: string) => names.has(name)] as const);
    }),
  ];
}

/** Differing lines that a diagnostic shows per side. */
const SHOWN_LINES = 3;

const GENERATE = "Run `npx tracking-plan generate`";

/** Everything in the output that is not up to date, or that prevents generating. */
export function diagnoseOutput({ files, orphans }: ComparedOutput, cwd: string): readonly Diagnostic[] {
  const named = files.map((file) => ({ file, name: displayPath(cwd, file.path) }));
  const namesOf = (state: Found["state"]): readonly string[] =>
    named.flatMap(({ file, name }) => (file.found.state === state ? [name] : []));
  const missing = namesOf("missing");
  return [
    ...(missing.length > 1 && missing.length === files.length
      ? diagnoseMissing(missing)
      : named.flatMap(({ file, name }) => diagnoseFile(file, name) ?? [])),
    ...orphans.map((path) => diagnoseOrphan(displayPath(cwd, path))),
    ...diagnoseReformatted(namesOf("reformatted")),
  ];
}

/** How many files are not as the plan makes them. The layout is a formatter's affair. */
export function countStale({ files, orphans }: ComparedOutput): number {
  const current = new Set<Found["state"]>(["current", "reformatted"]);
  return files.filter(({ found }) => !current.has(found.state)).length + orphans.length;
}

/** Only the files that prevent generating. */
export function diagnoseForeign({ files }: ComparedOutput, cwd: string): readonly Diagnostic[] {
  return diagnoseOutput({ files: files.filter(({ found }) => found.state === "foreign"), orphans: [] }, cwd);
}

function diagnoseFile({ expected, found }: ComparedFile, file: string): Diagnostic | undefined {
  switch (found.state) {
    case "current":
    case "reformatted":
      return undefined;
    case "missing":
      return diagnoseMissing([file])[0];
    case "stale":
      return {
        ...atStart(
          "file-stale",
          file,
          `\`${file}\` is stale: the plan has changed since it was generated.`,
          `${GENERATE} and commit the result.`,
        ),
        ...firstDifference(file, found.text, expected),
      };
    case "edited":
      return {
        ...atStart(
          "file-edited",
          file,
          `\`${file}\` was edited by hand.`,
          `Make the change in the plan instead. ${GENERATE}, which overwrites the file.`,
        ),
        ...firstDifference(file, found.text, expected),
      };
    case "foreign":
      return diagnoseForeignFile(file, found.kind);
    default:
      return found satisfies never;
  }
}

function diagnoseForeignFile(file: string, kind: PathKind): Diagnostic {
  const what = {
    file: "is not a generated file",
    folder: "is a folder",
    link: "is a symbolic link",
    other: "is not a regular file",
  }[kind];
  return atStart(
    "file-not-generated",
    file,
    `\`${file}\` ${what}, and a generated file would replace it.`,
    "Move it, or choose another folder with `output.dir` or `--out`.",
  );
}

function diagnoseOrphan(file: string): Diagnostic {
  return atStart(
    "file-orphaned",
    file,
    `\`${file}\` is orphaned: the plan no longer generates it.`,
    `${GENERATE}, which removes it.`,
  );
}

/** One error for all of them. */
function diagnoseMissing([first, ...others]: readonly string[]): readonly Diagnostic[] {
  if (first === undefined) return [];
  const message = `${withOthers(first, others, ["is", "are"])} missing.`;
  return [atStart("file-missing", first, message, `${GENERATE} and commit the result.`)];
}

/**
 * A file and how many others, with their verb.
 *
 * @example withOthers("a.ts", ["b.ts"], ["is", "are"]) // "`a.ts` and 1 other generated file are"
 */
function withOthers(
  first: string,
  others: readonly string[],
  [one, several]: readonly [one: string, several: string],
): string {
  const more = others.length === 0 ? one : `and ${plural(others.length, "other generated file")} ${several}`;
  return `\`${first}\` ${more}`;
}

/** One note for all: a formatter takes every file that it can read. */
function diagnoseReformatted([first, ...others]: readonly string[]): readonly Diagnostic[] {
  if (first === undefined) return [];
  const note = atStart(
    "file-reformatted",
    first,
    `${withOthers(first, others, ["was", "were"])} reformatted. The content is up to date.`,
    `${GENERATE} to restore the layout. \`npx tracking-plan init\` tells your formatter to ignore generated files.`,
  );
  return [{ ...note, severity: "info" }];
}

function atStart(code: DiagnosticCode, file: string, message: string, hint: string): Diagnostic {
  return {
    code,
    severity: "error",
    message,
    hint,
    place: { file, line: 1, column: 1, length: 1, source: "" },
  };
}

/** The first lines that differ. The hash in the header always differs, so it only counts if nothing else does. */
export function firstDifference(
  file: string,
  foundText: string,
  expectedText: string,
): { readonly place: Place; readonly difference: Difference } | undefined {
  const found = linesOf(foundText);
  const expected = linesOf(expectedText);
  const indexes = Array.from({ length: Math.max(found.length, expected.length) }, (_, index) => index);
  const differs = (index: number): boolean => found[index] !== expected[index];
  const first = indexes.find((index) => differs(index) && !isHash(found[index])) ?? indexes.find(differs);
  // Only the line break at the end differs.
  if (first === undefined) return undefined;
  const run = indexes.slice(first, first + SHOWN_LINES);
  const same = run.findIndex((index) => !differs(index));
  const end = first + (same <= 0 ? run.length : same);
  return {
    place: { file, line: first + 1, column: 1, length: 1, source: found[first] ?? "" },
    difference: { found: found.slice(first, end), expected: expected.slice(first, end) },
  };
}

function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function isHash(line: string | undefined): boolean {
  return line !== undefined && /sha256:[0-9a-f]{64}/u.test(line);
}
