/** What people see: the command line at terminals of two widths, and what a terminal is asked to do. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { runCli } from "../support/command-line.ts";
import { makeGitRepository } from "../support/git-repository.ts";
import { openTerminal, SKIPPED } from "../support/pseudo-terminal.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
events:
  order_placed:
    description: A customer placed an order, and the shop has it in its database.
    owner: shop
    category: shop
    trigger: The order is stored.
    properties:
      amount: { type: number, unit: EUR, min: 0, example: 5, description: 注文の金額。税金と送料を含みます。支払いの前に確定します。 }
`;

const BROKEN = PLAN.replace("type: number", "type: nubmer");

/** What a person sees of a command. A terminal ends lines with a carriage return, too. */
async function look(
  args: readonly string[],
  options: Parameters<typeof openTerminal>[1],
): Promise<{ readonly code: number; readonly shown: string; readonly raw: string }> {
  const { code, shown, raw } = await openTerminal(args, options).end();
  return { code, shown: shown.replaceAll("\r\n", "\n"), raw };
}

const widest = (text: string): number => Math.max(...text.split("\n").map((line) => stringWidth(line)));

describe.skipIf(SKIPPED !== "")(`at a terminal${SKIPPED}`, () => {
  test("diagnostics fit into 80 columns", async () => {
    const cwd = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": BROKEN });
    const { code, shown } = await look(["check"], { cwd });
    expect(code).toBe(1);
    expect(shown).toBe(`tracking-plan.yaml:12:23  error  wrong-value
  \`type\` must be \`string\`, \`number\`, \`integer\`, \`boolean\`, \`enum\`, \`datetime\`,
  \`date\`, \`uuid\`, \`url\`, \`email\`, \`ip\`, \`array\`, \`object\`, \`map\` or \`json\`, but
  is the string \`nubmer\`.
  12 |       amount: { type: nubmer, unit: EUR, min: 0, example: 5, description…
     |                       ^^^^^^
  hint: Did you mean \`number\`?

1 error
`);
    expect(widest(shown)).toBeLessThanOrEqual(80);
  });

  test("diagnostics take no more of 200 columns than is read at ease", async () => {
    const cwd = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": BROKEN });
    const { shown } = await look(["check"], { cwd, columns: 200 });
    expect(shown).toBe(`tracking-plan.yaml:12:23  error  wrong-value
  \`type\` must be \`string\`, \`number\`, \`integer\`, \`boolean\`, \`enum\`, \`datetime\`, \`date\`, \`uuid\`,
  \`url\`, \`email\`, \`ip\`, \`array\`, \`object\`, \`map\` or \`json\`, but is the string \`nubmer\`.
  12 |       amount: { type: nubmer, unit: EUR, min: 0, example: 5, description: 注文の金額。税金と送料を含…
     |                       ^^^^^^
  hint: Did you mean \`number\`?

1 error
`);
  });

  test("changes fit into 60 columns, each text below its own beginning", async () => {
    const { folder, commit } = makeGitRepository({ "tracking-plan.yaml": PLAN });
    commit("Begin");
    writeFileSync(join(folder, "tracking-plan.yaml"), PLAN.replace("order_placed", "order_stored"));
    const { code, shown } = await look(["diff"], { cwd: folder, columns: 60 });
    expect(code).toBe(1);
    expect(shown).toBe(`tracking-plan.yaml:5:1  breaking  event-removed:order_placed
  \`order_placed\` is removed.
  code  Calls of its helper do not compile.
  data  No longer sent: reports that count it stop growing.
  hint: \`order_stored\` looks similar. If it was renamed, add
        \`renamed_from: order_placed\` there.

safe  \`order_stored\` is new.

\`tracking-plan.yaml\` against \`HEAD\`: 1 breaking change, 1
safe change.
`);
  });

  describe("asks it for colours and links", () => {
    const cases: readonly (readonly [
      env: Readonly<Record<string, string>>,
      colors: boolean,
      links: boolean,
    ])[] = [
      [{ FORCE_HYPERLINK: "1" }, true, true],
      [{ TERM_PROGRAM: "WezTerm", TERM_PROGRAM_VERSION: "20240203" }, true, true],
      [{}, true, false],
      [{ FORCE_HYPERLINK: "1", NO_COLOR: "1" }, false, false],
      [{ FORCE_HYPERLINK: "1", TERM: "dumb" }, false, false],
      [{ FORCE_HYPERLINK: "1", CI: "true" }, true, false],
    ];
    test.each(cases)("with %j: %s, %s", async (env, colors, links) => {
      const cwd = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": BROKEN });
      const { raw } = await look(["check"], { cwd, env });
      const link = `\u001b]8;;file://${cwd}/tracking-plan.yaml\u001b\\`;
      expect({ colors: raw.includes("\u001b[31m"), links: raw.includes(link) }).toEqual({ colors, links });
      expect(raw.includes("\u001b]8;;")).toBe(links);
    });
  });

  test("the places of changes are links, too", async () => {
    const { folder, commit } = makeGitRepository({ "tracking-plan.yaml": PLAN });
    commit("Begin");
    writeFileSync(join(folder, "tracking-plan.yaml"), PLAN.replace("order_placed", "order_stored"));
    const { raw } = await look(["diff"], { cwd: folder, env: { FORCE_HYPERLINK: "1" } });
    expect(raw).toContain(
      `\u001b]8;;file://${folder}/tracking-plan.yaml\u001b\\tracking-plan.yaml:5:1\u001b]8;;\u001b\\`,
    );
  });

  test("no name of a file is an address of another kind, or a command", async () => {
    const file = "https:\u001b]8;;x\u0007.yaml";
    const cwd = makeTempFolder({ ".git/HEAD": "", [file]: BROKEN });
    const { raw } = await look(["check", "--plan", file], { cwd, env: { FORCE_HYPERLINK: "1" } });
    // eslint-disable-next-line no-control-regex
    const addresses = [...raw.matchAll(/\u001b\]8;;([^\u001b]*)/gu)].map(([, address]) => address);
    expect(addresses).toEqual([`file://${cwd}/https:%1B%5D8;;x%07.yaml`, ""]);
  });
});

test("in a pipe, no line is broken and nothing is a link", async () => {
  const cwd = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": BROKEN });
  const env = { FORCE_COLOR: "1", FORCE_HYPERLINK: "1", COLUMNS: "40" };
  const { stdout } = await runCli(["check"], { cwd, env });
  expect(stdout).not.toContain("\u001b]8;;");
  expect(stdout).toContain("`json`, but is the string `nubmer`.\n");
  expect(stdout.split("\n")).toHaveLength(8);
});
