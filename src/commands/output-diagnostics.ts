import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Diagnostic, Difference, Place } from "../diagnostics/diagnostic.ts";
import type { ComparedFile, ComparedOutput } from "./compare-output.ts";
import { displayPath, type PathKind } from "./paths.ts";

/** Differing lines that a diagnostic shows of each side. */
const SHOWN_LINES = 3;

const GENERATE = "Run `npx tracking-plan generate`";

/** What is wrong with the output folder, by path: all that generating would change, and what stands in its way. */
export function diagnoseOutput({ files, orphans }: ComparedOutput, cwd: string): readonly Diagnostic[] {
  return [
    ...files.flatMap((file) => diagnoseFile(file, displayPath(cwd, file.path)) ?? []),
    ...orphans.map((path) => diagnoseOrphan(displayPath(cwd, path))),
  ];
}

/** Only what stands in the way of generating. */
export function diagnoseForeign({ files }: ComparedOutput, cwd: string): readonly Diagnostic[] {
  return diagnoseOutput({ files: files.filter(({ found }) => found.state === "foreign"), orphans: [] }, cwd);
}

function diagnoseFile({ expected, found }: ComparedFile, file: string): Diagnostic | undefined {
  switch (found.state) {
    case "current":
      return undefined;
    case "missing":
      return atStart("file-missing", file, `\`${file}\` is missing.`, `${GENERATE} and commit the result.`);
    case "stale":
      return {
        ...atStart(
          "file-stale",
          file,
          `\`${file}\` is not what the plan makes now.`,
          `${GENERATE} and commit the result.`,
        ),
        ...firstDifference(file, found.text, expected),
      };
    case "edited":
      return {
        ...atStart(
          "file-edited",
          file,
          `\`${file}\` was changed by hand.`,
          `Make the change in the plan. ${GENERATE}: it overwrites the file.`,
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
    "Move it away, or choose another folder with `output.dir` or `--out`.",
  );
}

function diagnoseOrphan(file: string): Diagnostic {
  return atStart(
    "file-orphaned",
    file,
    `\`${file}\` is left over: the plan does not make it any more.`,
    `${GENERATE}, which removes it.`,
  );
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

/**
 * The first lines that differ. The header's hash differs whenever anything does and says nothing, so it counts only
 * when all else is the same.
 */
function firstDifference(
  file: string,
  foundText: string,
  expectedText: string,
): { readonly place: Place; readonly difference: Difference } | undefined {
  const found = linesOf(foundText);
  const expected = linesOf(expectedText);
  const indexes = Array.from({ length: Math.max(found.length, expected.length) }, (_, index) => index);
  const differs = (index: number): boolean => found[index] !== expected[index];
  const first = indexes.find((index) => differs(index) && !isHash(found[index])) ?? indexes.find(differs);
  // Only the line break at the end is another.
  if (first === undefined) return undefined;
  const run = indexes.slice(first, first + SHOWN_LINES);
  const same = run.findIndex((index) => !differs(index));
  const end = first + (same <= 0 ? run.length : same);
  return {
    place: { file, line: first + 1, column: 1, length: 1, source: found[first] ?? "" },
    difference: { found: found.slice(first, end), expected: expected.slice(first, end) },
  };
}

/** The lines of a text; the line break at its end begins no other. */
function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function isHash(line: string | undefined): boolean {
  return line !== undefined && /sha256:[0-9a-f]{64}/u.test(line);
}
