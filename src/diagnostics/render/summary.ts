import type { Diagnostic } from "../diagnostic.ts";

/** How many diagnostics there are of each severity. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** Counts diagnostics by severity. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): Counts {
  const count = (severity: Diagnostic["severity"]): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return { errors: count("error"), warnings: count("warning"), infos: count("info") };
}

/**
 * The counts in words; those that are zero are left out. Empty when all are.
 *
 * @example summarize({ errors: 1, warnings: 2, infos: 0 }) // "1 error, 2 warnings"
 */
export function summarize({ errors, warnings, infos }: Counts): string {
  return [plural(errors, "error"), plural(warnings, "warning"), plural(infos, "note")]
    .filter((part) => part !== "")
    .join(", ");
}

function plural(count: number, noun: string): string {
  if (count === 0) return "";
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
