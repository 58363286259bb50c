import type { Severity } from "../../diagnostics/catalogue.ts";
import { githubAnnotation } from "../../diagnostics/render/github.ts";
import { asSentence } from "../../text/sentence.ts";
import { printable } from "../../text/terminal.ts";
import { AUDIENCES } from "../table/effect.ts";
import { describeChange, hintFor, usersInWords } from "../words.ts";
import { countInWords, type DiffReport, fails, type LocatedChange, uncomparedInWords } from "./report.ts";

/** Workflow commands for what breaks or is risky, at its place in the new plan, then the summary. What is safe is counted. */
export function renderDiffGithub(
  report: DiffReport,
  { workingDirectory }: { readonly workingDirectory: string },
): string {
  const { changes, planFile, against, strict } = report;
  const annotations = changes
    .filter(({ change }) => change.level !== "safe")
    .map((located) =>
      githubAnnotation(
        {
          severity: severityOf(located, strict),
          title: located.change.id,
          text: linesOf(located).join("\n"),
          place: located.place,
        },
        workingDirectory,
      ),
    );
  const summary = [uncomparedInWords(report), `${planFile} against ${against}: ${countInWords(changes)}`];
  return [...annotations, ...summary.filter((line) => line !== "").map((line) => printable(line))]
    .map((line) => `${line}\n`)
    .join("");
}

function severityOf(located: LocatedChange, strict: boolean): Severity {
  if (located.allowed !== undefined) return "info";
  return fails(located, strict) ? "error" : "warning";
}

function linesOf({ change, allowed }: LocatedChange): readonly string[] {
  const users = usersInWords(change);
  const hint = hintFor(change);
  return [
    describeChange(change),
    ...(users === "" ? [] : [users]),
    ...change.effects.map(({ audience, sentence }) => `${AUDIENCES[audience]}: ${sentence}`),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
    ...(allowed === undefined ? [] : [`allowed: ${asSentence(allowed)}`]),
  ];
}
