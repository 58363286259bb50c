import { linesOf } from "../../read/source/locate.ts";
import type { Importer, SourceFile } from "../importer.ts";
import { importTables } from "./import-tables.ts";
import type { Row, Table } from "./table.ts";

/** Imports the tables of Markdown files. The headings above a table are its category, or its event. */
export const importMarkdown: Importer = (files, options) => importTables(files, options, readMarkdown);

/** The text ends with a character, so that a long run of spaces is looked at once and not at each of them. */
const HEADING = /^ {0,3}(?<marks>#{1,6})[ \t]+(?<text>(?:.*?[^ \t])?)(?:[ \t]+#+)?[ \t]*$/u;
const FENCE = /^ {0,3}(?<fence>`{3,}|~{3,})/u;
/** The line below the header of a table. */
const DELIMITER_ROW = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/u;

/** The tables of a Markdown file, as GitHub reads them. */
function readMarkdown({ path, text }: SourceFile): readonly Table[] {
  const places = linesOf(path, text);
  const lines = locateLines(text);
  const tables: Table[] = [];
  const outline: { readonly level: number; readonly text: string }[] = [];
  let introduction: string[] = [];
  let fence = "";
  for (let at = 0; at < lines.length; at++) {
    const { text: line, start } = lines[at]!;
    const mark = FENCE.exec(line)?.groups?.["fence"];
    if (fence !== "" || mark !== undefined) {
      fence = fence === "" ? mark! : mark?.startsWith(fence) === true ? "" : fence;
      continue;
    }
    const { marks, text: title = "" } = HEADING.exec(line)?.groups ?? {};
    if (marks !== undefined) {
      while ((outline.at(-1)?.level ?? 0) >= marks.length) outline.pop();
      outline.push({ level: marks.length, text: plainText(title) });
      introduction = [];
      continue;
    }
    const header = splitRow(line);
    const below = lines[at + 1]?.text ?? "";
    if (!line.includes("|") || !DELIMITER_ROW.test(below) || splitRow(below).length !== header.length) {
      introduction.push(line.trim());
      continue;
    }
    const rows: Row[] = [];
    for (at += 2; at < lines.length && lines[at]!.text.includes("|"); at++) rows.push(rowOf(lines[at]!));
    at--;
    const headerRow = rowOf({ text: line, start });
    tables.push({
      header: headerRow.cells,
      headerRow,
      rows: rows.filter(({ cells }) => cells.some((cell) => cell !== "")),
      headings: outline.map(({ text: heading }) => heading),
      introduction: plainText(introduction.join("\n").replaceAll(/(?<=\S)\n(?=\S)/gu, " ")),
      placeOf: (row, column = 0) => {
        const end = text.indexOf("\n", row.start);
        const cells = splitRow(text.slice(row.start, end === -1 ? undefined : end));
        const cell = cells[column] ?? cells[0];
        return places.placeOf(
          cell === undefined ? [row.start, row.start + 1] : [row.start + cell.start, row.start + cell.end],
        );
      },
    });
    introduction = [];
  }
  return withoutTitle(tables).map((table) =>
    Object.assign({}, table, { headings: table.headings.filter((heading) => !STRUCTURE.test(heading)) }),
  );
}

/** Headings that say what kind of table follows, and not of which event. */
const STRUCTURE =
  /^(?:(?:all|common|custom|default|event|optional|required|standard) )?(?:arguments|attributes|fields|parameters|params|payload|properties|props|schema|traits)$/iu;

/** A heading that is above all tables is the title of the page: it says nothing of one of them. */
function withoutTitle(tables: readonly Table[]): readonly Table[] {
  const titles = new Set(tables.map(({ headings }) => headings[0]));
  const isTitle =
    titles.size === 1 && tables.some(({ headings }) => headings.length > 1 || tables.length === 1);
  return isTitle
    ? tables.map((table) => Object.assign({}, table, { headings: table.headings.slice(1) }))
    : tables;
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function locateLines(text: string): readonly Line[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const located = { text: line.replace(/\r$/u, ""), start };
    start += line.length + 1;
    return located;
  });
}

function rowOf({ text, start }: Line): Row {
  return {
    cells: splitRow(text).map((cell) => plainText(text.slice(cell.start, cell.end).replaceAll("\\|", "|"))),
    start,
  };
}

interface Cell {
  readonly start: number;
  readonly end: number;
}

function isBlank({ start, end }: Cell): boolean {
  return start === end;
}

/** Where the cells of a row are in its line: between bars that are not escaped, without the white space around them. */
function splitRow(line: string): readonly Cell[] {
  const bars = Array.from(line.matchAll(/\\.|\|/gu)).flatMap(({ 0: found, index }) =>
    found === "|" ? [index] : [],
  );
  const edges = [-1, ...bars, line.length];
  const cells = edges.slice(1).map((end, index) => {
    const from = edges[index]! + 1;
    const inner = line.slice(from, end);
    const start = from + inner.length - inner.trimStart().length;
    return { start, end: Math.max(start, from + inner.trimEnd().length) };
  });
  return cells.slice(
    isBlank(cells[0]!) && bars.length > 0 ? 1 : 0,
    isBlank(cells.at(-1)!) && bars.length > 1 ? -1 : undefined,
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  "#39": "'",
  "#124": "|",
};

/** The text of a cell or a heading without line break tags, links, escapes and what makes all of it bold. Code keeps its marks. */
function plainText(markdown: string): string {
  return markdown
    .replaceAll(/<br\s*\/?>/giu, "\n")
    .replaceAll(/!?\[(?<label>[^[\]]*)\]\([^()\s]*(?:\s"[^"]*")?\)/gu, "$<label>")
    .trim()
    .replace(/^(?<mark>\*\*|__|\*)(?<inner>[^*]+)\k<mark>$/u, "$<inner>")
    .replaceAll(/\\(?<mark>[!-/:-@[-`{-~])/gu, "$<mark>")
    .replaceAll(/&(?<name>amp|lt|gt|quot|nbsp|#39|#124);/gu, (_all, name: string) => ENTITIES[name] ?? "")
    .trim();
}
