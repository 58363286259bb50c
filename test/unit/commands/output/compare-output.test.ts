import { mkdirSync, symlinkSync } from "node:fs";
import * as files from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type ComparedOutput,
  compareOutput,
  diagnoseForeign,
  diagnoseOutput,
  type Found,
} from "../../../../src/commands/output/compare-output.ts";
import { placeFiles } from "../../../../src/commands/output/prepare-output.ts";
import { addHeader } from "../../../../src/emit/header.ts";
import type { SealedFile } from "../../../../src/emit/emitter.ts";
import { makeTempFolder, writeFiles } from "../../../support/temp-folder.ts";
import { renderText } from "../../../../src/diagnostics/render/text.ts";

const seal = (path: string, body: string): SealedFile => ({
  path,
  folder: "dir",
  text: addHeader({ path, body }),
});

/** Compares one folder with what the plan makes for it. */
const compare = (folder: string, made: readonly SealedFile[], now = new Date()) =>
  compareOutput(placeFiles(made, { dir: folder, browser: folder, native: folder }), {
    files,
    now: () => now,
  });

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
      "docs/old.md": `${seal("docs/old.md", "# Old\n").text}More.\n`,
      "mine.ts": "export {};\n",
      "docs/mine.md": "# Mine\n",
      "old.txt": EVENTS.text,
      "other-plan/events.ts": EVENTS.text,
    });
    symlinkSync("events.ts", join(folder, "link.ts"));
    const { orphans } = await compare(folder, [EVENTS, DOCS]);
    expect(orphans).toEqual(["docs/old.md", "old.ts"].map((path) => join(folder, path)));
  });

  it("are temporary files of ours, once no run can be using them any more", async () => {
    const left = ".events.ts.0123456789abcdef.tmp";
    const folder = makeTempFolder({
      [left]: EVENTS.text,
      ".mine.ts.0123456789abcdef.tmp": "export {};\n",
      ".events.ts.tmp": EVENTS.text,
    });
    const [soon, later] = [55, 65].map((minutes) => new Date(Date.now() + minutes * 60_000));
    expect((await compare(folder, [EVENTS], soon)).orphans).toEqual([]);
    expect((await compare(folder, [EVENTS], later)).orphans).toEqual([join(folder, left)]);
  });
});

const HASH = `// sha256:${"0".repeat(64)}`;
const OTHER_HASH = `// sha256:${"1".repeat(64)}`;

function outputWith(found: Found, expected = ""): ComparedOutput {
  return { files: [{ path: "/srv/generated/a.ts", expected, found }], orphans: [] };
}

const render = (output: ComparedOutput): string =>
  renderText(diagnoseOutput(output, "/srv"), { color: false });

const nineLines = (word: string): string =>
  Array.from({ length: 9 }, (_, index) => `${word} ${index}\n`).join("");

const differenceOf = (text: string, expected: string) =>
  diagnoseOutput(outputWith({ state: "edited", text }, expected), "/srv")[0]?.difference;

describe("diagnoseOutput", () => {
  it("has nothing to say about a current file", () => {
    expect(diagnoseOutput(outputWith({ state: "current" }), "/srv")).toEqual([]);
  });

  it("tells a missing file", () => {
    expect(render(outputWith({ state: "missing" }))).toBe(
      "generated/a.ts:1:1  error  file-missing\n  `generated/a.ts` is missing.\n" +
        "  hint: Run `npx tracking-plan generate` and commit the result.\n\n1 error\n",
    );
  });

  it("tells at once that nothing was generated", () => {
    const [missing, current] = (["missing", "current"] as const).map(
      (state) => outputWith({ state }).files[0]!,
    );
    const diagnosed = [missing!, current!].map((last) =>
      diagnoseOutput({ files: [missing!, missing!, last], orphans: [] }, "/srv").map(
        ({ message }) => message,
      ),
    );
    expect(diagnosed).toEqual([
      ["`generated/a.ts` and 2 other generated files are missing."],
      ["`generated/a.ts` is missing.", "`generated/a.ts` is missing."],
    ]);
  });

  it("shows where a stale file differs, past the hash in its header", () => {
    const text = `// words\n${HASH}\n\nsame\nold 1\nold 2\nsame\nold 3\n`;
    const expected = `// words\n${OTHER_HASH}\n\nsame\nnew 1\nnew 2\nsame\nnew 3\n`;
    expect(render(outputWith({ state: "stale", text }, expected))).toBe(
      "generated/a.ts:5:1  error  file-stale\n  `generated/a.ts` is stale: the plan has changed since it was generated.\n" +
        "  5 | - old 1\n  6 | - old 2\n  5 | + new 1\n  6 | + new 2\n" +
        "  hint: Run `npx tracking-plan generate` and commit the result.\n\n1 error\n",
    );
  });

  it("shows at most three lines of each side", () => {
    const [diagnostic] = diagnoseOutput(
      outputWith({ state: "stale", text: nineLines("old") }, nineLines("new")),
      "/srv",
    );
    expect(diagnostic?.difference).toEqual({
      found: ["old 0", "old 1", "old 2"],
      expected: ["new 0", "new 1", "new 2"],
    });
  });

  it("shows lines that were added to the end or are gone from it", () => {
    expect(differenceOf("a\nb\n", "a\n")).toEqual({ found: ["b"], expected: [] });
    expect(differenceOf("a\n", "a\nb\n")).toEqual({ found: [], expected: ["b"] });
  });

  it("shows no lines when only the line break at the end is gone", () => {
    expect(differenceOf("a", "a\n")).toBeUndefined();
  });

  it("shows the hash when it alone was edited", () => {
    expect(
      diagnoseOutput(outputWith({ state: "edited", text: `${HASH}\na\n` }, `${OTHER_HASH}\na\n`), "/srv"),
    ).toEqual([
      {
        code: "file-edited",
        severity: "error",
        message: "`generated/a.ts` was edited by hand.",
        hint: "Make the change in the plan instead. Run `npx tracking-plan generate`, which overwrites the file.",
        place: { file: "generated/a.ts", line: 1, column: 1, length: 1, source: HASH },
        difference: { found: [HASH], expected: [OTHER_HASH] },
      },
    ]);
  });

  it("tells a file that is left over", () => {
    expect(render({ files: [], orphans: ["/srv/generated/docs/old.md"] })).toBe(
      "generated/docs/old.md:1:1  error  file-orphaned\n" +
        "  `generated/docs/old.md` is orphaned: the plan no longer generates it.\n" +
        "  hint: Run `npx tracking-plan generate`, which removes it.\n\n1 error\n",
    );
  });

  it.each([
    ["file", "is not a generated file"],
    ["folder", "is a folder"],
    ["link", "is a symbolic link"],
    ["other", "is not a regular file"],
  ] as const)("tells a %s in the way", (kind, words) => {
    expect(render(outputWith({ state: "foreign", kind }))).toBe(
      "generated/a.ts:1:1  error  file-not-generated\n" +
        `  \`generated/a.ts\` ${words}, and a generated file would replace it.\n` +
        "  hint: Move it, or choose another folder with `output.dir` or `--out`.\n\n1 error\n",
    );
  });
});

describe("diagnoseForeign", () => {
  it("tells only what generating would destroy", () => {
    const output: ComparedOutput = {
      files: [
        { path: "/srv/a.ts", expected: "", found: { state: "edited", text: "x" } },
        { path: "/srv/b.ts", expected: "", found: { state: "foreign", kind: "file" } },
      ],
      orphans: ["/srv/c.ts"],
    };
    expect(diagnoseForeign(output, "/srv").map(({ code, place }) => [code, place?.file])).toEqual([
      ["file-not-generated", "b.ts"],
    ]);
  });
});
