import { describe, expect, test } from "vitest";
import { eventWith, PLAN_HEAD, toldOf } from "../../../support/read-text.ts";

const INPUTS = [
  "n: { type: number }",
  "i: { type: integer }",
  "t: { type: string }",
  "f: { type: boolean }",
  "tier: { type: enum, values: [free, pro] }",
  "old_tier: { type: enum, values: [free, team] }",
  "id: { type: uuid }",
  "day: { type: date }",
];

/** The codes of what is told of one computed property. */
function codesOf(type: string, computed: string): readonly string[] {
  const property = `x: { type: ${type}, computed: ${JSON.stringify(computed)} }`;
  const told = toldOf(PLAN_HEAD + eventWith(...INPUTS, property));
  return [...new Set(told.map((line) => line.split(" ")[1] ?? ""))];
}

const RIGHT: readonly [type: string, computed: string][] = [
  ["number", "n * 2 / i % 3 - -1 + 0.5"],
  ["number", "i"],
  ["integer", "i * 2 - i % 3 + 1"],
  ["integer", "f ? 1 : 2"],
  ["integer", "f ? i : -i"],
  ["boolean", "n > 1 && i <= 2 || !f"],
  ["boolean", "t == 'x' || t != tier"],
  ["boolean", "tier == old_tier"],
  ["boolean", "f == true"],
  ["boolean", "id == '3f2504e0-4f89-41d3-9a0c-0305e82c3301'"],
  ["boolean", "n == 0.5 && i == -1"],
  ["boolean", "(f ? 1 : -2) <= -2"],
  ["number", "n + 1_000.50"],
  ["boolean", "id == t && day != t"],
  ["string", "t"],
  ["string", "f ? tier : day"],
  ["string", "f ? 'a' : t"],
  ["enum, values: [free, pro, none]", "f ? tier : 'none'"],
  ["enum, values: [up, down]", "n > 0 ? 'up' : f ? 'down' : 'up'"],
  ["uuid", "id"],
  ["uuid", "'3f2504e0-4f89-41d3-9a0c-0305e82c3301'"],
  ["date", "f ? day : day"],
  ["string, max_length: 3", "'abc'"],
];

const WRONG: readonly [type: string, computed: string, code: string][] = [
  ["number", "n + t", "computed-types"],
  ["number", "n + f", "computed-types"],
  ["string", "t + t", "computed-types"],
  ["boolean", "n && f", "computed-types"],
  ["boolean", "!t", "computed-types"],
  ["boolean", "t > 'a'", "computed-types"],
  ["boolean", "n == t", "computed-types"],
  ["boolean", "f == 1", "computed-types"],
  ["number", "n ? 1 : 2", "computed-types"],
  ["number", "f ? 1 : 'a'", "computed-types"],
  ["boolean", "tier == 'team'", "computed-never-equal"],
  ["boolean", "'team' == tier", "computed-never-equal"],
  ["boolean", "(f ? tier : 'gold') == 'team'", "computed-never-equal"],
  ["boolean", "1 == 2", "computed-never-equal"],
  ["boolean", "id == '3F2504E0-4F89-41D3-9A0C-0305E82C3301'", "computed-never-equal"],
  ["boolean", "id == 'abc'", "computed-never-equal"],
  ["boolean", "day == '2026-02-30'", "computed-never-equal"],
  ["boolean", "i == 0.5", "computed-never-equal"],
  ["boolean", "i + 1 == 0.5", "computed-never-equal"],
  ["boolean", "-i == 1e300", "computed-never-equal"],
  ["boolean", "(f ? 1 : -2) < -2", "computed-never-equal"],
  ["boolean", "1 >= 2", "computed-never-equal"],
  ["number, min: 0", "-1", "computed-result"],
  ["number", "n + 9007199254740993", "wrong-value"],
  ["number", "n * 0.12345678901234567890", "wrong-value"],
  ["integer", "n", "computed-result"],
  ["integer", "i / 2", "computed-result"],
  ["integer", "f ? 1 : 1.5", "computed-result"],
  ["integer", "i + 0.5", "computed-result"],
  ["string", "n", "computed-result"],
  ["boolean", "t", "computed-result"],
  ["enum, values: [free]", "tier", "computed-result"],
  ["enum, values: [free]", "t", "computed-result"],
  ["uuid", "t", "computed-result"],
  ["date", "id", "computed-result"],
  ["string, max_length: 3", "'abcd'", "computed-result"],
  ["string, pattern: '[a-z]+'", "'A'", "computed-result"],
  ["number, max: 1", "2", "computed-result"],
  ["array, items: { type: number }", "n", "computed-result"],
  ["number", "x + 1", "computed-input"],
  ["number", "toString", "unknown-property"],
  ["number", "undefined", "unknown-property"],
];

describe("a computed property", () => {
  test.each(RIGHT)("of type %s may be %s", (type, computed) => {
    expect(codesOf(type, computed)).toStrictEqual([]);
  });

  test.each(WRONG)("of type %s may not be %s: %s", (type, computed, code) => {
    expect(codesOf(type, computed)).toStrictEqual([code]);
  });
});
