import { CATALOGUE } from "../diagnostics/catalogue.ts";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { Finding, Spot } from "./report.ts";

/**
 * Findings with their places, sorted by them. A fault inside an anchor that is used in many places, or in a shared
 * property, is found again at each use; it is told once.
 */
export function toDiagnostics(
  findings: readonly Finding[],
  locate: (spot: Spot) => Place,
): readonly Diagnostic[] {
  const told = new Map<string, Diagnostic>();
  for (const finding of findings) {
    const { code, message, hint, related } = finding;
    const place = locate(finding);
    const key = JSON.stringify([code, place.line, place.column, message]);
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
  return [...told.values()].toSorted(byPlace);
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.place === undefined || b.place === undefined) return 0;
  return a.place.line - b.place.line || a.place.column - b.place.column;
}
