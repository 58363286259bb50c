import picocolors from "picocolors";
import { wrap } from "../../text/wrap.ts";
import type { CatalogueEntry, Severity } from "../catalogue.ts";

/** Columns of a terminal. */
const WIDTH = 80;

const INDENTATION = "  ";

/** What a severity does, for people. */
const SEVERITY_MEANINGS = {
  error: "error: nothing is generated, and `check` fails",
  warning: "warning: `check` fails with `--strict`",
  info: "note: nothing fails",
} as const satisfies Record<Severity, string>;

/**
 * The page of one code: what it means, how it comes about, and what to do.
 *
 * @example renderPage("unknown-group", CATALOGUE["unknown-group"], { color: false })
 */
export function renderPage(
  code: string,
  { severity, title, cause, fix }: CatalogueEntry,
  { color }: { readonly color: boolean },
): string {
  const colors = picocolors.createColors(color);
  const section = (heading: string, text: string): string =>
    [colors.bold(heading), ...wrap(text, WIDTH - INDENTATION.length).map((line) => INDENTATION + line)].join(
      "\n",
    );
  const paint = { error: colors.red, warning: colors.yellow, info: colors.blue }[severity];
  return `${[
    `${colors.bold(code)}\n${INDENTATION}${paint(SEVERITY_MEANINGS[severity])}`,
    section("What it says", title),
    section("Why", cause),
    section("What to do", fix),
  ].join("\n\n")}\n`;
}

/** A line for each code, with what it means. */
export function renderIndex(
  entries: readonly (readonly [code: string, entry: CatalogueEntry])[],
  { color }: { readonly color: boolean },
): string {
  const colors = picocolors.createColors(color);
  const indent = Math.max(...entries.map(([code]) => code.length)) + INDENTATION.length;
  const lines = entries.flatMap(([code, { title }]) => {
    const [first = "", ...others] = wrap(title, WIDTH - indent);
    return [
      `${colors.bold(code)}${" ".repeat(indent - code.length)}${first}`,
      ...others.map((line) => " ".repeat(indent) + line),
    ];
  });
  return `${lines.join("\n")}\n`;
}
