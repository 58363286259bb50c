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
export function renderMarkdown({ diagnostics, changes = [], summary, table: figures }: Report): string {
  const rest = diagnostics.length - MAX_DIAGNOSTICS;
  const lines = summary.map((line) => prose(plainLine(line)));
  const parts = [
    heading(2, "Tracking plan"),
    ...lines.slice(0, 1),
    ...(figures === undefined ? [] : [renderTable(figures)]),
    ...lines.slice(1),
    ...(diagnostics.length === 0 ? [] : [list(diagnostics.slice(0, MAX_DIAGNOSTICS).map(itemOf))]),
    ...diagnostics.slice(0, MAX_DIAGNOSTICS).flatMap(tableOf),
    ...(rest > 0 ? [`and ${rest} more.`] : []),
  ];
  let room = MAX_LENGTH - parts.join("\n\n").length;
  for (const label of new Set(changes.map((change) => change.label))) {
    const ofLabel = changes.filter((change) => change.label === label);
    const section = fitSection(label ?? "", ofLabel, room);
    room -= section.length + 2;
    parts.push(section);
  }
  return `${parts.join("\n\n")}\n`;
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
  let shown = 0;
  // The head, the folding and the note of what is left out.
  let length = 500;
  for (const row of rows) {
    length += row.reduce((sum, cell) => sum + cell.length + 3, 2);
    if (length > room) break;
    shown += 1;
  }
  const rest = rows.length - shown;
  const note = `${plural(rest, "more change")} of this kind left out: the comment would be too long.`;
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
