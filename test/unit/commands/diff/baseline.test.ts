import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../../../src/commands/check.ts";
import { UsageError } from "../../../../src/commands/io.ts";
import { generate } from "../../../../src/commands/generate.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { makeTempFolder, writeFiles } from "../../../support/temp-folder.ts";

const ARGS = { plan: "tracking-plan.yaml", out: undefined, format: "text", strict: false } as const;

const HEAD = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
lint: { rules: { missing-owner: off, missing-trigger: off, missing-category: off, missing-example: off } }
`;

const PLAN = `${HEAD}events:
  OrderPaid: { description: A customer paid for an order., properties: { kind: { type: string } } }
  order_sent: { description: An order is on its way., properties: { kind: { type: string }, size: { type: string } } }
`;

const BASELINE = `{
  "version": 1,
  "rules": {
    "event-naming OrderPaid": 1,
    "missing-description kind": 2,
    "missing-description size": 1
  }
}
`;

interface Checked {
  readonly code: number;
  readonly stdout: string;
}

/** A folder with a plan, its files and, if it has one, a baseline. */
function projectOf(plan = PLAN, baseline?: string) {
  const cwd = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": plan });
  const path = join(cwd, "tracking-plan.baseline.json");
  if (baseline !== undefined) writeFiles(cwd, { "tracking-plan.baseline.json": baseline });
  return {
    cwd,
    path,
    read: () => (existsSync(path) ? readFileSync(path, "utf8") : undefined),
    /** Changes the plan, generates and checks. */
    async check(args: Partial<Parameters<typeof check>[0]> = {}, changed = plan): Promise<Checked> {
      writeFiles(cwd, { "tracking-plan.yaml": changed });
      await generate(ARGS, captureIo({ cwd }));
      const io = captureIo({ cwd });
      return { code: await check({ ...ARGS, ...args }, io), stdout: io.printed.stdout };
    },
  };
}

describe("writing", () => {
  test("only happens if it is asked for, with a sorted line for each rule and name", async () => {
    const project = projectOf();
    expect((await project.check({ strict: true })).code).toBe(1);
    expect(project.read()).toBeUndefined();

    const { code, stdout } = await project.check({ updateBaseline: true, strict: true });
    expect([code, stdout.split("\n")[0]]).toStrictEqual([
      0,
      "Wrote tracking-plan.baseline.json: 4 findings in 3 lines.",
    ]);
    expect(project.read()).toBe(BASELINE);
    expect((await project.check({ strict: true })).code).toBe(0);
    expect(project.read()).toBe(BASELINE);
  });

  test("is said even with `--quiet`, and told to programs", async () => {
    const project = projectOf();
    const quiet = await project.check({ updateBaseline: true, quiet: true });
    expect(quiet).toEqual({ code: 0, stdout: "Wrote tracking-plan.baseline.json: 4 findings in 3 lines.\n" });
    expect((await project.check({ quiet: true })).stdout).toBe("");

    const resultOf = async (args: Parameters<typeof project.check>[0]): Promise<unknown> => {
      const { stdout } = await project.check({ ...args, format: "json" });
      return (JSON.parse(stdout) as { baseline: unknown }).baseline;
    };
    const baseline = { file: "tracking-plan.baseline.json", accepted: 4 };
    expect(await resultOf({ updateBaseline: true })).toEqual({ ...baseline, written: true });
    expect(await resultOf({})).toEqual({ ...baseline, written: false });
    expect(await projectOf().check({ format: "json" })).toMatchObject({
      stdout: expect.stringContaining('"baseline": null') as string,
    });
  });

  test("does not happen where there is nothing to accept", async () => {
    const project = projectOf(
      `${HEAD}events: { order_paid: { description: A customer paid for an order. } }\n`,
    );
    expect((await project.check({ updateBaseline: true })).code).toBe(0);
    expect(project.read()).toBeUndefined();
  });

  test("does not happen where the plan has errors: its findings are not known", async () => {
    const project = projectOf(PLAN, BASELINE);
    const { code } = await project.check({ updateBaseline: true }, `${PLAN}eventz: {}\n`);
    expect([code, project.read()]).toStrictEqual([1, BASELINE]);
  });

  test("keeps other sections, and replaces what is not a baseline", async () => {
    const audit = `{ "version": 1, "rules": {}, "audit": { "b": 1, "a": [2] } }`;
    const project = projectOf(PLAN, audit);
    await project.check({ updateBaseline: true });
    expect(JSON.parse(project.read() ?? "")).toStrictEqual({
      ...(JSON.parse(BASELINE) as object),
      audit: { b: 1, a: [2] },
    });
    writeFiles(project.cwd, { "tracking-plan.baseline.json": "<<<<<<< HEAD\n" });
    await project.check({ updateBaseline: true });
    expect(project.read()).toBe(BASELINE);
  });

  test("does not follow a link", async () => {
    const project = projectOf();
    writeFiles(project.cwd, { elsewhere: "mine" });
    symlinkSync(join(project.cwd, "elsewhere"), project.path);
    await expect(project.check({ updateBaseline: true })).rejects.toThrow(UsageError);
    expect(readFileSync(join(project.cwd, "elsewhere"), "utf8")).toBe("mine");
  });

  test("names it after the plan", async () => {
    const cwd = makeTempFolder({ ".git/HEAD": "", "plans/shop.yml": PLAN });
    const args = { ...ARGS, plan: "plans/shop.yml" };
    await generate(args, captureIo({ cwd }));
    await check({ ...args, updateBaseline: true }, captureIo({ cwd }));
    expect(readFileSync(join(cwd, "plans/shop.baseline.json"), "utf8")).toBe(BASELINE);
  });
});

describe("checking", () => {
  test("a new finding fails, and so does one more of a name", async () => {
    const project = projectOf(PLAN, BASELINE);
    const named = await project.check({}, `${PLAN}  OrderLost: { description: Nobody knows where it is. }\n`);
    expect(named.code).toBe(1);
    expect(named.stdout).toContain("accepts: `event-naming` of `OrderLost` (1 instead of 0).");
    expect(named.stdout).not.toContain("OrderPaid");

    const more = `${PLAN}  order_lost: { description: Nobody knows where it is., properties: { kind: { type: string } } }\n`;
    const counted = await project.check({}, more);
    expect(counted.code).toBe(1);
    expect(counted.stdout).toContain("accepts: `missing-description` of `kind` (3 instead of 2).");
    expect(counted.stdout).not.toContain("`size`");
  });

  test("a finding less is a note, and fails with --strict", async () => {
    const project = projectOf(PLAN, BASELINE);
    const fewer = PLAN.replace("size: { type: string }", "size: { type: string, description: S or L. }");
    const { code, stdout } = await project.check({}, fewer);
    expect(code).toBe(0);
    expect(stdout).toContain("info  baseline-outdated");
    expect(stdout).toContain("`missing-description` of `size` (0 instead of 1)");
    expect((await project.check({ strict: true }, fewer)).code).toBe(1);
  });

  test("errors and findings about people's data are not accepted", async () => {
    const plan = `${HEAD.replace("missing-owner: off", "missing-owner: off, event-naming: error")}events:
  OrderPaid: { description: A customer paid for an order., properties: { email: { type: string, description: Where the invoice goes. } } }
`;
    const project = projectOf(plan);
    const written = await project.check({ updateBaseline: true });
    expect([written.code, project.read()]).toStrictEqual([1, undefined]);

    const lines = `"event-naming OrderPaid": 1, "unmarked-personal-data email": 1`;
    writeFiles(project.cwd, { "tracking-plan.baseline.json": `{ "version": 1, "rules": { ${lines} } }` });
    const { code, stdout } = await project.check();
    expect(code).toBe(1);
    expect(stdout).toContain("error  event-naming");
    expect(stdout).toContain("warning  unmarked-personal-data");
  });

  test("a cause that stands for many names is accepted name by name", async () => {
    const head = HEAD.replace("missing-owner: off, ", "");
    const planOf = (owner: string) => `${head}events:
  order_paid: { description: A customer paid for an order.${owner} }
  order_sent: { description: An order is on its way. }
`;
    const project = projectOf(planOf(""));
    await project.check({ updateBaseline: true });
    expect(project.read()).toContain('"missing-owner order_sent": 1');
    // The first owner makes single findings of the one cause.
    expect((await project.check({}, planOf(", owner: shop"))).code).toBe(0);
  });

  test.each([
    ["[]", "it is not a JSON object"],
    ["{", "it is not a JSON object"],
    ['{ "version": 2, "rules": {} }', "its `version` is not 1"],
    ['{ "version": 1, "rules": [] }', "its `rules` section is not an object"],
    [
      '{ "version": 1, "rules": { "event-naming a": -1 } }',
      "a count in its `rules` section is not a whole number from 1",
    ],
  ])("refuses %s", async (text, fault) => {
    await expect(projectOf(PLAN, text).check()).rejects.toThrow(
      `tracking-plan.baseline.json is not a baseline: ${fault}.`,
    );
  });
});
