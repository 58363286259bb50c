import { posix } from "node:path";
import { githubData, githubProperty, printable } from "../../text/terminal.ts";
import type { Severity } from "../catalogue.ts";
import type { Diagnostic, Place } from "../diagnostic.ts";
import { plainLine, type RenderOptions, type Report } from "./report.ts";
import { countDiagnostics, summarize } from "./summary.ts";

/** GitHub's workflow command for each severity. */
const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<
  Severity,
  string
>;

/**
 * Workflow commands, which GitHub Actions shows beside the lines of a pull request, then the summary as plain text.
 *
 * @example
 * // ::error file=tracking-plan.yaml,line=12,col=7,endColumn=18,title=unknown-key::`eventz` is not a key of a plan.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function renderGithub(report: Report, { workingDirectory }: RenderOptions): string {
  const counts = summarize(countDiagnostics(report.diagnostics));
  const lines = [
    ...report.diagnostics.map((diagnostic) => workflowCommand(diagnostic, workingDirectory)),
    ...[counts, ...report.summary.map(plainLine)]
      .filter((line) => line !== "")
      .map((line) => printable(line)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function workflowCommand(diagnostic: Diagnostic, workingDirectory: string): string {
  const { code, severity, message, hint, place, difference } = diagnostic;
  const text = [
    message,
    ...(difference?.found ?? []).map((line) => `- ${line}`),
    ...(difference?.expected ?? []).map((line) => `+ ${line}`),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
  ];
  return githubAnnotation({ severity, title: code, text: text.join("\n"), place }, workingDirectory);
}

/** What GitHub shows beside a line of a pull request. */
export interface Annotation {
  readonly severity: Severity;
  readonly title: string;
  /** May have several lines. */
  readonly text: string;
  readonly place?: Place | undefined;
}

/** A workflow command, one line without its end. */
export function githubAnnotation(
  { severity, title, text, place }: Annotation,
  workingDirectory: string,
): string {
  const properties = {
    ...(place && {
      file: posix.isAbsolute(place.file) ? place.file : posix.join(workingDirectory, place.file),
      line: place.line,
      col: place.column,
      endColumn: place.column + place.length,
    }),
    title,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${githubProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(",")}::${githubData(text)}`;
}
