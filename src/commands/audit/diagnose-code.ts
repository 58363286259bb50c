import type { CodeFacts } from "../../audit/facts/facts.ts";
import type { AuditFinding, FindingPlace } from "../../audit/verdicts/finding.ts";
import { CATALOGUE, type DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Place, Severity } from "../../diagnostics/diagnostic.ts";
import type { PlanAudit } from "../../plan/plan.ts";
import type { ReadResult } from "../../read/read-plan.ts";
import { byCodeUnit } from "../../text/order.ts";
import type { SourceText } from "./source-text.ts";

interface Places {
  readonly text: SourceText;
  readonly locate: ReadResult["locate"];
}

/** Findings as diagnostics: with places for people, and the severities that the plan sets. Sorted by place. */
export function diagnoseCode(
  findings: readonly AuditFinding[],
  facts: CodeFacts,
  { severities }: PlanAudit,
  places: Places,
): readonly Diagnostic[] {
  const unreadable = facts.unreadable.map(({ file, reason }) => ({
    code: "unreadable-source",
    at: { span: { file, start: 0, end: 1 } },
    message: `The file is not read: ${reason.replace(/\.$/u, "")}.`,
    hint: "Correct it, or leave it out of the audit.",
  }));
  return [...findings, ...unreadable]
    .flatMap((finding) => {
      const severity = severities[finding.code] ?? severityOf(finding.code);
      return severity === "off" ? [] : [diagnose(finding, severity, places)];
    })
    .toSorted((a, b) => comparePlaces(a.place, b.place));
}

export function severityOf(code: string): Severity {
  return CATALOGUE[code as DiagnosticCode].severity;
}

function diagnose(
  { code, names, at, message, hint, related = [], table }: AuditFinding,
  severity: Severity,
  places: Places,
): Diagnostic {
  return {
    code,
    severity,
    names,
    message,
    hint,
    place: placeOf(at, places),
    related: related.map((one) => ({ message: one.message, place: placeOf(one.at, places) })),
    table,
  };
}

function placeOf(at: FindingPlace, { text, locate }: Places): Place {
  return "span" in at ? text.placeOf(at.span) : locate(at.pointer, "key");
}

function comparePlaces(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return byCodeUnit(a.file, b.file) || a.line - b.line || a.column - b.column;
}
