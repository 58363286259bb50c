/** Pages that stand beside the code and are made from it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/command-line.ts";
import { diffReference } from "../support/diff-reference.ts";
import { rulesReference } from "../support/rules-reference.ts";

test.each([
  { page: "src/diff/README.md", source: "the table that diff goes by", text: diffReference() },
  { page: "src/rules/README.md", source: "what the rules say of themselves", text: rulesReference() },
])("$page is $source", ({ page, text }) => {
  const file = join(ROOT, page);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
  // Different on purpose? `npm run golden:update` writes what it is now.
  expect(readFileSync(file, "utf8")).toBe(text);
});
