import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { code, heading, list, prose, table, text } from "../../text/markdown.ts";
import { plural } from "../../text/plural.ts";
import { asSentence } from "../../text/sentence.ts";
import { AUDIENCES, type Audience, type Level } from "../table/effect.ts";
import { describeChange, hintFor, usersInWords } from "../words.ts";
import { byLevel, countInWords, type DiffReport, type LocatedChange, uncomparedInWords } from "./report.ts";

/**
 * GitHub refuses a longer comment, in characters; some are left for what others add to it.
 *
 * @see https://github.com/orgs/community/discussions/27190
 */
const MAX_LENGTH = 65_536 - 1_000;

/** A longer list is folded. Of what is safe any list is: nobody has to read it. */
const UNFOLDED: Readonly<Record<Level, number>> = { breaking: 20, risky: 10, safe: 0 };

const TITLES: Readonly<Record<Level, string>> = { breaking: "Breaking", risky: "Risky", safe: "Safe" };

/** A comment for a pull request: a table for each level, long ones folded, and never longer than GitHub takes. */
export function renderDiffMarkdown(report: DiffReport): string {
  const { changes, planFile, against } = report;
  const uncompared = uncomparedInWords(report);
  const head = [
    heading(2, "Tracking plan"),
    `${code(planFile)} against ${code(against)}: ${text(countInWords(changes))}.`,
    ...(uncompared === "" ? [] : [prose(uncompared)]),
  ];
  const parts = [...head];
  let room = MAX_LENGTH - head.join("\n\n").length;
  for (const [level, ofLevel] of byLevel(changes)) {
    const section = fitSection(level, ofLevel, room);
    room -= section.length + 2;
    if (section !== "") parts.push(section);
  }
  return `${parts.join("\n\n")}\n`;
}

/** As many faults as a comment names. */
const MAX_FAULTS = 50;

/** The same comment for a plan with errors, which is compared with nothing. */
export function renderFaultsMarkdown(planFile: string, diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const rest = errors.length - MAX_FAULTS;
  const parts = [
    heading(2, "Tracking plan"),
    `${code(planFile)} has ${plural(errors.length, "error")}, and was compared with nothing:`,
    list(errors.slice(0, MAX_FAULTS).map((diagnostic) => faultOf(diagnostic))),
    ...(rest > 0 ? [`and ${rest} more.`] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function faultOf({ message, hint, place }: Diagnostic): string {
  const at = place === undefined ? "" : `${code(`${place.file}:${place.line}`, "cell")}: `;
  return at + prose(hint === undefined ? message : `${message} ${hint}`, "cell");
}

/** As many rows as there is room for, and how many are left out. */
function fitSection(level: Level, changes: readonly LocatedChange[], room: number): string {
  if (changes.length === 0) return "";
  const rows = changes.map((located) => rowOf(located));
  let shown = 0;
  // The head, the folding and the note of what is left out.
  let length = 500;
  for (const row of rows) {
    length += row.reduce((sum, cell) => sum + cell.length + 3, 2);
    if (length > room) break;
    shown += 1;
  }
  const rest = rows.length - shown;
  const note =
    rest === 0
      ? []
      : [`${plural(rest, "more change")} of this kind left out: the comment would be too long.`];
  const body = [...(shown === 0 ? [] : [table(COLUMNS, rows.slice(0, shown))]), ...note].join("\n\n");
  const title = `${TITLES[level]}: ${changes.length}`;
  return changes.length <= UNFOLDED[level]
    ? `${heading(3, title)}\n\n${body}`
    : `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}

const AUDIENCE_NAMES = Object.keys(AUDIENCES) as readonly Audience[];

const COLUMNS = ["Change", "Code", "Data", "Frontend", "Id"] as const;

function rowOf({ change, allowed }: LocatedChange): readonly string[] {
  const hint = hintFor(change);
  const said = [
    describeChange(change),
    usersInWords(change),
    hint ?? "",
    allowed === undefined ? "" : `Allowed: ${asSentence(allowed)}`,
  ];
  return [
    said
      .filter((line) => line !== "")
      .map((line) => prose(line, "cell"))
      .join("<br>"),
    ...AUDIENCE_NAMES.map((audience) => {
      const effect = change.effects.find((one) => one.audience === audience);
      return effect === undefined ? "" : prose(effect.sentence, "cell");
    }),
    code(change.id, "cell"),
  ];
}
