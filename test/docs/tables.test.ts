/** Tables that are written by hand, against the code that they are about. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { STORY } from "../../scripts/identity-story/story.ts";
import { ROOT } from "../support/command-line.ts";
import { rowsOf } from "../support/documentation.ts";
import { type PackageType, SETTINGS, TOOLS } from "../world/module-systems/matrix.ts";
import { nodesOfType, parseMarkdown, shownText } from "../support/parse-markdown.ts";

/** The text of all sources of a folder. */
function sourcesOf(folder: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(ROOT, folder, file), "utf8"))
    .join("\n");
}

/** The words of the first column. A cell may hold several. */
const wordsOf = (path: string, head: string): readonly string[] =>
  rowsOf(path, head).flatMap(([first = ""]) => first.split(", "));

test("the story is the one that the browser's test expects", () => {
  const told = readFileSync(join(ROOT, "test/e2e/browser/identity-story.test.ts"), "utf8");
  const lines = told.split("\n").filter((line) => line.startsWith("|"));
  const [table, ...others] = nodesOfType(parseMarkdown(lines.join("\n")), "table");
  const rows = table!.children.map((row) => row.children.map((cell) => shownText(cell)));
  expect(others).toEqual([]);
  expect(rowsOf("docs/identity.md", "Step")).toEqual(rows.slice(1));
  expect(rows.map(([title]) => title)).toEqual(expect.arrayContaining(STORY.map(({ title }) => title)));
});

test("environment variables are those that the runtime reads", () => {
  const read = sourcesOf("src/runtime").match(/(?:POSTHOG_(?!CAPTURE_MODE)|TRACKING_PLAN_)[A-Z_]+/gu) ?? [];
  expect([...wordsOf("docs/runtime-api.md", "Variable")].toSorted()).toEqual([...new Set(read)].toSorted());
});

test("what compiles and what loads the helpers is what is tried", () => {
  const shown = { commonjs: "CommonJS", module: "ESM" };
  const packagesOf = (types: readonly PackageType[]): string => types.map((type) => shown[type]).join(", ");
  expect(rowsOf("docs/compatibility.md", "module")).toEqual(
    SETTINGS.map(({ module, moduleResolution = "", packages, compilers }) => [
      module,
      moduleResolution,
      packagesOf(packages),
      compilers.join(", "),
    ]),
  );
  expect(rowsOf("docs/compatibility.md", "Tool")).toEqual(
    Object.entries(TOOLS).map(([tool, packages]) => [tool, packagesOf(packages)]),
  );
});
