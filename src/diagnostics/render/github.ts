import { posix } from "node:path";
import { githubData, githubProperty, printable } from "../../text/terminal.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { countDiagnostics, plainLine, type RenderOptions, type Report, summarize } from "./report.ts";

/** GitHub's workflow command for each severity. */
const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<
  Severity,
  string
>;

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
  const annotated = [...diagnostics, ...changes.filter(({ isBrief }) => isBrief !== true)];
  const lines = [
    ...annotated.map((diagnostic) => workflowCommand(diagnostic, workingDirectory)),
    ...[counts, ...report.summary.map(plainLine)]
      .filter((line) => line !== "")
      .map((line) => printable(line)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** One line without its end. */
function workflowCommand(diagnostic: Diagnostic, workingDirectory: string): string {
  const { code, severity, message, hint, place, difference, effects = [], allowed } = diagnostic;
  const text = [
    message,
    ...(difference?.found ?? []).map((line) => `- ${line}`),
    ...(difference?.expected ?? []).map((line) => `+ ${line}`),
    ...effects.map((effect) => `${effect.on}: ${effect.text}`),
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
