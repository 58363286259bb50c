import { describe, expect, it, test } from "vitest";
import * as fc from "fast-check";
import { findFiles, matchesName } from "../../../../src/read/files/plan-files.ts";
import { memoryFiles } from "../../../support/memory-files.ts";

const FILES = memoryFiles(
  Object.fromEntries(
    [
      "plan.yaml",
      "api/plans/billing.yaml",
      "api/plans/growth.yml",
      "api/plans/teams/a/one.yaml",
      "api/plans/teams/b/two.yaml",
      "api/plans/.hidden/three.yaml",
      "api/plans/node_modules/four.yaml",
      "api/plans/README.md",
      "shared/[web]/five.yaml",
    ].map((path) => [path, ""]),
  ),
);

test.each([
  ["plans/*.yaml", ["api/plans/billing.yaml"]],
  ["./plans/*.y*ml", ["api/plans/billing.yaml", "api/plans/growth.yml"]],
  ["plans/**/*.yaml", ["api/plans/billing.yaml", "api/plans/teams/a/one.yaml", "api/plans/teams/b/two.yaml"]],
  ["**/**/**/one.yaml", ["api/plans/teams/a/one.yaml"]],
  ["plans/teams/?/two.yaml", ["api/plans/teams/b/two.yaml"]],
  ["plans/*/../billing.yaml", ["api/plans/billing.yaml"]],
  ["plans/.*/*.yaml", ["api/plans/.hidden/three.yaml"]],
  ["../shared/[web]/*.yaml", ["shared/[web]/five.yaml"]],
  ["../*.yaml", ["plan.yaml"]],
  ["**/../../../*.yaml", ["plan.yaml"]],
  ["nowhere/*.yaml", []],
  // A path that is none of the patterns is one file, which whoever reads it will miss.
  ["nowhere/at/./all.yaml", ["api/nowhere/at/all.yaml"]],
])("from the folder api, %s names %j", async (pattern, paths) => {
  expect(await findFiles("api", pattern, FILES)).toStrictEqual(paths);
});

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
