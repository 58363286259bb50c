import { cpSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { audit } from "../../src/commands/audit/audit.ts";
import { generate } from "../../src/commands/generate.ts";
import { init } from "../../src/commands/init/init.ts";
import { captureIo } from "../support/captured-io.ts";
import { ROOT } from "../support/command-line.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const PLAN = "tracking-plan.yaml";
const projects = new URL("projects/", import.meta.url);

/** A copy of a fixture project, with the packages of this repository. */
function copyProject(name: string): string {
  const folder = makeTempFolder({});
  cpSync(new URL(name, projects), folder, { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

async function initFromCode(cwd: string): Promise<string> {
  const io = captureIo({ cwd });
  const args = { plan: PLAN, name: "shop", id: "uuid", fromCode: true, yes: true, format: "text" } as const;
  expect(await init(args, io)).toBe(0);
  return io.printed.stdout;
}

/** Events that the audit does not find in the plan. */
async function unplannedEvents(cwd: string): Promise<readonly string[]> {
  const io = captureIo({ cwd });
  await audit({ paths: [], changed: false, format: "json", strict: false }, io);
  const { diagnostics } = JSON.parse(io.printed.stdout) as {
    readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
  };
  return diagnostics.flatMap(({ code, message }) => (code === "unplanned-event" ? [message] : []));
}

/** Names that no plan accepts: the plan says at its end that they are left out. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "values-and-groups": ["` odd  name ` is not in the plan."],
};

/** To accept the plans as they are written now: `npm test -- test/audit --update`, and read the difference. */
describe("init --from-code writes a plan that generates at once, and has every event of", () => {
  for (const name of readdirSync(projects)) {
    test(`${name}`, async () => {
      const folder = copyProject(name);
      await initFromCode(folder);
      const text = readFileSync(join(folder, PLAN), "utf8");
      await expect(text).toMatchFileSnapshot(`plans/${name}.yaml`);

      const generated = captureIo({ cwd: folder });
      const code = await generate({ format: "text", strict: false }, generated);
      expect([code, generated.printed.stdout]).toEqual([0, expect.not.stringContaining("error")]);
      expect(await unplannedEvents(folder)).toEqual(REFUSED[name] ?? []);

      expect(await initFromCode(folder)).toContain(`skipped  ${PLAN}: already has every event of the code`);
      expect(readFileSync(join(folder, PLAN), "utf8")).toBe(text);
    });
  }
});

describe("init --from-code", () => {
  const CODE = `import posthog from "posthog-js";
posthog.capture("menu_opened", { entry: "a: b" });
posthog.capture("set", { tier: "pro" });
`;

  test("adds what an existing plan lacks, and keeps every other byte", async () => {
    const plan = `plan: 1 # kept
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
properties:
    tier: { type: string, description: The tier. }
events:
    # kept
    known: { description:   Known., source: client }
# the end
`;
    const folder = makeTempFolder({ [PLAN]: plan, "src/a.ts": `${CODE}posthog.capture("known");\n` });
    expect(await initFromCode(folder)).toContain(
      `changed  ${PLAN}: added 2 events: \`menu_opened\` and \`set\``,
    );
    expect(readFileSync(join(folder, PLAN), "utf8")).toBe(
      plan.replace(
        "# the end",
        `    # src/a.ts:2
    menu_opened:
        source: client
        properties:
            entry: { type: enum, values: ["a: b"] }
    # src/a.ts:3
    set:
        as: setEvent
        source: client
        properties:
            tier:
# the end`,
      ),
    );
    expect(await initFromCode(folder)).toContain(`skipped  ${PLAN}: already has every event`);
  });

  test("adds to known events the properties that they lack, as optional ones", async () => {
    const plan = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
properties:
  tier: { type: string, description: The tier. }
events:
  # kept
  in_lines:
    description: In lines.
    source: client
    properties:
      entry: { type: string, description: The entry. } # kept, too
  without:
    source: client
    description: Without any.
  in_braces: { description: In braces., source: client, properties: { entry: { type: string } } }
  bare: { description: Bare., source: client }
  open_to_all: { description: Open., source: client, additional: { type: string } }
`;
    const code = `import posthog from "posthog-js";
posthog.capture("in_lines", { entry: "a", tier: "pro", count: 3 });
posthog.capture("without", { flag: true });
posthog.capture("in_braces", { entry: "a", tier: "pro" });
posthog.capture("bare", { flag: true });
posthog.capture("open_to_all", { flag: "x" });
`;
    const folder = makeTempFolder({ [PLAN]: plan, "src/a.ts": code });
    expect(await initFromCode(folder)).toContain(
      `changed  ${PLAN}: added 5 properties: \`bare.flag\`, \`in_braces.tier\`, \`in_lines.tier\`, \`in_lines.count\` and \`without.flag\``,
    );
    expect(readFileSync(join(folder, PLAN), "utf8")).toBe(
      plan
        .replace(
          "# kept, too\n",
          `# kept, too
      # src/a.ts:2
      tier: { optional: true }
      # src/a.ts:2
      count: { type: integer, optional: true }
`,
        )
        .replace(
          "Without any.\n",
          `Without any.
    properties:
      # src/a.ts:3
      flag: { type: boolean, optional: true }
`,
        )
        .replace("{ type: string } } }\n  bare", "{ type: string }, tier: { optional: true } } }\n  bare")
        .replace(
          "Bare., source: client }",
          "Bare., source: client, properties: { flag: { type: boolean, optional: true } } }",
        ),
    );
    expect(await initFromCode(folder)).toContain(`skipped  ${PLAN}: already has every event`);
  });

  test("writes samples where the code sends nothing, and says so", async () => {
    const folder = makeTempFolder({ "src/a.ts": "export const a = 1;\n" });
    expect(await initFromCode(folder)).toContain(
      "no event was found in the code (1 file), so it has samples",
    );
    expect(readFileSync(join(folder, PLAN), "utf8")).toContain("account_created:");
  });

  test("asks to decide where types differ, and not where one of them is not known", async () => {
    const folder = makeTempFolder({
      "send.ts": `import posthog from "posthog-js";
export function send(unknown: any) {
  posthog.capture("one", { total: 1, name: "a" });
  posthog.capture("two", { total: unknown, name: 2 });
}
`,
    });
    await initFromCode(folder);
    const text = readFileSync(join(folder, PLAN), "utf8");
    expect(text.match(/`\w+` has different types.*/gu)).toEqual([
      "`name` has different types: string in `one`, number in `two`.",
    ]);
  });

  test("refuses to add to a plan with errors", async () => {
    const folder = makeTempFolder({ [PLAN]: "plan: 1\nevents: 3\n", "src/a.ts": CODE });
    await expect(initFromCode(folder)).rejects.toThrow(`Cannot add to ${PLAN}: it has errors.`);
    expect(readFileSync(join(folder, PLAN), "utf8")).toBe("plan: 1\nevents: 3\n");
  });

  test("lets no text of the code leave its comment or its string", async () => {
    const name = "evil\\nevents: {}\\u0085# x";
    const folder = makeTempFolder({
      "src/a.ts": `import posthog from "posthog-js";
posthog.capture("${name}", {});
posthog.capture("fine", { "a\\nb: c": 1, ...\`x\ny: z\`, kind: "- [a" });
declare const at: string;
posthog.capture(\`a\\nb: {} \${at}\`);
`,
    });
    await initFromCode(folder);
    const text = readFileSync(join(folder, PLAN), "utf8");
    expect(text.split(/\r?\n/u).filter((line) => /^(?! *#)\s*(?:evil|events:|b|y):?/u.test(line))).toEqual([
      "events:",
    ]);
    const io = captureIo({ cwd: folder });
    expect(await generate({ format: "text", strict: false }, io)).toBe(0);
  });
});
