/** What the pages say of commands, against the commands. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { parseArguments } from "../../src/cli/parse-arguments.ts";
import { ROOT, runCli, runProgram } from "../support/command-line.ts";
import { PAGES, rowsOf, snippetWith } from "../support/documentation.ts";
import { nodesOfType } from "../support/parse-markdown.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

/** Every command line with `npx tracking-plan`, in blocks of code and within sentences. */
const commandLines = PAGES.flatMap(({ root }) => [
  ...nodesOfType(root, "code").map(({ value }) => value),
  ...nodesOfType(root, "inlineCode").map(({ value }) => value),
]).flatMap((code) =>
  Array.from(code.replaceAll("\\\n", " ").matchAll(/npx tracking-plan ([^#>\n]+)/gu), ([, words = ""]) =>
    words.trim(),
  ),
);

test.each([...new Set(commandLines)])("npx tracking-plan %s is one that the command line takes", (words) => {
  const argv = words
    .match(/'[^']*'|"[^"]*"|\S+/gu)!
    .map((word) => word.replace(/^(?<quote>["'])(?<text>.*)\k<quote>$/u, "$<text>"));
  expect(parseArguments(argv, COMMANDS)).toMatchObject({ kind: "run" });
});

test("every command is shown in use", () => {
  const used = new Set(commandLines.map((words) => words.split(" ")[0]));
  expect([...used].toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
});

test("the README lists the commands that --help lists", () => {
  expect(rowsOf("README.md", "Command").map(([command]) => command)).toEqual(
    Object.keys(COMMANDS).map((name) => `tracking-plan ${name}`),
  );
});

test("npm scripts that are named are there", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const named = PAGES.flatMap(({ text }) =>
    Array.from(text.matchAll(/npm (?:run )?(start|test\b|(?<=run )[\w:-]+)/gu), ([, name]) => name!),
  );
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  expect(new Set(named).size).toBeGreaterThan(7);
});

describe("what commands print", () => {
  test("npm start", async () => {
    const { stdout } = await runProgram(["npm", "start", "--silent"], { cwd: ROOT });
    const [beginning, ending] = snippetWith("README.md", "A stand-in for PostHog").split("\n…\n");
    const printed = stdout.replace(/127\.0\.0\.1:\d+/u, "127.0.0.1:8010");
    expect(printed).toContain(`\n${beginning}\n`);
    expect(printed.slice(printed.indexOf(beginning!))).toContain(`\n${ending}\n`);
  });

  test("a plan with a typo", async () => {
    const plan = readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8");
    const typo = plan.replace("old_amount_usd: { use: amount_usd", "old_amount_usd: { use: ammount_usd");
    const folder = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": typo });
    expect(await runCli(["generate"], { cwd: folder })).toEqual({
      code: 1,
      stdout: `${snippetWith("docs/ci.md", "ammount_usd")}\n`,
      stderr: "",
    });
  });
});
