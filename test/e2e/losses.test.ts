import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Scenario, SCENARIOS } from "../../scripts/losses/scenarios.ts";
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
const isOurs = ([, sender]: readonly string[]): boolean => sender?.startsWith("posthog-node") === false;

/** Who lost how many events in silence, of the two that use the helpers. */
function lostByUs(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.filter(isOurs).map((row) => `${row[0]}, ${row[1]}: ${row.at(-1)}`);
}

/** What that should be: nobody speaks after SIGKILL, so only durable events are never lost in silence. */
function promisedBy(scenarios: readonly Scenario[]): readonly string[] {
  return scenarios.flatMap(({ name, events, ending, store, mayLose = 0 }) => {
    const promises = [
      ["generated helpers, v0", ending === "killed" ? events : 0],
      ["durable helpers, v0", mayLose],
      ["generated helpers, v1", ending === "killed" ? events : 0],
      ["durable helpers, v1", mayLose],
    ] as const;
    return promises
      .filter(([sender]) => store === undefined || sender.startsWith("durable"))
      .map(([sender, lost]) => `${shown(name)}, ${sender}: ${lost}`);
  });
}

test("npm run losses, in its short form: nothing is lost in silence, and nothing that posthog-node delivers", async () => {
  const { code, stdout, stderr } = await runProgram(["npm", "run", "--silent", "losses", "--", "--short"], {
    cwd: ROOT,
  });
  const rows = readLosses(stdout);
  const scenarios = SCENARIOS.filter(({ isShort }) => isShort);
  expect(namesOf(rows)).toEqual(scenarios.map(({ name }) => shown(name)));
  expect(rows.length).toBe(scenarios.length * 6);
  expect(lostByUs(rows)).toEqual(promisedBy(scenarios));
  // posthog-node alone does lose events: else nothing was tried.
  expect(rows.filter((row) => !isOurs(row) && row.at(-1) !== "0").length).toBeGreaterThan(5);
  expect({ code, complaints: stderr.split("\n").filter((line) => line.endsWith(".")) }).toEqual({
    code: 0,
    complaints: [],
  });
});

test("the table in the documentation has every scenario, and no event that is lost in silence but those that it says", () => {
  const rows = readLosses(readFileSync(join(ROOT, "docs/delivery.md"), "utf8"));
  expect(namesOf(rows)).toEqual(SCENARIOS.map(({ name }) => shown(name)));
  expect(lostByUs(rows)).toEqual(promisedBy(SCENARIOS));
});
