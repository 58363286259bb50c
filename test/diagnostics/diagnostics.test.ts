import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../src/diagnostics/catalogue.ts";
import type { CatalogueEntry } from "../../src/diagnostics/diagnostic.ts";
import { inOrder } from "../../src/diagnostics/diagnostic.ts";
import { renderText } from "../../src/diagnostics/render/text.ts";
import { diskFiles } from "../../src/commands/plan-files/disk-files.ts";
import { type ReadResult, readPlanFiles } from "../../src/read/read-plan.ts";
import { runRules } from "../../src/rules/run-rules.ts";

const FOLDER = import.meta.dirname;

const CODES: ReadonlyMap<string, CatalogueEntry> = new Map(Object.entries(CATALOGUE));

const PLAN_CODES = [...CODES]
  .filter(([, { about }]) => about === undefined || about === "rules")
  .map(([code]) => code);

/** Inputs that are too large to keep in a repository. */
const MADE_INPUTS: Readonly<Record<string, Uint8Array>> = {
  "file-too-large/invalid.yaml": new TextEncoder().encode("# padding\n".repeat(1_000_001)),
};

test("has a folder for every code that needs no source code and no events, and a code for every folder", () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const codes = [...CODES].filter(([, { about }]) => about === undefined || about === "rules" || about === "files").map(([code]) => code);
  expect(folders.toSorted()).toStrictEqual(codes.toSorted());
});

describe.each(PLAN_CODES)("%s", (code) => {
  test("reads what is valid without an error", async () => {
    const { plan, diagnostics } = await readCase(code, "valid.yaml");
    expect(diagnostics.filter((diagnostic) => diagnostic.code === code)).toStrictEqual([]);
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toStrictEqual([]);
    expect(plan).toBeDefined();
  });

  test.each(invalidFilesOf(code))("says what is wrong with %s", async (file) => {
    const { plan, diagnostics } = await readCase(code, file);
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

/** Reads a case as if its folder were a repository: what it includes is below it. */
async function readCase(code: string, file: string): Promise<ReadResult> {
  const bytes = MADE_INPUTS[`${code}/${file}`] ?? readFileSync(join(FOLDER, code, file));
  const repository = join(FOLDER, code);
  const read = await readPlanFiles({ file, bytes }, diskFiles({ root: { path: repository, territory: "repository" }, cwd: repository }, nodeFiles));
  if (CODES.get(code)?.about !== "rules" || read.plan === undefined) return read;
  const told = runRules(read.plan, { locate: read.locate, today: "2026-01-31" });
  return { ...read, diagnostics: inOrder(told, read.files).filter((diagnostic) => diagnostic.code === code) };
}
