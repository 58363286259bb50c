import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { describe, expect, it, test } from "vitest";
import { findExport, parsePackagePath } from "../../../../src/read/files/package-paths.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

test.each([
  ["package:plan/a.yaml", { name: "plan", path: "a.yaml" }],
  ["package:@acme/plan/plans/a.yaml", { name: "@acme/plan", path: "plans/a.yaml" }],
  ["package:Old_Name/a.yaml", { name: "Old_Name", path: "a.yaml" }],
  ["package:plan", undefined],
  ["package:@acme/plan", undefined],
  ["package:@acme/../plan/a.yaml", undefined],
  ["package:../plan/a.yaml", undefined],
  ["package:/etc/a.yaml", undefined],
  ["package:.hidden/a.yaml", undefined],
  ["package:@/plan/a.yaml", undefined],
  ["package:", undefined],
])("splits %s", (include, parts) => {
  expect(parsePackagePath(include)).toStrictEqual(parts);
});

const FILES = ["a.yaml", "src/a.yaml", "src/b.yaml", "src/deep/a.yaml", "src/x-a.yaml"];

describe("findExport", () => {
  it.each([
    undefined,
    null,
    "./a.yaml",
    ["./a.yaml"],
    { default: "./a.yaml" },
    { "./a.yaml": "./src/a.yaml" },
    { "./a.yaml": null, "./*.yaml": "./src/*.yaml" },
    { "./*": "./src/*", "./a.*": "./src/b.*", "./a.yaml*": "./src/x-a.yaml" },
    { "./*.yaml": "./src/*.yaml", "./*": "./src/deep/*" },
    { "./src/*": "./src/*", "./src/deep/*": null },
    { "./a.yaml": { browser: "./src/b.yaml", default: "./src/a.yaml" } },
    { "./a.yaml": { node: { browser: "./a.yaml" }, default: "./src/a.yaml" } },
    { "./a.yaml": { node: null, default: "./src/a.yaml" } },
    { "./a.yaml": [null, "./src/a.yaml"] },
    { "./a.yaml": [{ browser: "./a.yaml" }, "./src/a.yaml"] },
    { "./a.yaml": 5 },
    { "./a.yaml": "./src/*" },
    { "./*": "./src/*/../a.yaml" },
    {},
  ])("finds with %j what Node finds", (exports) => {
    const cwd = makeTempFolder({
      "node_modules/plan/package.json": JSON.stringify({ name: "plan", exports }),
      ...Object.fromEntries(FILES.map((file) => [`node_modules/plan/${file}`, ""])),
    });
    const found = (path: string) => {
      try {
        const file = createRequire(join(cwd, "index.js")).resolve(`plan/${path}`);
        return relative(join(cwd, "node_modules/plan"), file);
      } catch {
        return "nothing";
      }
    };
    for (const path of FILES) {
      const own = findExport(exports, path);
      const isThere = own !== undefined && FILES.includes(own);
      expect([path, isThere ? own : "nothing"]).toStrictEqual([path, found(path)]);
    }
  });

  it("does not follow a depth without end", () => {
    const exports: unknown = JSON.parse(
      `{"./a.yaml":${'{"default":'.repeat(5000)}"./a.yaml"${"}".repeat(5001)}`,
    );
    expect(findExport(exports, "a.yaml")).toBeUndefined();
  });
});
