import { hang, printable } from "../../text/terminal.ts";
import { renderGithub } from "./github.ts";
import { renderJson } from "./json.ts";
import { plainLine, type RenderOptions, type Report, type SummaryLine } from "./report.ts";
import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderSarif } from "./sarif.ts";
import { renderBrief, renderChanges, renderText } from "./text.ts";

/** Renders the report of a command for stdout: whole lines, or nothing. */
type Renderer = (report: Report, options: RenderOptions) => string;

/** Every format of `--format`. */
export const RENDERERS = {
  text: (report, options) => {
    const { maxLines } = report;
    const diagnostics =
      maxLines === undefined
        ? renderText(report.diagnostics, options)
        : renderBrief(report.diagnostics, { ...options, maxLines });
    const summary = report.summary
      .flatMap((line) => renderSummaryLine(line, options))
      .map((line) => `${line}\n`)
      .join("");
    if (report.changes === undefined) return diagnostics + summary;
    const parts = [diagnostics, ...renderChanges(report.changes, options), summary];
    return parts.filter((part) => part !== "").join("\n");
  },
  json: (report) => renderJson(report),
  github: (report, options) => renderGithub(report, options),
  markdown: (report) => renderMarkdown(report),
  sarif: (report) => renderSarif(report),
  junit: (report) => renderJunit(report),
} as const satisfies Record<string, Renderer>;

function renderSummaryLine(line: SummaryLine, { columns }: RenderOptions): readonly string[] {
  if (typeof line === "string") return hang("", printable(line), columns);
  return "command" in line
    ? [printable(plainLine(line))]
    : hang(printable(line.label), printable(line.text), columns);
}

export type Format = keyof typeof RENDERERS;
