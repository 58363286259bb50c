import { printableJson } from "../../text/terminal.ts";
import type { JsonValue } from "../../text/json.ts";
import type { Diagnostic, Place } from "../diagnostic.ts";
import { countDiagnostics, type Report } from "./report.ts";

/** Goes up when a key changes its meaning or goes away; new keys may appear at any time. */
const VERSION = 1;

/**
 * One JSON document:
 *
 * ```
 * {
 *   "version": 1,
 *   "command": "check",
 *   "ok": false,                     // the exit code is 0
 *   "counts": { "errors": 1, "warnings": 0, "infos": 0 },
 *   "diagnostics": [{
 *     "code": "unknown-key", "severity": "error", "message": "…",
 *     "names": ["eventz"],           // these six only where there is one
 *     "hint": "…",
 *     "place": { "file": "tracking-plan.yaml", "line": 12, "column": 7, "length": 11 },
 *     "related": [{ "message": "…", "place": {…} }],
 *     "difference": { "found": ["…"], "expected": ["…"] },
 *     "table": { "columns": ["…"], "rows": [["…"]] }
 *   }],
 *   …                                // what the command adds, such as "files"
 * }
 * ```
 *
 * Lines and columns count from 1, columns and lengths in UTF-16 code units.
 */
export function renderJson(report: Report): string {
  const document = {
    version: VERSION,
    command: report.command,
    ok: report.ok,
    counts: countDiagnostics(report.diagnostics),
    diagnostics: report.diagnostics.map((diagnostic) => diagnosticJson(diagnostic)),
    ...report.result,
  };
  return `${printableJson(JSON.stringify(document, null, 2))}\n`;
}

/** Key by key, so that this code defines the shape. JSON omits undefined values. */
function diagnosticJson(diagnostic: Diagnostic): Record<string, JsonValue | undefined> {
  const { code, severity, names, message, hint, place, related, difference, table } = diagnostic;
  return {
    code,
    severity,
    message,
    names,
    hint,
    place: place && placeJson(place),
    related: related?.map((other) => ({ message: other.message, place: placeJson(other.place) })),
    difference: difference && { found: difference.found, expected: difference.expected },
    table: table && { columns: table.columns, rows: table.rows },
  };
}

function placeJson({ file, line, column, length }: Place): JsonValue {
  return { file, line, column, length };
}
