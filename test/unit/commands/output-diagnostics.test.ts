import { describe, expect, it } from "vitest";
import type { ComparedOutput, Found } from "../../../src/commands/compare-output.ts";
import { diagnoseForeign, diagnoseOutput } from "../../../src/commands/output-diagnostics.ts";
import { renderText } from "../../../src/diagnostics/render/text.ts";

const HASH = `// sha256:${"0".repeat(64)}`;
const OTHER_HASH = `// sha256:${"1".repeat(64)}`;

function compared(found: Found, expected = ""): ComparedOutput {
  return { files: [{ path: "/srv/generated/a.ts", expected, found }], orphans: [] };
}

const render = (output: ComparedOutput): string =>
  renderText(diagnoseOutput(output, "/srv"), { color: false });

const nineLines = (word: string): string =>
  Array.from({ length: 9 }, (_, index) => `${word} ${index}\n`).join("");

const differenceOf = (text: string, expected: string) =>
  diagnoseOutput(compared({ state: "edited", text }, expected), "/srv")[0]?.difference;

describe("diagnoseOutput", () => {
  it("has nothing to say about a current file", () => {
    expect(diagnoseOutput(compared({ state: "current" }), "/srv")).toEqual([]);
  });

  it("tells a missing file", () => {
    expect(render(compared({ state: "missing" }))).toBe(
      "generated/a.ts:1:1  error  file-missing\n  `generated/a.ts` is missing.\n" +
        "  hint: Run `npx tracking-plan generate` and commit the result.\n\n1 error\n",
    );
  });

  it("shows where a stale file differs, past the hash in its header", () => {
    const text = `// words\n${HASH}\n\nsame\nold 1\nold 2\nsame\nold 3\n`;
    const expected = `// words\n${OTHER_HASH}\n\nsame\nnew 1\nnew 2\nsame\nnew 3\n`;
    expect(render(compared({ state: "stale", text }, expected))).toBe(
      "generated/a.ts:5:1  error  file-stale\n  `generated/a.ts` is not what the plan makes now.\n" +
        "  5 | - old 1\n  6 | - old 2\n  5 | + new 1\n  6 | + new 2\n" +
        "  hint: Run `npx tracking-plan generate` and commit the result.\n\n1 error\n",
    );
  });

  it("shows at most three lines of each side", () => {
    const [diagnostic] = diagnoseOutput(
      compared({ state: "stale", text: nineLines("old") }, nineLines("new")),
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
      diagnoseOutput(compared({ state: "edited", text: `${HASH}\na\n` }, `${OTHER_HASH}\na\n`), "/srv"),
    ).toEqual([
      {
        code: "file-edited",
        severity: "error",
        message: "`generated/a.ts` was changed by hand.",
        hint: "Make the change in the plan. Run `npx tracking-plan generate`: it overwrites the file.",
        place: { file: "generated/a.ts", line: 1, column: 1, length: 1, source: HASH },
        difference: { found: [HASH], expected: [OTHER_HASH] },
      },
    ]);
  });

  it("tells a file that is left over", () => {
    expect(render({ files: [], orphans: ["/srv/generated/docs/old.md"] })).toBe(
      "generated/docs/old.md:1:1  error  file-orphaned\n" +
        "  `generated/docs/old.md` is left over: the plan does not make it any more.\n" +
        "  hint: Run `npx tracking-plan generate`, which removes it.\n\n1 error\n",
    );
  });

  it.each([
    ["file", "is not a generated file"],
    ["folder", "is a folder"],
    ["link", "is a symbolic link"],
    ["other", "is not a regular file"],
  ] as const)("tells a %s in the way", (kind, words) => {
    expect(render(compared({ state: "foreign", kind }))).toBe(
      "generated/a.ts:1:1  error  file-not-generated\n" +
        `  \`generated/a.ts\` ${words}, and a generated file would replace it.\n` +
        "  hint: Move it away, or choose another folder with `output.dir` or `--out`.\n\n1 error\n",
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
