/**
 * CSV as RFC 4180 has it, for spreadsheets: cells are quoted where they must be, and lines end with CRLF. It begins with a byte
 * order mark, without which Excel reads UTF-8 as an older character set. No cell is a formula.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, ...rows].map((cells) => cells.map((cell) => csvCell(cell)).join(","));
  return `\ufeff${lines.map((line) => `${line}\r\n`).join("")}`;
}

/** What a spreadsheet may take for a formula begins so. Full-width characters count in some languages. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu;

/**
 * Whether a spreadsheet may run a text. It is written behind an apostrophe, with which spreadsheets themselves mark text.
 *
 * @example isFormula("=1+1") // true
 * @example isFormula("-1") // false
 */
export function isFormula(text: string): boolean {
  return FORMULA.test(text) && !NUMBER.test(text);
}

function csvCell(text: string): string {
  const safe = isFormula(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
