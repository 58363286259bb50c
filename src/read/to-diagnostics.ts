import { CATALOGUE } from "../diagnostics/catalogue.ts";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { Finding, Spot } from "./report.ts";

/**
 * Findings with their places, sorted by them, file by file. A fault inside an anchor that is used in many places, or in a shared
 * property, is found again at each use; it is told once.
 */
export function toDiagnostics(
  findings: readonly Finding[],
  { locate, files }: { readonly locate: (spot: Spot) => Place; readonly files: readonly string[] },
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
  const order = new Map(files.map((file, index) => [file, index]));
  return [...told.values()].toSorted((a, b) => byPlace(a, b, order));
}

function byPlace(a: Diagnostic, b: Diagnostic, files: ReadonlyMap<string, number>): number {
  if (a.place === undefined || b.place === undefined) return 0;
  const [file, other] = [files.get(a.place.file) ?? 0, files.get(b.place.file) ?? 0];
  return file - other || a.place.line - b.place.line || a.place.column - b.place.column;
}
