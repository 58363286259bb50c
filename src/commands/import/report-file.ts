import { extname } from "node:path";
import { RENDERERS } from "../../diagnostics/render/renderers.ts";
import type { Report, SummaryLine } from "../../diagnostics/render/report.ts";
import type { Loss } from "../../exchange/losses.ts";
import { lossesJson, lossesMarkdown, lossLines } from "../../exchange/render-losses.ts";
import { code, heading, list, prose } from "../../text/markdown.ts";
import { UsageError } from "../io.ts";

/** What an import did. All formats derive from it. */
export interface ImportReport {
  readonly files: readonly {
    readonly file: string;
    readonly did: "created" | "changed";
    readonly detail: string;
  }[];
  /** How the files were read, as far as it was guessed: sentences. */
  readonly assumed: readonly string[];
  readonly losses: readonly Loss[];
  /** What people have to decide: sentences. */
  readonly open: readonly string[];
  /** Commands. */
  readonly next: readonly string[];
}

const FORMATS = { ".json": "json", ".md": "markdown", ".txt": "text" } as const;

type ReportFormat = (typeof FORMATS)[keyof typeof FORMATS];

/** @throws UsageError if the name of the file does not end with that of a format */
export function reportFormatOf(file: string): ReportFormat {
  const ending = extname(file).toLowerCase();
  if (Object.hasOwn(FORMATS, ending)) return FORMATS[ending as keyof typeof FORMATS];
  throw new UsageError(
    `\`--report\` must end with ${Object.keys(FORMATS).join(", ")}, not \`${file}\`.`,
    "The ending says in which format the report is written.",
  );
}

/** The report of the command, with every loss for programs and examples for people. */
export function reportOf(
  { files, assumed, losses, open, next }: ImportReport,
  { dryRun }: { readonly dryRun: boolean },
): Report {
  const lines: readonly (readonly SummaryLine[])[] = [
    assumed,
    files.map(({ file, did, detail }) => ({
      label: dryRun ? `would be ${did}  ` : `${did}  `,
      text: `${file}: ${detail}`,
    })),
    lossLines(losses),
    open.length === 0 ? [] : ["To decide:", ...open.map((text) => ({ label: "- ", text }))],
    dryRun ? [] : ["Next:", ...next.map((command) => ({ command }))],
  ];
  const summary: SummaryLine[] = [];
  for (const group of lines.filter(({ length }) => length > 0)) {
    if (summary.length > 0) summary.push("");
    summary.push(...group);
  }
  return {
    command: "import",
    ok: true,
    diagnostics: [],
    summary,
    result: { files, written: !dryRun, assumed, open, next, ...lossesJson(losses) },
  };
}

export function renderReportFile(report: ImportReport, format: ReportFormat): string {
  if (format === "markdown") return markdownOf(report);
  return RENDERERS[format](reportOf(report, { dryRun: false }), {
    color: false,
    columns: undefined,
    workingDirectory: "",
  });
}

function markdownOf({ files, assumed, losses, open, next }: ImportReport): string {
  const parts = [
    heading(1, "Import"),
    list(files.map(({ file, did, detail }) => `${code(file)} (${did}): ${prose(detail)}`)),
    ...sentences("How the files were read", assumed),
    ...sentences("To decide", open),
    lossesMarkdown(losses),
    heading(2, "Next"),
    list(next.map((command) => code(command))),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function sentences(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [heading(2, title), list(items.map((item) => prose(item)))];
}
