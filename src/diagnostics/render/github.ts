import { posix } from "node:path";
import { githubData, githubProperty, printable } from "../../text/terminal.ts";
import type { Severity } from "../diagnostic.ts";
import { byImportance, type FoldedDiagnostic, foldDiagnostics, otherPlaces, tableOfCodes } from "./fold.ts";
import { countDiagnostics, plainLine, type RenderOptions, type Report, summarize } from "./report.ts";

/** GitHub's workflow command for each severity. */
const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<
  Severity,
  string
>;

/**
 * GitHub shows no more annotations of each severity from one step, and says nothing of the others.
 *
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
 */
const MAX_ANNOTATIONS = 10;

/**
 * Workflow commands, which GitHub Actions shows beside the lines of a pull request, then the summary as plain text. What
 * is brief is only counted.
 *
 * @example
 * // ::error file=tracking-plan.yaml,line=12,col=7,endColumn=18,title=unknown-key::`eventz` is not a key of a plan.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function renderGithub(report: Report, { workingDirectory }: RenderOptions): string {
  const { diagnostics, changes = [] } = report;
  const counts = summarize(countDiagnostics(diagnostics));
  const all = foldDiagnostics([...diagnostics, ...changes.filter(({ isBrief }) => isBrief !== true)]);
  const room = { error: MAX_ANNOTATIONS, warning: MAX_ANNOTATIONS, info: MAX_ANNOTATIONS };
  const chosen = new Set(
    byImportance(all).filter(({ diagnostic: { severity } }) => {
      room[severity] -= 1;
      return room[severity] >= 0;
    }),
  );
  const rest = all.length - chosen.size;
  const lines = [
    ...all.filter((one) => chosen.has(one)).map((one) => workflowCommand(one, workingDirectory)),
    ...(rest === 0 ? [] : tableOfCodes(all.map(({ diagnostic }) => diagnostic))),
    ...[
      rest === 0
        ? ""
        : `${rest} more without an annotation: GitHub shows ${MAX_ANNOTATIONS} errors, warnings and notices each. \`tracking-plan ${report.command}\` prints more.`,
      counts,
      ...report.summary.map(plainLine),
    ]
      .filter((line) => line !== "")
      .map((line) => printable(line)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** One line without its end. */
function workflowCommand(folded: FoldedDiagnostic, workingDirectory: string): string {
  const {
    code,
    severity,
    message,
    hint,
    place,
    difference,
    table,
    effects = [],
    allowed,
  } = folded.diagnostic;
  const text = [
    message,
    ...[otherPlaces(folded) ?? []].flat(),
    ...(difference?.found ?? []).map((line) => `- ${line}`),
    ...(difference?.expected ?? []).map((line) => `+ ${line}`),
    ...effects.map((effect) => `${effect.on}: ${effect.text}`),
    ...[table?.columns ?? [], ...(table?.rows ?? [])].map((row) => row.join(" | ")).filter(Boolean),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
    ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
  ];
  const properties = {
    ...(place && {
      file: posix.isAbsolute(place.file) ? place.file : posix.join(workingDirectory, place.file),
      line: place.line,
      col: place.column,
      endColumn: place.column + place.length,
    }),
    title: code,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${githubProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(",")}::${githubData(text.join("\n"))}`;
}
