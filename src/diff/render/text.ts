import { asSentence } from "../../text/sentence.ts";
import { type Styles, stylesFor } from "../../text/styles.ts";
import { printable, terminalLink } from "../../text/terminal.ts";
import { hang } from "../../text/wrap.ts";
import type { TerminalOptions } from "../../diagnostics/render/report.ts";
import { AUDIENCES, type Level } from "../table/effect.ts";
import { describeChange, hintFor, usersInWords } from "../words.ts";
import { byLevel, countInWords, type DiffReport, type LocatedChange, uncomparedInWords } from "./report.ts";

/**
 * Changes for people, the worst first: what breaks and what is risky with its place and what it does to whom, what is safe
 * in one line each.
 *
 * @example
 * // breaking  tracking-plan.yaml:12:7  event-removed:checkout_completed
 * //   `checkout_completed` is gone.
 * //   the code      Calls of its helper do not compile.
 * //   the data      It comes no more: whatever counts it stands still.
 * //
 * // tracking-plan.yaml against HEAD: 1 breaking change
 */
export function renderDiffText(report: DiffReport, options: TerminalOptions): string {
  const terminal = { ...options, styles: stylesFor(options.color) };
  const levels = byLevel(report.changes);
  const blocks = [...(levels.get("breaking") ?? []), ...(levels.get("risky") ?? [])].map((located) =>
    renderBlock(located, terminal).join("\n"),
  );
  const safe = (levels.get("safe") ?? []).flatMap((located) => renderLine(located, terminal));
  const summary = `${report.planFile} against ${report.against}: ${countInWords(report.changes)}`;
  const ending = [uncomparedInWords(report), summary]
    .filter((line) => line !== "")
    .flatMap((line) => hang("", printable(line), options.columns))
    .join("\n");
  return [...blocks, ...(safe.length === 0 ? [] : [safe.join("\n")]), ending]
    .map((part) => `${part}\n`)
    .join("\n");
}

interface Terminal extends TerminalOptions {
  readonly styles: Styles;
}

function renderBlock(
  { change, place, allowed }: LocatedChange,
  { styles, columns, urlOf }: Terminal,
): readonly string[] {
  const position = `${printable(place.file)}:${place.line}:${place.column}`;
  const shown = urlOf === undefined ? position : terminalLink(position, urlOf(place.file));
  const width = Math.max(...Object.values(AUDIENCES).map((name) => name.length));
  const users = usersInWords(change);
  const hint = hintFor(change);
  const told = (label: string, text: string): readonly string[] => hang(label, printable(text), columns);
  return [
    `${paint(change.level, styles)}  ${styles.strong(shown)}  ${printable(change.id)}`,
    ...told("  ", describeChange(change)),
    ...(users === "" ? [] : told("  ", users)),
    ...change.effects.flatMap(({ audience, sentence }) =>
      told(`  ${AUDIENCES[audience].padEnd(width)}  `, sentence),
    ),
    ...(hint === undefined ? [] : told(`  ${styles.hint("hint:")} `, hint)),
    ...(allowed === undefined ? [] : told(`  ${styles.good("allowed:")} `, asSentence(allowed))),
  ];
}

function renderLine({ change }: LocatedChange, { styles, columns }: Terminal): readonly string[] {
  return hang(`${paint(change.level, styles)}  `, printable(describeChange(change)), columns);
}

function paint(level: Level, styles: Styles): string {
  switch (level) {
    case "breaking":
      return styles.error(level);
    case "risky":
      return styles.warning(level);
    case "safe":
      return styles.good(level);
    default:
      return level satisfies never;
  }
}
