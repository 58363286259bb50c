import { hang, pageWidth, printable, stylesFor, wrap } from "../../text/terminal.ts";

/** What a code means, for people who meet it. */
export interface Page {
  readonly code: string;
  /** Its severity, and what follows from it. */
  readonly severity: "error" | "warning" | "info" | "off";
  readonly consequence: string;
  /** In one sentence. */
  readonly title: string;
  readonly sections: readonly PageSection[];
}

export type PageSection =
  | { readonly heading: string; readonly text: string }
  /** Lines that are not wrapped. */
  | { readonly heading: string; readonly lines: readonly string[] };

const INDENTATION = "  ";

/** The terminal that a page is for. */
interface PageOptions {
  readonly color: boolean;
  readonly columns?: number | undefined;
}

/** A page for a terminal. */
export function renderPage(page: Omit<Page, "severity">, { color, columns }: PageOptions): string {
  const styles = stylesFor(color);
  const width = pageWidth(columns);
  const blocks = page.sections.map((section) => {
    const lines =
      "text" in section
        ? section.text.split("\n").flatMap((line) => hang(INDENTATION, printable(line), width))
        : section.lines.map((line) => INDENTATION + printable(line));
    return [styles.strong(section.heading), ...lines.map((line) => line.trimEnd())].join("\n");
  });
  const consequence = hang(INDENTATION, printable(page.consequence), width);
  return `${[[styles.strong(page.code), ...consequence].join("\n"), ...blocks].join("\n\n")}\n`;
}

/** All pages: a line for each, with its title. */
export function renderIndex(
  pages: readonly Pick<Page, "code" | "title">[],
  { color, columns }: PageOptions,
): string {
  const styles = stylesFor(color);
  const width = pageWidth(columns);
  const indent = Math.max(...pages.map(({ code }) => code.length)) + INDENTATION.length;
  const lines = pages.flatMap(({ code, title }) =>
    hang(styles.strong(code) + " ".repeat(indent - code.length), title, width),
  );
  const head = wrap("Every code, rule and word. `tracking-plan explain CODE` describes one.", width);
  return `${[...head, "", ...lines].join("\n")}\n`;
}
