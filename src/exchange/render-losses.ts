import type { SummaryLine } from "../diagnostics/render/report.ts";
import type { JsonValue } from "../text/json.ts";
import { code, heading, prose, table } from "../text/markdown.ts";
import { groupBy } from "../text/order.ts";
import { capitalize } from "../text/words.ts";
import { type Loss, LOSS_KINDS, type LossKind } from "./losses.ts";

/** As many losses of a kind are shown to people who do not ask for all. */
const MAX_EXAMPLES = 3;

/** What happened, in one sentence without the name of the thing. */
export function describeLoss(loss: Loss): string {
  const { what } = loss;
  switch (loss.kind) {
    case "kept":
      return `The ${what} is kept ${loss.where}.`;
    case "widened":
    case "closed":
      return `The ${what} is ${loss.kind}, from ${loss.from} to ${loss.to}.`;
    case "renamed":
      return `The ${what} is renamed to ${code(loss.to)}${loss.why === undefined ? "" : `: ${loss.why}`}.`;
    case "merged":
      return `The ${what} is merged into ${code(loss.into)}.`;
    case "skipped":
    case "dropped":
      return `The ${what} is ${loss.kind}: ${loss.why}.`;
    default:
      return loss satisfies never;
  }
}

/** The losses of each kind that there are any of. */
function byKind(losses: readonly Loss[]): readonly (readonly [LossKind, readonly Loss[]])[] {
  return LOSS_KINDS.map((kind) => [kind, losses.filter((loss) => loss.kind === kind)] as const).filter(
    ([, ofKind]) => ofKind.length > 0,
  );
}

/** The first losses, of as many different parts as there are. */
function examplesOf(losses: readonly Loss[]): readonly Loss[] {
  const parts = [...groupBy(losses, ({ what }) => what).values()];
  const turns = Array.from({ length: MAX_EXAMPLES }, (_, turn) =>
    parts.flatMap((ofPart) => ofPart[turn] ?? []),
  );
  return turns.flat().slice(0, MAX_EXAMPLES);
}

/**
 * The losses for people: how many there are of each kind, three examples of it, and the options that would keep more. No
 * lines where nothing was lost.
 *
 * @example
 * // dropped   14 (trigger 8, owner 6)
 * //           tracking-plan.yaml:12: `order_paid`: The trigger is dropped: JSON Schema has no key for it.
 * //           …
 */
export function lossLines(losses: readonly Loss[]): readonly SummaryLine[] {
  const width = Math.max(...LOSS_KINDS.map((kind) => kind.length)) + 2;
  return byKind(losses).flatMap(([kind, ofKind]) => {
    const texts = [countInWords(ofKind), ...examplesOf(ofKind).map(describeInFull), ...optionsOf(ofKind)];
    return texts.map((text, index) => ({ label: (index === 0 ? kind : "").padEnd(width), text }));
  });
}

/** @example "14 (trigger 8, owner 6)" */
function countInWords(losses: readonly Loss[]): string {
  const counts = [...groupBy(losses, ({ what }) => what)].map(([what, { length }]) => `${what} ${length}`);
  return `${losses.length} (${counts.join(", ")})`;
}

function describeInFull(loss: Loss): string {
  return `${loss.at.file}:${loss.at.line}: ${code(loss.of)}: ${describeLoss(loss)}`;
}

/** @example ["`--columns owner=Team` would keep 6 of them."] */
function optionsOf(losses: readonly Loss[]): readonly string[] {
  return [...groupBy(losses, ({ option }) => option)].flatMap(([option, { length }]) =>
    option === undefined ? [] : [`${code(option)} would keep ${length} of them.`],
  );
}

/** All losses for programs; `commands/output-format.ts` documents the keys. */
export function lossesJson(losses: readonly Loss[]): Readonly<Record<string, JsonValue>> {
  return {
    lossCounts: Object.fromEntries(
      LOSS_KINDS.map((kind) => [kind, losses.filter((loss) => loss.kind === kind).length]),
    ),
    losses: losses.map((loss) => {
      const { kind, of, what, at, option } = loss;
      const place = { file: at.file, line: at.line, column: at.column, length: at.length };
      const message = describeLoss(loss);
      return { kind, of, what, message, place, ...(option === undefined ? {} : { option }) };
    }),
  };
}

/** All losses as sections of a Markdown page, one for each kind. */
export function lossesMarkdown(losses: readonly Loss[]): string {
  const sections = byKind(losses).map(([kind, ofKind]) => {
    const rows = ofKind.map((loss) => [
      code(loss.of, "cell"),
      prose(describeLoss(loss), "cell"),
      code(`${loss.at.file}:${loss.at.line}`, "cell"),
    ]);
    const title = heading(2, `${capitalize(kind)}: ${ofKind.length}`);
    const notes = optionsOf(ofKind).map((line) => prose(line));
    return [title, table(["Of", "Loss", "Place"], rows), ...notes].join("\n\n");
  });
  return sections.join("\n\n");
}
