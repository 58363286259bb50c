import { code, prose, table } from "../../text/markdown.ts";
import { plural } from "../../text/words.ts";
import { byImportance, type FoldedDiagnostic, foldDiagnostics, otherPlaces } from "./fold.ts";
import { countFitting, renderHead, renderSections } from "./markdown.ts";
import type { Report } from "./report.ts";

/**
 * Markdown for the summary of a job of GitHub Actions: all findings, those without a place among them, and all changes. Annotations show
 * only the first ten of each severity.
 *
 * @param maxLength - in characters; what has no room is counted
 */
export function renderJobSummary(report: Report, maxLength: number): string {
  const { command, diagnostics, changes = [] } = report;
  const head = renderHead(`tracking-plan ${command}`, report);
  // Without the head of the table and the note of what is left out.
  const room = maxLength - head.join("\n\n").length - 500;
  const rows = byImportance(foldDiagnostics(diagnostics)).map(rowOf);
  const shown = countFitting(rows, room);
  const rest = rows.length - shown;
  const findings = [
    ...(shown === 0 ? [] : [table(["", "Where", "Finding", "Code"], rows.slice(0, shown))]),
    ...(rest === 0
      ? []
      : [`${plural(rest, "more finding")} left out. ${code(`tracking-plan ${command}`)} prints them.`]),
  ];
  const left = room - findings.join("\n\n").length;
  return `${[...head, ...findings, ...renderSections(changes, left)].join("\n\n")}\n`;
}

function rowOf(folded: FoldedDiagnostic): readonly string[] {
  const { code: name, severity, message, hint, place } = folded.diagnostic;
  const said = [message, hint, otherPlaces(folded)].filter((line) => line !== undefined);
  return [
    severity,
    place === undefined ? "" : code(`${place.file}:${place.line}`, "cell"),
    prose(said.join(" "), "cell"),
    code(name, "cell"),
  ];
}
