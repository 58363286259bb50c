import { CATALOGUE, type DiagnosticCode } from "../diagnostics/catalogue.ts";
import { type Diagnostic, inOrder, type Place } from "../diagnostics/diagnostic.ts";
import type { Pointer } from "../plan/property.ts";

/** Offsets in a text; the end is exclusive. */
export type Range = readonly [start: number, end: number];

/** Where a finding is. */
export interface Spot {
  /** Path of the file, from the repository's root. Default: the file that defines what `at` names. */
  readonly file?: string | undefined;
  /** The part of the plan. Without it no part counts as broken. */
  readonly at?: Pointer | undefined;
  /** The key or the value at the pointer. Default: the value of a scalar, else the key. */
  readonly part?: "key" | "value" | undefined;
  /** Some characters of the string at the pointer. */
  readonly within?: Range | undefined;
  /** Offsets in the file, where no pointer leads: in invalid YAML. */
  readonly range?: Range | undefined;
}

/** A diagnostic that has no place in a file yet. */
export interface Finding extends Spot {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The name of an unknown anchor: another file may define it. */
  readonly anchor?: string | undefined;
  readonly related?: readonly (Spot & { readonly message: string })[] | undefined;
}

/** Collects findings, and knows which parts of the plan are broken, so that each fault is reported once. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Adds a finding. An error makes the part at its pointer broken, unless it names a file. */
  add(finding: Finding): void;
  /** Makes a part broken, or incomplete, without a finding. */
  markBroken(at: Pointer): void;
  /** The number of errors. A reader that sees it grow returns nothing. */
  errorCount(): number;
  /** Whether an error was reported for this very part. */
  isBroken(at: Pointer): boolean;
  /** Whether an error was reported for this part or inside it. */
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

/** Whether a finding makes the plan invalid. */
export function isError({ code }: Finding): boolean {
  return CATALOGUE[code].severity === "error";
}

/** Joined with NUL, which no key contains: a file with it is not read. */
function keyOf(at: Pointer): string {
  return at.join("\0");
}

/**
 * Findings with their places, {@link inOrder}. A fault in an anchor or a shared property is found at each use, and
 * reported once.
 */
export function toDiagnostics(
  findings: readonly Finding[],
  {
    locate,
    files,
  }: { readonly locate: (spot: Spot) => Place; readonly files: readonly { readonly name: string }[] },
): readonly Diagnostic[] {
  const unique = new Map<string, Diagnostic>();
  for (const finding of findings) {
    const { code, message, hint, related } = finding;
    const place = locate(finding);
    const key = JSON.stringify([code, place.file, place.line, place.column, message]);
    if (unique.has(key)) continue;
    unique.set(key, {
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
  return inOrder([...unique.values()], files);
}
