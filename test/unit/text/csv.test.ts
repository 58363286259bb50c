import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvTable, isFormula } from "../../../src/text/csv.ts";

const cellOf = (text: string): string => csvTable(["a"], [[text]]).replace("\ufeffa\r\n", "");

test.each([
  ["plain", "plain\r\n"],
  ["a,b", '"a,b"\r\n'],
  ['say "hi"', '"say ""hi"""\r\n'],
  ["two\nlines", '"two\nlines"\r\n'],
  [" spaces ", '" spaces "\r\n'],
  ["-1.5e3", "-1.5e3\r\n"],
  ["+49", "+49\r\n"],
])("%j is written as %j", (text, written) => {
  expect(cellOf(text)).toBe(written);
});

describe("what a spreadsheet would run", () => {
  test.each([
    "=1+1",
    '=HYPERLINK("https://example.com","x")',
    "+cmd|'/c calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
  ])("%j is text behind an apostrophe", (text) => {
    expect(isFormula(text)).toBe(true);
    expect(parse(csvTable(["a"], [[text]]), { bom: true })[1]).toEqual([`'${text}`]);
  });
});

test("any cells are read back by a real parser, and none begins as a formula", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string(),
    fc.constantFrom("=", '"', "\r\n", "@", "'="),
  );
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
    );
  fc.assert(
    fc.property(table, (rows) => {
      const names = rows[0]!.map((_, index) => `column ${index}`);
      const [head, ...read] = parse(csvTable(names, rows), { bom: true }) as string[][];
      expect(head).toEqual(names);
      // A line of one empty cell is an empty line.
      const expected = rows.filter((row) => row.length > 1 || row[0] !== "");
      expect(read.filter((row) => row.length > 1 || row[0] !== "")).toEqual(
        expected.map((row) => row.map((text) => (isFormula(text) ? `'${text}` : text))),
      );
      for (const text of read.flat()) expect(text).not.toMatch(/^[=@\t\r\n]/u);
    }),
  );
});
