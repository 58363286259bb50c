import { BREAK, code, heading, list, prose, table } from "../../text/markdown.ts";
import { capitalize, plural } from "../../text/words.ts";
import type { Diagnostic, DiagnosticTable } from "../diagnostic.ts";
import { plainLine, type Report } from "./report.ts";

/**
 * GitHub refuses a longer comment, in characters; some are left for what others add to it.
 *
 * @see https://github.com/orgs/community/discussions/27190
 */
const MAX_LENGTH = 65_536 - 1_000;

/** As many diagnostics as a comment names. */
const MAX_DIAGNOSTICS = 50;

/** Longer tables are collapsed. Brief ones are always collapsed: they are optional reading. */
const MAX_UNFOLDED = 20;

/** A comment for a pull request: a table for each kind of change, long ones folded, and never longer than GitHub accepts. */
export function renderMarkdown(report: Report): string {
  const { diagnostics, changes = [] } = report;
  const rest = diagnostics.length - MAX_DIAGNOSTICS;
  const parts = [
    ...renderHead("Tracking plan", report),
    ...(diagnostics.length === 0 ? [] : [list(diagnostics.slice(0, MAX_DIAGNOSTICS).map(itemOf))]),
    ...diagnostics.slice(0, MAX_DIAGNOSTICS).flatMap(tableOf),
    ...(rest > 0 ? [`and ${rest} more.`] : []),
  ];
  const room = MAX_LENGTH - parts.join("\n\n").length;
  return `${[...parts, ...renderSections(changes, room)].join("\n\n")}\n`;
}

/** The title, and what a command sums up. */
export function renderHead(title: string, { summary, table: figures }: Report): readonly string[] {
  const lines = summary.map((line) => prose(plainLine(line)));
  return [
    heading(2, title),
    ...lines.slice(0, 1),
    ...(figures === undefined ? [] : [renderTable(figures)]),
    ...lines.slice(1),
  ];
}

/** The changes of each kind, as many as there is room for, in characters. */
export function renderSections(changes: readonly Diagnostic[], room: number): readonly string[] {
  let left = room;
  return [...new Set(changes.map(({ label }) => label))].map((label) => {
    const ofLabel = changes.filter((change) => change.label === label);
    const section = fitSection(label ?? "", ofLabel, left);
    left -= section.length + 2;
    return section;
  });
}

/** How many rows of a table there is room for, in characters. */
export function countFitting(rows: readonly (readonly string[])[], room: number): number {
  let length = 0;
  const fitting = rows.findIndex((row) => {
    length += row.reduce((sum, cell) => sum + cell.length + 3, 2);
    return length > room;
  });
  return fitting === -1 ? rows.length : fitting;
}

function itemOf({ message, hint, place }: Diagnostic): string {
  const at = place === undefined ? "" : `${code(`${place.file}:${place.line}`, "cell")}: `;
  return at + prose(hint === undefined ? message : `${message} ${hint}`, "cell");
}

/** A list can hold no table: it follows, under the sentence that it belongs to. */
function tableOf({ message, table: compared }: Diagnostic): readonly string[] {
  return compared === undefined ? [] : [prose(message), renderTable(compared)];
}

function renderTable({ columns, rows }: DiagnosticTable): string {
  return table(cellsOf(columns), rows.map(cellsOf));
}

function cellsOf(row: readonly string[]): readonly string[] {
  return row.map((cell) => prose(cell, "cell"));
}

/** As many rows as there is room for, and how many are left out. */
function fitSection(label: string, changes: readonly Diagnostic[], room: number): string {
  const audiences = [
    ...new Set(changes.flatMap(({ effects = [] }) => effects.map(({ on }) => on))),
  ].toSorted();
  const rows = changes.map((change) => rowOf(change, audiences));
  // Without the head, the folding and the note of what is left out.
  const shown = countFitting(rows, room - 500);
  const rest = rows.length - shown;
  const note = `${plural(rest, "more change")} of this kind left out: GitHub takes no longer text.`;
  const columns = ["Change", ...audiences.map(capitalize), "Id"];
  const body = [table(columns, rows.slice(0, shown)), rest === 0 ? "" : note].filter((part) => part !== "");
  const title = `${capitalize(label)}: ${changes.length}`;
  const isFolded = changes.length > MAX_UNFOLDED || changes[0]?.isBrief === true;
  return isFolded
    ? [`<details>\n<summary>${title}</summary>`, ...body, "</details>"].join("\n\n")
    : [heading(3, title), ...body].join("\n\n");
}

function rowOf(
  { code: id, message, hint = "", effects = [], allowed }: Diagnostic,
  audiences: readonly string[],
): readonly string[] {
  const said = [message, hint, allowed === undefined ? "" : `Allowed: ${allowed}`];
  return [
    said
      .filter((line) => line !== "")
      .map((line) => prose(line, "cell"))
      .join(BREAK),
    ...audiences.map((audience) => prose(effects.find(({ on }) => on === audience)?.text ?? "", "cell")),
    code(id, "cell"),
  ];
}
