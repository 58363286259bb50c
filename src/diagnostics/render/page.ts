import picocolors from "picocolors";
import { wrap } from "../../text/wrap.ts";

/** What a code means, for people who meet it. */
export interface Page {
  readonly code: string;
  /** How loud it is, and what follows from it. */
  readonly severity: "error" | "warning" | "info" | "off";
  readonly consequence: string;
  /** In one sentence. */
  readonly title: string;
  readonly sections: readonly PageSection[];
}

export type PageSection =
  | { readonly heading: string; readonly text: string }
  /** Lines that stand as they are. */
  | { readonly heading: string; readonly lines: readonly string[] };

/** Columns of a terminal. */
const WIDTH = 80;

const INDENTATION = "  ";

/** A page for a terminal. */
export function renderPage(page: Page, { color }: { readonly color: boolean }): string {
  const colors = picocolors.createColors(color);
  const paint = { error: colors.red, warning: colors.yellow, info: colors.blue, off: colors.dim }[
    page.severity
  ];
  const blocks = page.sections.map((section) => {
    const lines =
      "text" in section
        ? section.text.split("\n").flatMap((line) => wrap(line, WIDTH - INDENTATION.length))
        : section.lines;
    return [colors.bold(section.heading), ...lines.map((line) => (INDENTATION + line).trimEnd())].join("\n");
  });
  return `${[`${colors.bold(page.code)}\n${INDENTATION}${paint(page.consequence)}`, ...blocks].join("\n\n")}\n`;
}

/** A line for each page, with its title. */
export function renderIndex(
  pages: readonly Pick<Page, "code" | "title">[],
  { color }: { readonly color: boolean },
): string {
  const colors = picocolors.createColors(color);
  const indent = Math.max(...pages.map(({ code }) => code.length)) + INDENTATION.length;
  const lines = pages.flatMap(({ code, title }) => {
    const [first = "", ...others] = wrap(title, WIDTH - indent);
    return [
      `${colors.bold(code)}${" ".repeat(indent - code.length)}${first}`,
      ...others.map((line) => " ".repeat(indent) + line),
    ];
  });
  return `${lines.join("\n")}\n`;
}
