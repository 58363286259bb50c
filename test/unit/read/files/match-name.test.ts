import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { matchesName } from "../../../../src/read/files/match-name.ts";

describe("matchesName", () => {
  it.each([
    ["*.yaml", "billing.yaml", true],
    ["*.yaml", ".yaml", false],
    ["*.yaml", ".hidden.yaml", false],
    [".*.yaml", ".hidden.yaml", true],
    ["*.yaml", "billing.yml", false],
    ["b?lling*", "billing", true],
    ["b?lling", "blling", false],
    ["?.yaml", "👍.yaml", true],
    ["*a*b*c", "xaxbxbxc", true],
    ["*a*b*c", "xbxaxc", false],
    ["**", "anything", true],
    ["[slug].yaml", "[slug].yaml", true],
    ["[slug].yaml", "s.yaml", false],
    ["{a,b}.yaml", "a.yaml", false],
    ["a*", "a", true],
    ["a*?", "a", false],
    ["", "", true],
  ])("holds %s against %s: %s", (pattern, name, fits) => {
    expect(matchesName(pattern, name)).toBe(fits);
  });

  test("says what a regular expression says", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 7 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 }), (pattern, name) => {
        const expression = pattern.replaceAll("*", "[^]*").replaceAll("?", "[^]");
        expect(matchesName(pattern, name)).toBe(new RegExp(`^${expression}$`, "u").test(name));
      }),
    );
  });

  it("answers where a regular expression would take for ever", () => {
    expect(matchesName("*a".repeat(100), `${"a".repeat(250)}b`)).toBe(false);
  });
});
