import { CATALOGUE } from "../../src/diagnostics/catalogue.ts";
import type { CatalogueEntry } from "../../src/diagnostics/diagnostic.ts";
import { anchor, code, heading, link, prose, table } from "../../src/text/markdown.ts";
import { byCodeUnit } from "../../src/text/order.ts";

/** `docs/diagnostics.md`: every code that is no rule's, with its cause and its remedy. */
export function diagnosticsPage(): string {
  const rows = Object.entries<CatalogueEntry>(CATALOGUE)
    .toSorted(([a], [b]) => byCodeUnit(a, b))
    .map(([name, { severity, title, cause, fix }]) => [
      `${anchor(name)}${code(name, "cell")}`,
      severity,
      [title, cause].map((sentence) => prose(sentence, "cell")).join(" "),
      prose(fix, "cell"),
    ]);
  return `${[
    heading(1, "Diagnostics"),
    "`generate` and `check` report each problem with a code, a place and a hint. `tracking-plan explain CODE` shows the same text in the terminal. This page is generated from the same texts.",
    "After an `error`, nothing is written and the command fails. A `warning` fails with `--strict`. An `info` never fails.",
    `Rules report under their own names: see ${link("rules", "rules.md")}.`,
    table(["Code", "Severity", "Problem", "What to do"], rows),
  ].join("\n\n")}\n`;
}
