import Papa from "papaparse";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { linesOf } from "../../read/source/locate.ts";
import type { Importer, SourceFile } from "../importer.ts";
import { importTables, type IsHeader } from "./import-tables.ts";
import type { Row, Table } from "./table.ts";

/** Imports CSV files, and those that separate cells by semicolons or tabs. */
export const importCsv: Importer = (files, options) => importTables(files, options, readCsv);

const DELIMITERS = [",", ";", "\t"];

/** As many rows may stand above the header, such as a title. */
const MAX_TITLE_ROWS = 10;

function readCsv({ path, text }: SourceFile, isHeader: IsHeader): readonly Table[] | Diagnostic {
  const source = text.replaceAll(/\r\n?/gu, "\n");
  const lines = linesOf(path, source);
  const delimiter = findDelimiter(source);
  const { data, errors } = Papa.parse<string[]>(source, { delimiter, newline: "\n" });
  const fault = errors.find(({ type }) => type === "Quotes");
  if (fault !== undefined) {
    const at = source.lastIndexOf('"', (fault.index ?? 1) - 1);
    const isOpen = fault.code === "MissingQuotes";
    return {
      code: "import-syntax",
      severity: "error",
      message: isOpen
        ? "The quote that begins here has no end."
        : "After the end of this quoted cell, no separator follows.",
      hint: 'Inside of a quoted cell, write a quote twice: `""`.',
      place: lines.placeOf([at, at + 1]),
    };
  }
  const rows = locateRows(data, source, delimiter);
  const title = rows.slice(0, MAX_TITLE_ROWS).findIndex(({ cells }) => isHeader(cells));
  const [headerRow, ...body] = rows.slice(Math.max(title, 0));
  if (headerRow === undefined) return [];
  const placeOf: Table["placeOf"] = ({ start }, column = 0) => {
    let from = start;
    for (let skipped = 0; skipped < column; skipped++) from = endOfCell(source, from, delimiter) + 1;
    return lines.placeOf([from, endOfCell(source, from, delimiter)]);
  };
  return [{ header: headerRow.cells, headerRow, rows: body, headings: [], introduction: "", placeOf }];
}

/** The separator that the first line with any has most of. */
function findDelimiter(source: string): string {
  const line =
    source
      .split("\n", MAX_TITLE_ROWS)
      .find((one) => DELIMITERS.some((delimiter) => one.includes(delimiter))) ?? "";
  const unquoted = line.replaceAll(/"[^"]*"/gu, "");
  const counts = DELIMITERS.map((delimiter) => unquoted.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

/** The rows that have any text, each with its place. */
function locateRows(data: readonly (readonly string[])[], source: string, delimiter: string): readonly Row[] {
  const rows: Row[] = [];
  let at = 0;
  for (const record of data) {
    const start = at;
    for (const _ of record) at = endOfCell(source, at, delimiter) + 1;
    const cells = record.map(readCell);
    if (cells.some((cell) => cell !== "")) rows.push({ cells, start });
  }
  return rows;
}

/** Where a cell ends: at a separator or a line break that is not in quotes. */
function endOfCell(source: string, start: number, delimiter: string): number {
  let at = start;
  if (source.charAt(at) === '"') {
    do at = source.indexOf('"', at + 1) + 1;
    while (at > 0 && source.charAt(at) === '"');
    if (at === 0) return source.length;
  }
  while (at < source.length && source.charAt(at) !== delimiter && source.charAt(at) !== "\n") at++;
  return at;
}

/** A cell without white space around it, and without the `'` that keeps spreadsheets from taking it for a formula. */
function readCell(text: string): string {
  return text.trim().replace(/^'(?=[=+@\-＝＋－＠])/u, "");
}
