import { describe, expect, test } from "vitest";
import { readPlan } from "../../../../src/read/read-plan.ts";
import { eventWith, PLAN_HEAD, planOf, readText, toldOf } from "../../../support/read-text.ts";
import { processorTime } from "../../../support/processor-time.ts";

const VALID = PLAN_HEAD + eventWith("amount: { type: number }");

function codesOf(bytes: Uint8Array): readonly string[] {
  return readPlan({ file: "plan.yaml", bytes }).diagnostics.map(({ code }) => code);
}

function described(description: string): string {
  return `${PLAN_HEAD}description: "${description}"\n${eventWith("a: { type: string }")}`;
}

function withCrlf(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

describe("bytes", () => {
  test("refuses a 50 MB file at once", () => {
    const bytes = new Uint8Array(50_000_000).fill(0x61);
    const start = processorTime();
    const { plan, diagnostics } = readPlan({ file: "plan.yaml", bytes });
    expect(processorTime() - start).toBeLessThan(2000);
    expect(plan).toBeUndefined();
    expect(diagnostics).toStrictEqual([
      {
        code: "file-too-large",
        severity: "error",
        message: "The file has 50,000,000 bytes; the limit is 10,000,000 bytes.",
        hint: "Check the path, or split the plan with `include`.",
        place: { file: "plan.yaml", line: 1, column: 1, length: 1, source: "" },
      },
    ]);
  });

  test.each([
    ["a NUL byte", Uint8Array.from([0x61, 0x00, 0x62]), ["file-not-text"]],
    ["UTF-16", new Uint8Array(new Uint16Array([0xfeff, 0x0070, 0x003a]).buffer), ["file-not-text"]],
    ["Latin-1", Uint8Array.from([0x61, 0x3a, 0x20, 0xe9]), ["file-not-text"]],
    ["a PNG", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ["file-not-text"]],
    ["nothing", new Uint8Array(), ["file-empty"]],
    ["a byte order mark alone", Uint8Array.from([0xef, 0xbb, 0xbf]), ["file-empty"]],
  ])("answers %s", (_, bytes, codes) => {
    expect(codesOf(bytes)).toStrictEqual(codes);
  });

  test("takes a byte order mark, and counts columns without it", () => {
    expect(planOf(`\uFEFF${VALID}`)).toStrictEqual(planOf(VALID));
    expect(toldOf(`\uFEFFplann: 1\n${VALID}`)).toStrictEqual(["1:1 unknown-key"]);
  });

  test("takes CRLF, and counts lines and columns as with LF", () => {
    expect(planOf(withCrlf(VALID))).toStrictEqual(planOf(VALID));
    const { diagnostics } = readText(
      withCrlf(PLAN_HEAD + eventWith("a: { type: numbr }", "b: { type: strin }")),
    );
    expect(diagnostics.map(({ place }) => place)).toStrictEqual([
      { file: "plan.yaml", line: 8, column: 18, length: 5, source: "      a: { type: numbr }" },
      { file: "plan.yaml", line: 9, column: 18, length: 5, source: "      b: { type: strin }" },
    ]);
  });

  test("refuses half a character, and takes both halves", () => {
    expect(toldOf(described("\\ud83d"))).toStrictEqual(["4:14 wrong-value"]);
    expect(planOf(described("\\ud83d\\udc4d")).description).toBe("👍");
    const key = 'a: { type: enum, values: { "\\udc4d": Half } }';
    expect(toldOf(PLAN_HEAD + eventWith(key))).toContain("8:34 wrong-value");
  });

  test("counts columns in UTF-16 code units", () => {
    expect(toldOf(`${PLAN_HEAD}description: { "👍é": x }\n${eventWith()}`)).toContain("4:1 wrong-type");
    expect(
      toldOf(`${PLAN_HEAD}output: { dir: "👍", imports: on }\n${eventWith("a: { type: string }")}`),
    ).toStrictEqual(["4:31 wrong-value"]);
  });
});

describe("hostile YAML", () => {
  const letters = [..."abcdefghij"];
  const bomb = letters
    .map((name, index) => {
      const previous = letters[index - 1];
      const items = Array.from({ length: 10 }, () => (previous === undefined ? "x" : `*${previous}`));
      return `${name}: &${name} [${items.join(", ")}]\n`;
    })
    .join("");
  const merges = letters
    .map((name, index) => {
      const previous = letters[index - 1];
      const source = Array.from({ length: 9 }, () => `*${previous}`).join(", ");
      return previous === undefined
        ? `${name}: &${name} { k: 1 }\n`
        : `${name}: &${name} { <<: [${source}], ${name}k: *${previous} }\n`;
    })
    .join("");

  test.each([
    ["an alias bomb", bomb, "alias-bomb"],
    ["a bomb of merge keys", merges, "alias-bomb"],
    ["100,000 brackets", "[".repeat(100_000), "yaml-too-deep"],
    ["100,000 dashes", "- ".repeat(100_000), "yaml-too-deep"],
    ["50,000 maps", "{a: ".repeat(50_000), "yaml-too-deep"],
    [
      "a map in every line",
      Array.from({ length: 1000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      "yaml-too-deep",
    ],
    [
      "anchors in anchors",
      `a0: &a0 [1]\n${Array.from({ length: 500 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`).join("")}`,
      "yaml-too-deep",
    ],
    ["an alias in its own anchor", "a: &a { b: *a }\n", "anchor-cycle"],
  ])("answers %s", (_, text, code) => {
    const start = processorTime();
    const { plan, diagnostics } = readText(text);
    expect(processorTime() - start).toBeLessThan(10_000);
    expect(plan).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  });
});
