import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { samplePattern } from "../../../src/plan/sample-pattern.ts";

test.each([
  ["cs_[a-z0-9]{4}", "cs_aaaa"],
  ["[A-Z]{2}\\d+", "AA1"],
  ["(?:pro|team)-x", "pro-x"],
  ["(?<word>[b-d]+)\\k<word>", undefined],
  ["([b-d])-\\1", "b-b"],
  ["[^a1A]", "-"],
  ["\\p{Lu}\\p{Script=Greek}", "A\u0370"],
  [".", "a"],
  ["\\w\\W\\s\\S\\D", "a- aa"],
  ["\\u{1F600}", "😀"],
  ["[^\\n]\\x41\\t", "aA\t"],
  ["", ""],
  ["(?=a)a", "a"],
  ["(?!a)[ab]", undefined],
  ["(?:a{900}){900}", undefined],
])("%s gives %j", (pattern, sample) => {
  expect(samplePattern(pattern)).toBe(sample);
});

test("is as long as asked for, where the pattern lets it", () => {
  expect(samplePattern("[a-z]*", 3)).toBe("aaa");
  expect(samplePattern("(?:ab+)+", 5)).toBe("ababababab");
  expect(samplePattern("a?", 2)).toBeUndefined();
});

describe("for any simple pattern", () => {
  const atom = fc.constantFrom("a", "\\d", "[x-z]", "[^a-y]", "\\.", "-", "\\p{L}", "(?:ab|c)", "(b)");
  const times = fc.constantFrom("", "?", "*", "+", "{2}", "{1,3}", "{2,}");
  const pattern = fc
    .array(fc.tuple(atom, times), { maxLength: 6 })
    .map((parts) => parts.map((part) => part.join("")).join(""));

  test("there is a sample, it matches, and it is always the same", () => {
    fc.assert(
      fc.property(pattern, (source) => {
        const sample = samplePattern(source);
        expect(sample).toMatch(new RegExp(`^(?:${source})$`, "u"));
        expect(samplePattern(source)).toBe(sample);
      }),
    );
  });
});
