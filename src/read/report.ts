import { CATALOGUE, type DiagnosticCode } from "../diagnostics/catalogue.ts";
import { type Diagnostic, inOrder, type Place } from "../diagnostics/diagnostic.ts";
import type { Pointer } from "../plan/pointer.ts";

/** Offsets in a text, from the first character that is meant to the one after the last. */
export type Range = readonly [start: number, end: number];

/** Where a finding is. */
export interface Spot {
  /**
   * Path of the file that the spot is in, from the repository's root. Without it, it is the one that holds what `at` names;
   * only what is wrong with a file by itself needs it, such as a name that another file has, too.
   */
  readonly file?: string | undefined;
  /** What is meant. Without it nothing of the plan is, and nothing of it counts as broken. */
  readonly at?: Pointer | undefined;
  /** Whether the key or the value at the pointer is meant. Default: the value where it is a single one, else the key. */
  readonly part?: "key" | "value" | undefined;
  /** Characters of the text that the value there is, when only some of them are meant. */
  readonly within?: Range | undefined;
  /** Offsets in the file, where a pointer cannot say it: in broken YAML. */
  readonly range?: Range | undefined;
}

/** A fault in the plan, before it is looked up in its file. */
export interface Finding extends Spot {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The anchor that is not in the file, where that is the fault: another file may have it. */
  readonly anchor?: string | undefined;
  readonly related?: readonly (Spot & { readonly message: string })[] | undefined;
}

/** Collects what is wrong with a plan, and knows which parts of it are broken, so that one fault is told once. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Takes a finding. With an error, the thing at its pointer is broken, unless a file is named: see {@link Spot}. */
  add(finding: Finding): void;
  /** Counts a thing as broken, or as not wholly known, though nothing is told of it here. */
  markBroken(at: Pointer): void;
  /** How many errors there are: a reader that sees it grow has nothing to return. */
  errorCount(): number;
  /** Whether an error was told of this very thing. */
  isBroken(at: Pointer): boolean;
  /** Whether an error was told of this thing or of something in it. */
  hasErrorIn(at: Pointer): boolean;
}

/** An empty report. */
export function createReport(): Report {
  const findings: Finding[] = [];
  const broken = new Set<string>();
  const around = new Set<string>();
  let errors = 0;
  const markBroken = (at: Pointer): void => {
    broken.add(keyOf(at));
    for (let length = 0; length <= at.length; length += 1) around.add(keyOf(at.slice(0, length)));
  };
  return {
    findings,
    add(finding) {
      findings.push(finding);
      if (!isError(finding)) return;
      errors += 1;
      if (finding.at !== undefined && finding.file === undefined) markBroken(finding.at);
    },
    markBroken,
    errorCount: () => errors,
    isBroken: (at) => broken.size > 0 && broken.has(keyOf(at)),
    hasErrorIn: (at) => around.size > 0 && around.has(keyOf(at)),
  };
}

/** Whether a finding leaves no plan. */
export function isError({ code }: Finding): boolean {
  return CATALOGUE[code].severity === "error";
}

/** Keys may hold any character, so they are joined with one that the reader refuses: NUL. */
function keyOf(at: Pointer): string {
  return at.join("\0");
}

/**
 * Findings with their places, {@link inOrder}. A fault inside an anchor that is used in many places, or in a shared
 * property, is found again at each use; it is told once.
 */
export function toDiagnostics(
  findings: readonly Finding[],
  {
    locate,
    files,
  }: { readonly locate: (spot: Spot) => Place; readonly files: readonly { readonly name: string }[] },
): readonly Diagnostic[] {
  const told = new Map<string, Diagnostic>();
  for (const finding of findings) {
    const { code, message, hint, related } = finding;
    const place = locate(finding);
    const key = JSON.stringify([code, place.file, place.line, place.column, message]);
    if (told.has(key)) continue;
    told.set(key, {
      code,
      severity: CATALOGUE[code].severity,
      message,
      ...(hint === undefined ? {} : { hint }),
      place,
      ...(related === undefined
        ? {}
        : { related: related.map((other) => ({ message: other.message, place: locate(other) })) }),
    });
  }
  return inOrder([...told.values()], files);
}
