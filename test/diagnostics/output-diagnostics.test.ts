import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../src/commands/check.ts";
import { generate } from "../../src/commands/generate.ts";
import { CATALOGUE } from "../../src/diagnostics/catalogue.ts";
import type { CatalogueEntry } from "../../src/diagnostics/diagnostic.ts";
import { captureIo } from "../support/captured-io.ts";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";

/**
 * What the commands find on the disk. The folder of such a code holds the plan that is generated at first (`valid.yaml`),
 * what is done to the disk then (`disk.json`), and, where the plan changes too, the plan that is checked (`invalid.yaml`).
 */
const CODES = new Map(Object.entries<CatalogueEntry>(CATALOGUE));

const FILE_CODES = [...CODES]
  .filter(([, { about }]) => about === "files")
  .map(([code]) => code);

/** What is done to the disk, by paths below the plan's folder. */
interface Disk {
  /** Path → text. */
  readonly write?: Readonly<Record<string, string>>;
  /** Path → text that is put behind what stands there. */
  readonly append?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
  /** Path → where a link at it leads. */
  readonly link?: Readonly<Record<string, string>>;
}

const ARGS = { plan: "tracking-plan.yaml", out: undefined, format: "text", strict: false } as const;

describe.each(FILE_CODES)("%s", (code) => {
  const fixture = (file: string) => join(import.meta.dirname, code, file);

  test("is not said after generating, and is said of what the disk holds then", async () => {
    const base = makeTempFolder({ "repository/.git/HEAD": "", "elsewhere/README": "" });
    const cwd = join(base, "repository");
    writeFiles(cwd, { "tracking-plan.yaml": readFileSync(fixture("valid.yaml"), "utf8") });
    expect(await generate(ARGS, captureIo({ cwd }))).toBe(0);
    expect(await check(ARGS, captureIo({ cwd }))).toBe(0);

    applyDisk(cwd, JSON.parse(readFileSync(fixture("disk.json"), "utf8")) as Disk);
    const changed = fixture("invalid.yaml");
    if (existsSync(changed)) writeFiles(cwd, { "tracking-plan.yaml": readFileSync(changed, "utf8") });
    const severity = CODES.get(code)?.severity;
    // A warning prevents nothing, and stays.
    if (severity === "warning") await generate(ARGS, captureIo({ cwd }));
    const io = captureIo({ cwd });
    expect(await check(ARGS, io)).toBe(severity === "error" ? 1 : 0);
    const expected = fixture("expected.txt");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(expected, io.printed.stdout);
    // Different on purpose? `UPDATE_GOLDEN=1` writes what is said now.
    expect(io.printed.stdout).toBe(existsSync(expected) ? readFileSync(expected, "utf8") : "");
    expect(io.printed.stdout).toContain(code);
  });
});

function applyDisk(folder: string, { write = {}, append = {}, remove = [], link = {} }: Disk): void {
  for (const path of remove) rmSync(join(folder, path), { recursive: true });
  writeFiles(folder, write);
  for (const [path, text] of Object.entries(append)) {
    writeFileSync(join(folder, path), text, { flag: "a" });
  }
  for (const [path, target] of Object.entries(link)) symlinkSync(target, join(folder, path));
}
