import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCommand } from "../../support/run-command.ts";
import { makeTempFolder, writeFiles } from "../../support/temp-folder.ts";

const planWith = (...names: readonly string[]): string => `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
${names.map((name) => `  ${name}:\n    description: Somebody did something here.\n    owner: shop\n`).join("")}`;

const shop = (plan = planWith("paid", "sent")): string =>
  makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": plan });

const exportTo = (cwd: string, ...args: readonly string[]) => runCommand(["export", ...args], { cwd });

describe("export", () => {
  test("writes below the plan, says what is lost and where, and fails nothing for it", async () => {
    const cwd = shop();
    const { code, stdout } = await exportTo(cwd, "json-schema");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `From tracking-plan.yaml into exports/json-schema/: 2 events.
2 files written, 0 unchanged
dropped  2 (owner 2)
         tracking-plan.yaml:5: \`paid\`: The owner is dropped: JSON Schema has no keyword for it.
         tracking-plan.yaml:8: \`sent\`: The owner is dropped: JSON Schema has no keyword for it.
\`--format markdown\` lists every loss.
`,
    });
    expect(readdirSync(join(cwd, "exports/json-schema"))).toEqual(["paid.schema.json", "sent.schema.json"]);
  });

  test.each(["json-schema", "csv", "dbt"])("%s: a second run changes nothing", async (target) => {
    const cwd = shop();
    await exportTo(cwd, target, "--out", "out");
    const { stdout } = await exportTo(cwd, target, "--out", "out");
    expect(stdout).toMatch(/^0 files written, \d unchanged$/mu);
  });

  test.each(["json-schema", "csv", "dbt"])(
    "%s: a file that git checked out with other line ends is unchanged",
    async (target) => {
      const cwd = shop();
      await exportTo(cwd, target, "--out", "out");
      for (const name of readdirSync(join(cwd, "out"))) {
        const path = join(cwd, "out", name);
        const lines = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
        writeFileSync(path, target === "csv" ? lines : lines.replaceAll("\n", "\r\n"));
      }
      expect((await exportTo(cwd, target, "--out", "out")).stdout).toMatch(/^0 files written/mu);
    },
  );

  test("removes the schema of an event that is gone, and no file of anybody else", async () => {
    const cwd = shop();
    writeFiles(cwd, { "out/own.schema.json": "{}\n", "out/notes.txt": "Mine." });
    await exportTo(cwd, "json-schema", "--out", "out");
    writeFiles(cwd, { "tracking-plan.yaml": planWith("paid") });
    const { stdout } = await exportTo(cwd, "json-schema", "--out", "out");
    expect(stdout).toContain("0 files written, 1 removed, 1 unchanged");
    expect(readdirSync(join(cwd, "out"))).toEqual(["notes.txt", "own.schema.json", "paid.schema.json"]);
  });

  test.each([
    ["json-schema", "paid.schema.json"],
    ["csv", "properties.csv"],
    ["dbt", "sources.yml"],
  ])("%s: writes nothing if somebody else's %s is in the way", async (target, name) => {
    const cwd = shop();
    writeFiles(cwd, { [`out/${name}`]: "mine\n" });
    const { code, stdout } = await exportTo(cwd, target, "--out", "out");
    expect({ code, isNamed: stdout.includes(`out/${name}`) }).toEqual({ code: 1, isNamed: true });
    expect(stdout).toContain("file-not-generated");
    expect(readdirSync(join(cwd, "out"))).toEqual([name]);
    expect(readFileSync(join(cwd, "out", name), "utf8")).toBe("mine\n");
  });

  test("replaces its own file, also an edited one", async () => {
    const cwd = shop();
    await exportTo(cwd, "csv", "--out", "out");
    const path = join(cwd, "out/events.csv");
    const made = readFileSync(path, "utf8");
    writeFileSync(path, made.replace("Somebody", "Nobody"));
    expect((await exportTo(cwd, "csv", "--out", "out")).stdout).toContain("1 file written, 1 unchanged");
    expect(readFileSync(path, "utf8")).toBe(made);
  });

  test("a plan with an error exports nothing", async () => {
    const cwd = shop(planWith("paid").replace("owner: shop", "ownr: shop"));
    const { code, stdout } = await exportTo(cwd, "csv");
    expect({ code, isTold: stdout.includes("unknown-key") }).toEqual({ code: 1, isTold: true });
    expect(existsSync(join(cwd, "exports"))).toBe(false);
  });

  test.each([
    ["..", "outside of the repository"],
    [".git/hooks", "into `.git`"],
    ["link", "outside of the repository"],
  ])("does not write into %s, which leads %s", async (out, way) => {
    const cwd = shop();
    symlinkSync(makeTempFolder(), join(cwd, "link"));
    const { code, stderr } = await exportTo(cwd, "csv", "--out", out);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(way) as string });
  });

  test("does not write through a link, or over a folder, in the place of a file", async () => {
    const cwd = shop();
    const elsewhere = makeTempFolder({ "theirs.csv": "theirs" });
    mkdirSync(join(cwd, "out"));
    symlinkSync(join(elsewhere, "theirs.csv"), join(cwd, "out/events.csv"));
    const { code } = await exportTo(cwd, "csv", "--out", "out");
    expect(code).not.toBe(0);
    expect(readFileSync(join(elsewhere, "theirs.csv"), "utf8")).toBe("theirs");
    rmSync(join(cwd, "out/events.csv"));
    mkdirSync(join(cwd, "out/events.csv"));
    expect((await exportTo(cwd, "csv", "--out", "out")).code).not.toBe(0);
    expect(existsSync(join(cwd, "out/properties.csv"))).toBe(false);
  });

  test("--format markdown lists every loss, --format json all for programs", async () => {
    const cwd = shop(planWith(...Array.from({ length: 9 }, (_, index) => `event_${index}`)));
    const { stdout: markdown } = await exportTo(cwd, "json-schema", "--format", "markdown");
    expect(markdown.match(/^\| `event_\d` \|/gmu)).toHaveLength(9);
    const { stdout: json } = await exportTo(cwd, "json-schema", "--format", "json");
    const { losses, lossCounts } = JSON.parse(json) as Record<string, unknown>;
    expect(losses).toHaveLength(9);
    expect(lossCounts).toMatchObject({ dropped: 9, kept: 0 });
  });

  test("--warehouse chooses the expressions of dbt", async () => {
    const cwd = shop();
    writeFiles(cwd, {
      "tracking-plan.yaml": `${planWith("paid")}    properties: { amount: { type: number, description: What was paid. } }\n`,
    });
    const columns = async (warehouse: string): Promise<string | undefined> => {
      await exportTo(cwd, "dbt", "--out", "out", "--warehouse", warehouse);
      return /- name: (.*amount.*)/u.exec(readFileSync(join(cwd, "out/sources.yml"), "utf8"))?.[1];
    };
    expect(await columns("bigquery")).toBe(`json_value(properties, '$."amount"')`);
    expect(await columns("snowflake")).toBe(`"\\"properties\\"['amount']::varchar"`);
    expect(await columns("postgres")).toBe("(properties ->> 'amount')");
  });
});
