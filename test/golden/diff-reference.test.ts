import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diffReference } from "../support/diff-reference.ts";

const FILE = join(import.meta.dirname, "../../src/diff/README.md");

test("src/diff/README.md is the table that diff goes by", () => {
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(FILE, diffReference());
  // Different on purpose? `npm run golden:update` writes what it is now.
  expect(readFileSync(FILE, "utf8")).toBe(diffReference());
});
