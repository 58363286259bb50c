import { mkdirSync, symlinkSync } from "node:fs";
import * as files from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareOutput } from "../../../src/commands/compare-output.ts";
import { placeFiles } from "../../../src/commands/output-folders.ts";
import { sealBody } from "../../../src/emit/header.ts";
import type { SealedFile } from "../../../src/emit/emitter.ts";
import { makeTempFolder, writeFiles } from "../../support/temp-folder.ts";

const seal = (path: string, body: string): SealedFile => ({
  path,
  folder: "dir",
  text: sealBody({ path, body }),
});

/** Compares one folder with what the plan makes for it. */
const compare = (folder: string, made: readonly SealedFile[]) =>
  compareOutput(placeFiles(made, { dir: folder, browser: folder }), files);

const EVENTS = seal("events.ts", "export const a = 1;\n");
const JSON_FILE = seal("plan.json", '{\n  "a": 1\n}\n');
const DOCS = seal("docs/README.md", "# Events\n");

async function stateOf(made: SealedFile, text: string) {
  const folder = makeTempFolder({ [made.path]: text });
  const { files: compared } = await compare(folder, [made]);
  return compared[0]?.found;
}

describe("compareOutput", () => {
  it("finds nothing in a folder that is not there", async () => {
    const folder = join(makeTempFolder(), "generated");
    expect(await compare(folder, [EVENTS, DOCS])).toEqual({
      files: [
        { path: join(folder, "events.ts"), expected: EVENTS.text, found: { state: "missing" } },
        { path: join(folder, "docs/README.md"), expected: DOCS.text, found: { state: "missing" } },
      ],
      orphans: [],
    });
  });

  it.each([EVENTS, JSON_FILE, DOCS])(
    "takes $path for current when it is what the plan makes",
    async (made) => {
      expect(await stateOf(made, made.text)).toEqual({ state: "current" });
    },
  );

  it.each([EVENTS, JSON_FILE, DOCS])(
    "takes $path for current when git gave it CRLF line ends",
    async (made) => {
      expect(await stateOf(made, made.text.replaceAll("\n", "\r\n"))).toEqual({ state: "current" });
    },
  );

  it("takes a file that another plan made for stale", async () => {
    const { text } = seal("events.ts", "export const a = 2;\n");
    expect(await stateOf(EVENTS, text)).toEqual({ state: "stale", text });
  });

  it("takes a file that was changed since for edited", async () => {
    const text = EVENTS.text.replace("a = 1", "a = 3");
    expect(await stateOf(EVENTS, text)).toEqual({ state: "edited", text });
  });

  it.each([EVENTS, JSON_FILE])("takes $path with the conflicts of a merge for edited", async (made) => {
    const other = seal(made.path, made.text.includes("{") ? '{\n  "a": 2\n}\n' : "export const b = 2;\n");
    const [mine, theirs] = [made.text.split("\n"), other.text.split("\n")];
    const text = mine
      .map((line, i) =>
        line === theirs[i] ? line : `<<<<<<< HEAD\n${line}\n=======\n${theirs[i]}\n>>>>>>> topic`,
      )
      .join("\n");
    expect(text).toContain("<<<<<<<");
    expect(await stateOf(made, text)).toEqual({ state: "edited", text });
  });

  it.each([
    ["written by somebody", "export const a = 1;\n"],
    ["empty", ""],
  ])("takes a file that is %s for foreign", async (_, text) => {
    expect(await stateOf(EVENTS, text)).toEqual({ state: "foreign", kind: "file" });
  });

  it("takes a link for foreign, even to a current file, and a folder too", async () => {
    const folder = makeTempFolder({ "elsewhere/events.ts": EVENTS.text });
    mkdirSync(join(folder, "generated/plan.json"), { recursive: true });
    symlinkSync("../elsewhere/events.ts", join(folder, "generated/events.ts"));
    const compared = await compare(join(folder, "generated"), [EVENTS, JSON_FILE]);
    expect(compared.files.map(({ found }) => found)).toEqual([
      { state: "foreign", kind: "link" },
      { state: "foreign", kind: "folder" },
    ]);
  });
});

describe("orphans", () => {
  it("are the files with our header, edited or not, in the folders that the plan fills", async () => {
    const folder = makeTempFolder();
    writeFiles(folder, {
      "events.ts": EVENTS.text,
      "old.ts": seal("old.ts", "export {};\n").text,
      ".123.events.ts": EVENTS.text,
      "docs/old.md": `${seal("docs/old.md", "# Old\n").text}More.\n`,
      "mine.ts": "export {};\n",
      "docs/mine.md": "# Mine\n",
      "old.txt": EVENTS.text,
      "other-plan/events.ts": EVENTS.text,
    });
    symlinkSync("events.ts", join(folder, "link.ts"));
    const { orphans } = await compare(folder, [EVENTS, DOCS]);
    expect(orphans).toEqual([".123.events.ts", "docs/old.md", "old.ts"].map((path) => join(folder, path)));
  });
});
