/** What the options of the command do. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../src/commands/check.ts";
import { generate } from "../../src/commands/generate.ts";
import { type ImportArguments, importPlan } from "../../src/commands/import/import-plan.ts";
import { Cancelled } from "../../src/commands/io.ts";
import { captureIo } from "../support/captured-io.ts";
import { scriptedAsk } from "../support/scripted-ask.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const TABLE = `Event,Description,Property,Type,Required
order_paid,Someone paid.,amount,number,yes
,,plan,string,no
,,coupon,string,no
order_sent,It left.,amount,number,no
,,carrier,string,yes
`;

async function runImport(
  cwd: string,
  args: Partial<ImportArguments> = {},
  ask?: Parameters<typeof captureIo>[0]["ask"],
) {
  const io = captureIo({ cwd, ...(ask && { ask }) });
  const defaults = {
    from: "csv",
    files: ["a.csv"],
    merge: false,
    dryRun: false,
    yes: true,
    format: "text",
  } as const;
  const code = await importPlan({ ...defaults, ...args }, io);
  return { code, out: io.printed.stdout };
}

const read = (folder: string, file = "tracking-plan.yaml"): string =>
  readFileSync(join(folder, file), "utf8");

test("without --id, the plan has one error, where the choice is to be made", async () => {
  const folder = makeTempFolder({ ".git/HEAD": "", "a.csv": TABLE });
  const { code, out } = await runImport(folder);
  expect([code, out]).toEqual([
    0,
    expect.stringContaining("Say in tracking-plan.yaml what the ids of your login look like"),
  ]);
  const checked = captureIo({ cwd: folder });
  expect(await check({ format: "text", strict: false }, checked)).toBe(1);
  expect(checked.printed.stdout).toContain("missing-key\n  The id has neither a `format`");
  expect(checked.printed.stdout).toMatch(/\n1 error\n$/u);
  const fixed = read(folder).replace(
    / {4}# TODO.*\n(?: {4}# .*\n)*/u,
    "    format: uuid\n    prefix: user_\n",
  );
  const again = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": fixed });
  expect(await generate({ format: "text", strict: false }, captureIo({ cwd: again }))).toBe(0);
});

test("--dry-run reports and writes nothing", async () => {
  const folder = makeTempFolder({ ".git/HEAD": "", "a.csv": TABLE });
  const { code, out } = await runImport(folder, { dryRun: true, report: "a.md" });
  expect([code, out]).toEqual([0, expect.stringContaining("would be created  tracking-plan.yaml: 2 events")]);
  expect(readdirSync(folder).toSorted()).toEqual([".git", "a.csv"]);
});

test.each([".json", ".txt"])("--report writes what was printed, as %s", async (ending) => {
  const folder = makeTempFolder({ ".git/HEAD": "", "a.csv": `${TABLE}$pageview,,,,\n` });
  const { out } = await runImport(folder, {
    report: `a${ending}`,
    format: ending === ".json" ? "json" : "text",
  });
  expect(read(folder, `a${ending}`)).toBe(out);
  expect(out).toContain("$pageview");
});

describe("at a terminal", () => {
  test.each([true, false])("asks whether the columns are right: %s", async (answer) => {
    const folder = makeTempFolder({ ".git/HEAD": "", "a.csv": TABLE });
    const ask = scriptedAsk([answer]);
    const ended = await runImport(folder, { yes: false }, ask).catch((error: unknown) => error);
    expect(ended instanceof Cancelled).toBe(!answer);
    expect(ask.asked.join("")).toContain(
      "--columns event=Event,description=Description,property=Property,type=Type,required=Required",
    );
    expect(readdirSync(folder).includes("tracking-plan.yaml")).toBe(answer);
  });
});

test("properties that always come together are a bundle", async () => {
  const rows = ["a", "b", "c"].map(
    (event) => `${event},"utm_source: string, utm_medium: string, utm_campaign: string, ${event}_id: string"`,
  );
  const folder = makeTempFolder({ ".git/HEAD": "", "a.csv": `Event,Properties\n${rows.join("\n")}\n` });
  await runImport(folder, { id: "uuid" });
  const plan = read(folder);
  expect(plan).toContain("bundles:\n  utm:\n    properties:\n      utm_source: { type: string }\n");
  expect(plan).toContain("  a:\n    with: [utm]\n    properties:\n      a_id: { type: string }\n");
  expect(await generate({ format: "text", strict: false }, captureIo({ cwd: folder }))).toBe(0);
});
