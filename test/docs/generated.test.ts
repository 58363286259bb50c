/** The generated parts of the documentation, against the definitions that they are made from. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allKeys } from "../../scripts/docs/format-tables.ts";
import { generatedPages } from "../../scripts/docs/pages.ts";
import { KEYS_OF_TYPE } from "../../src/format/property-body.ts";
import { ROOT } from "../support/command-line.ts";
import { pageOf, rowsOf } from "../support/documentation.ts";
import { nodesOfType, shownText } from "../support/parse-markdown.ts";

test.each(generatedPages())("$path is up to date", ({ path, text }) => {
  // Different on purpose? `npm run docs` writes what it is now.
  expect(readFileSync(join(ROOT, path), "utf8")).toBe(text);
});

test("the page on the format has a row for every key", () => {
  const rows = nodesOfType(pageOf("docs/plan-format.md").root, "table")
    .filter((table) => shownText(table.children[0]!.children[0]!) === "Key")
    .flatMap((table) => table.children.slice(1).map((row) => shownText(row.children[0]!)));
  expect([...new Set(rows)].toSorted()).toEqual(allKeys());
  expect(rows.length).toBeGreaterThan(60);
});

test("the page on the format has a row for every type, with its keys", () => {
  const rows = rowsOf("docs/plan-format.md", "Type").map((row) => [row[0], row.at(-1)]);
  expect(rows).toEqual(Object.entries(KEYS_OF_TYPE).map(([type, keys]) => [type, keys.join(", ")]));
});
