import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SCENARIOS } from "../../scripts/losses/scenarios.ts";
import { ROOT, runProgram } from "../support/command-line.ts";
import { nodesOfType, parseMarkdown, shownText } from "../support/parse-markdown.ts";

/** The rows of the table of losses: cells of text, the name of the scenario in each. */
function readLosses(markdown: string): readonly (readonly string[])[] {
  const rows = nodesOfType(parseMarkdown(markdown), "table")
    .map((found) => found.children.map((row) => row.children.map((cell) => shownText(cell))))
    .find(([head]) => head?.[0] === "Scenario");
  let name = "";
  return (rows ?? []).slice(1).map((cells) => {
    name = cells[0] || name;
    return [name].concat(cells.slice(1));
  });
}

const namesOf = (rows: readonly (readonly string[])[]): readonly string[] => [
  ...new Set(rows.map(([name = ""]) => name)),
];
const shown = (name: string): string => name.replaceAll("`", "");
const isOurs = ([, sender]: readonly string[]): boolean => sender?.startsWith("generated helpers") === true;

test("npm run losses, in its short form: nothing is lost in silence, and nothing that posthog-node delivers", async () => {
  const { code, stdout, stderr } = await runProgram(["npm", "run", "--silent", "losses", "--", "--short"], {
    cwd: ROOT,
  });
  const rows = readLosses(stdout);
  const scenarios = SCENARIOS.filter(({ isShort }) => isShort);
  expect(namesOf(rows)).toEqual(scenarios.map(({ name }) => shown(name)));
  expect(rows.length).toBe(scenarios.length * 4);
  expect(rows.filter(isOurs).map((row) => row.at(-1))).toEqual(scenarios.flatMap(() => ["0", "0"]));
  // posthog-node alone does lose events: else nothing was tried.
  expect(rows.filter((row) => !isOurs(row) && row.at(-1) !== "0").length).toBeGreaterThan(5);
  expect({ code, complaints: stderr.split("\n").filter((line) => line.endsWith(".")) }).toEqual({
    code: 0,
    complaints: [],
  });
});

test("the table in the documentation has every scenario, and no event that the helpers lose in silence", () => {
  const rows = readLosses(readFileSync(join(ROOT, "docs/delivery.md"), "utf8"));
  expect(namesOf(rows)).toEqual(SCENARIOS.map(({ name }) => shown(name)));
  expect(rows.filter(isOurs).map((row) => row.at(-1))).toEqual(SCENARIOS.flatMap(() => ["0", "0"]));
});
