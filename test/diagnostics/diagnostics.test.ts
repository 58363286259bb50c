import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CATALOGUE, type CatalogueEntry } from "../../src/diagnostics/catalogue.ts";
import { renderText } from "../../src/diagnostics/render/text.ts";
import { readPlan, type ReadResult } from "../../src/read/read-plan.ts";

const FOLDER = import.meta.dirname;

const PLAN_CODES = Object.entries<CatalogueEntry>(CATALOGUE)
  .filter(([, { about }]) => about !== "files")
  .map(([code]) => code);

/** Inputs that are too large to keep in a repository. */
const MADE_INPUTS: Readonly<Record<string, Uint8Array>> = {
  "file-too-large/invalid.yaml": new TextEncoder().encode("# padding\n".repeat(1_000_001)),
};

test("has a folder for every code, and a code for every folder", () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.toSorted()).toStrictEqual(Object.keys(CATALOGUE).toSorted());
});

describe.each(PLAN_CODES)("%s", (code) => {
  test("reads what is valid without an error", () => {
    const { plan, diagnostics } = readCase(code, "valid.yaml");
    expect(diagnostics.filter((diagnostic) => diagnostic.code === code)).toStrictEqual([]);
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toStrictEqual([]);
    expect(plan).toBeDefined();
  });

  test.each(invalidFilesOf(code))("says what is wrong with %s", (file) => {
    const { plan, diagnostics } = readCase(code, file);
    const rendered = renderText(diagnostics, { color: false });
    const expected = join(FOLDER, code, file.replace("invalid", "expected").replace(".yaml", ".txt"));
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(expected, rendered);
    // Different on purpose? `UPDATE_GOLDEN=1` writes what is said now.
    expect(rendered).toBe(existsSync(expected) ? readFileSync(expected, "utf8") : "");
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(plan === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
  });
});

function invalidFilesOf(code: string): readonly string[] {
  const made = Object.keys(MADE_INPUTS).filter((path) => path.startsWith(`${code}/`));
  const folder = join(FOLDER, code);
  const kept = existsSync(folder) ? readdirSync(folder) : [];
  return [...kept.filter((file) => /^invalid.*\.yaml$/u.test(file)), ...made.map((path) => path.split("/")[1] ?? "")];
}

function readCase(code: string, file: string): ReadResult {
  const bytes = MADE_INPUTS[`${code}/${file}`] ?? readFileSync(join(FOLDER, code, file));
  return readPlan({ file, bytes });
}
