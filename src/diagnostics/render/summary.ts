import { plural } from "../../text/plural.ts";
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
  const parts = [
    [errors, "error"],
    [warnings, "warning"],
    [infos, "note"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, noun]) => plural(count, noun))
    .join(", ");
}
