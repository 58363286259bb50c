import { expect, test } from "vitest";
import { findFiles } from "../../../../src/read/files/find-files.ts";
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
