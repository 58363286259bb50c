import { plural } from "../../text/words.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";

/** A diagnostic, and others that say the same of other places. */
export interface FoldedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly others: readonly Diagnostic[];
}

/** Makes one of the diagnostics that say the same, at the first of their places. */
export function foldDiagnostics(diagnostics: readonly Diagnostic[]): readonly FoldedDiagnostic[] {
  const folded = new Map<string, { diagnostic: Diagnostic; others: Diagnostic[] }>();
  for (const diagnostic of diagnostics) {
    const key = [diagnostic.code, diagnostic.severity, diagnostic.message].join("\0");
    const known = folded.get(key);
    if (known === undefined) folded.set(key, { diagnostic, others: [] });
    else known.others.push(diagnostic);
  }
  return [...folded.values()];
}

/** As many places are named. */
const MAX_PLACES = 3;

/** Where else it is so; nothing if nowhere. */
export function otherPlaces({ others }: FoldedDiagnostic): string | undefined {
  if (others.length === 0) return undefined;
  const places = others
    .slice(0, MAX_PLACES)
    .flatMap(({ place }) => (place ? [`${place.file}:${place.line}`] : []));
  const list = [...places, ...(others.length > MAX_PLACES ? ["…"] : [])].join(", ");
  return `Here and in ${plural(others.length, "more place")}: ${list}`;
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The most important ones first: errors, then warnings, and of each code one before the second of any. */
export function byImportance(folded: readonly FoldedDiagnostic[]): readonly FoldedDiagnostic[] {
  const seen = new Map<string, number>();
  return folded
    .map((one) => {
      const { code, severity } = one.diagnostic;
      const index = seen.get(code) ?? 0;
      seen.set(code, index + 1);
      return { one, rank: RANKS[severity], index };
    })
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ one }) => one);
}

/** How many diagnostics each code has, the most first, as lines of a table. */
export function tableOfCodes(diagnostics: readonly Diagnostic[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  const width = Math.max(...[...counts.keys()].map((code) => code.length));
  const digits = String(Math.max(...counts.values())).length;
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code.padEnd(width)}  ${String(count).padStart(digits)}`);
}
