import { expect, test } from "vitest";
import { type Row, ROWS } from "../../scripts/bench/rows.ts";
import { fillTable, readMeasured } from "../../scripts/bench/page.ts";
import { PARTS } from "../../scripts/bench/parts.ts";
import { showTarget, titleOf } from "../../scripts/bench/show.ts";
import { pageOf, rowsOf } from "../support/documentation.ts";

const rows: readonly Row[] = Object.values(ROWS);
/** Code in a cell, as text. */
const plain = (text: string): string => text.replaceAll("`", "");

test("every row of the bench stands in the documentation, with its target", () => {
  const table = rowsOf("docs/performance.md", "What");
  expect(table.map(([what, , , target]) => [what, target])).toEqual(
    rows.map((row) => [plain(titleOf(row)), showTarget(row)]),
  );
});

test("the table of the documentation is what was measured", () => {
  const { text } = pageOf("docs/performance.md");
  expect(fillTable(text, readMeasured()!)).toBe(text);
});

test("every part of the bench measures a row, and every row has a part", () => {
  expect(new Set(rows.map(({ part }) => part))).toEqual(new Set(PARTS.keys()));
});
