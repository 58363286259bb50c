import { CATALOGUE } from "../diagnostics/catalogue.ts";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/in-order.ts";
import type { Finding, Spot } from "./report.ts";

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
