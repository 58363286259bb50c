import picocolors from "picocolors";
import { asSentence } from "../../text/sentence.ts";
import { printable } from "../../text/terminal.ts";
import { AUDIENCES, type Level } from "../table/effect.ts";
import { describeChange, hintFor, usersInWords } from "../words.ts";
import { byLevel, countInWords, type DiffReport, type LocatedChange, uncomparedInWords } from "./report.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

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
export function renderDiffText(report: DiffReport, { color }: { readonly color: boolean }): string {
  const colors = picocolors.createColors(color);
  const levels = byLevel(report.changes);
  const blocks = [...(levels.get("breaking") ?? []), ...(levels.get("risky") ?? [])].map((located) =>
    renderBlock(located, colors).join("\n"),
  );
  const safe = (levels.get("safe") ?? []).map((located) => renderLine(located, colors));
  const summary = `${printable(report.planFile)} against ${printable(report.against)}: ${countInWords(report.changes)}`;
  const uncompared = uncomparedInWords(report);
  const ending = uncompared === "" ? summary : `${printable(uncompared)}\n${summary}`;
  return [...blocks, ...(safe.length === 0 ? [] : [safe.join("\n")]), ending]
    .map((part) => `${part}\n`)
    .join("\n");
}

function renderBlock({ change, place, allowed }: LocatedChange, colors: Colors): readonly string[] {
  const position = `${printable(place.file)}:${place.line}:${place.column}`;
  const width = Math.max(...Object.values(AUDIENCES).map((name) => name.length));
  const users = usersInWords(change);
  const hint = hintFor(change);
  return [
    `${paint(change.level, colors)}  ${colors.bold(position)}  ${colors.dim(printable(change.id))}`,
    `  ${printable(describeChange(change))}`,
    ...(users === "" ? [] : [`  ${printable(users)}`]),
    ...change.effects.map(
      ({ audience, sentence }) =>
        `  ${colors.dim(AUDIENCES[audience].padEnd(width))}  ${printable(sentence)}`,
    ),
    ...(hint === undefined ? [] : [`  ${colors.dim("hint:")} ${printable(hint)}`]),
    ...(allowed === undefined ? [] : [`  ${colors.green("allowed:")} ${printable(asSentence(allowed))}`]),
  ];
}

function renderLine({ change }: LocatedChange, colors: Colors): string {
  return `${paint(change.level, colors)}  ${printable(describeChange(change))}`;
}

function paint(level: Level, colors: Colors): string {
  switch (level) {
    case "breaking":
      return colors.red(level);
    case "risky":
      return colors.yellow(level);
    case "safe":
      return colors.green(level);
    default:
      return level satisfies never;
  }
}
