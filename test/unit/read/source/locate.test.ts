import { describe, expect, test } from "vitest";
import type { Pointer } from "../../../../src/plan/property.ts";
import { linesOf } from "../../../../src/read/source/locate.ts";
import { PLAN_HEAD, readText } from "../../../support/read-text.ts";

const TEXT = `${PLAN_HEAD}properties:
  base: &base { type: number, min: 0 }
  copy: *base
  merged:
    <<: *base
    max: 5
  name: { type: string, description: "two
    lines" }
events:
  paid:
    description: A customer paid.
    tags: [a, bc]
    properties: { base: }
`;

function placeOf(pointer: Pointer): string {
  const { line, column, length, source } = readText(TEXT).locate(pointer);
  return `${line}:${column} ${source.slice(column - 1, column - 1 + length)}`;
}

describe("locate", () => {
  test.each<[string, Pointer, string]>([
    ["a single value", ["name"], "2:7 shop"],
    ["the key of a map", ["events", "paid"], "13:3 paid"],
    ["the key of nothing", ["events", "paid", "properties", "base"], "16:19 base"],
    ["an item of a list", ["events", "paid", "tags", 1], "15:15 bc"],
    ["what an alias stands for", ["properties", "copy", "type"], "5:23 number"],
    ["the key that an alias is the value of", ["properties", "copy"], "6:3 copy"],
    ["what a merge key brings", ["properties", "merged", "min"], "5:36 0"],
    ["what stands beside a merge key", ["properties", "merged", "max"], "9:10 5"],
    ["the first line of a value with two", ["properties", "name", "description"], '10:38 "two'],
    ["the holder of what is not there", ["events", "paid", "owner"], "13:3 paid"],
    ["the start of the file for what has no holder", ["output", "dir"], "1:1 plan: 1"],
    ["the file", [], "1:1 p"],
  ])("finds %s", (_, pointer, place) => {
    expect(placeOf(pointer)).toBe(place);
  });
});

describe("linesOf", () => {
  const lines = linesOf("a.yaml", "a: 1\r\nbc: 2\n");

  test("finds the line of an offset", () => {
    expect(lines.placeOf([6, 8])).toStrictEqual({
      file: "a.yaml",
      line: 2,
      column: 1,
      length: 2,
      source: "bc: 2",
    });
  });

  test.each([
    ["stops at the end of the line", [3, 9], { line: 1, column: 4, length: 1, source: "a: 1" }],
    ["has a place for the end of the file", [12, 12], { line: 3, column: 1, length: 1, source: "" }],
    ["has a place for what lies behind it", [99, 100], { line: 3, column: 1, length: 1, source: "" }],
    ["has a place inside a line break", [5, 6], { line: 1, column: 5, length: 1, source: "a: 1" }],
  ] as const)("%s", (_, range, place) => {
    expect(lines.placeOf(range)).toStrictEqual({ file: "a.yaml", ...place });
  });
});
