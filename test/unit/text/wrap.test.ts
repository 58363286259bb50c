import { describe, expect, it } from "vitest";
import { hang, wrap } from "../../../src/text/wrap.ts";

describe("wrap", () => {
  it.each<[string, number, readonly string[]]>([
    ["one two three", 8, ["one two", "three"]],
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 6, ["one", "two", "three"]],
    ["a longerword b", 4, ["a", "longerword", "b"]],
    ["日本 語 x", 7, ["日本 語", "x"]],
    ["👩‍💻 e\u0301 x", 4, ["👩‍💻 e\u0301", "x"]],
    ["  two  spaces", 40, ["  two  spaces"]],
    ["", 8, [""]],
  ])("%j in %i columns", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});

describe("hang", () => {
  it("lets later lines begin below the first, whatever colours the label has", () => {
    expect(hang("  hint: ", "one two three", 16)).toEqual(["  hint: one two", "        three"]);
    expect(hang("  \u001b[36mhint:\u001b[39m ", "one two three", 16)).toEqual([
      "  \u001b[36mhint:\u001b[39m one two",
      "        three",
    ]);
  });

  it("leaves a text whole where there is no terminal, and makes no line too long to be read", () => {
    const text = "word ".repeat(60).trimEnd();
    expect(hang("  ", text, undefined)).toEqual([`  ${text}`]);
    expect(Math.max(...hang("  ", text, 200).map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
