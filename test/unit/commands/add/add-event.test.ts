import { chmodSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AddArguments, addEventToPlan } from "../../../../src/commands/add/add-event.ts";
import type { Ask } from "../../../../src/commands/io.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { scriptedAsk } from "../../../support/scripted-ask.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
properties:
  tier: { type: string, description: The tier. }
  amount: { type: number, description: What it costs. }
events:
  # Money.
  order_paid:
    description: An order was paid.
    category: billing
    owner: money
`;

const ARGS: AddArguments = {
  name: "order_placed",
  plan: "tracking-plan.yaml",
  description: "An order was placed.",
  owner: [],
  property: [],
  format: "text",
};

async function run(cwd: string, args: Partial<AddArguments> = {}, ask?: Ask) {
  const io = captureIo({ cwd, ...(ask && { ask }) });
  const code = await addEventToPlan({ ...ARGS, ...args }, io);
  return { code, stdout: io.printed.stdout, plan: readFileSync(join(cwd, "tracking-plan.yaml"), "utf8") };
}

const makeProject = (plan = PLAN, files = {}): string =>
  makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": plan, ...files });

describe("with all that it needs", () => {
  it("writes the event, and says what to do next", async () => {
    const folder = makeProject(PLAN, { "pnpm-lock.yaml": "" });
    expect(await run(folder, { property: ["amount", "kind:enum=a,b:optional"], source: "client" })).toEqual({
      code: 0,
      stdout: `Added \`order_placed\` to tracking-plan.yaml, line 13.
Next: pnpm exec tracking-plan generate, then call trackOrderPlaced() in your code.
`,
      plan: `${PLAN}  order_placed:
    description: An order was placed.
    source: client
    properties:
      amount:
      kind:
        type: enum
        values: [a, b]
        optional: true
`,
    });
  });

  it("prints the same for programs", async () => {
    const { stdout } = await run(makeProject(), { format: "json" });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      event: { name: "order_placed", file: "tracking-plan.yaml", line: 13, helper: "trackOrderPlaced" },
    });
  });

  it("writes into an included file", async () => {
    const folder = makeProject(`include: [plans/*.yaml]\n${PLAN}`, { "plans/a.yaml": "events: {}\n" });
    const { code, plan } = await run(folder, { file: "plans/a.yaml", property: ["tier"] });
    expect({ code, plan }).toEqual({ code: 0, plan: `include: [plans/*.yaml]\n${PLAN}` });
    expect(readFileSync(join(folder, "plans/a.yaml"), "utf8")).toBe(
      "events:\n  order_placed:\n    description: An order was placed.\n    properties:\n      tier:\n",
    );
  });

  it.each([
    [{ owner: ["shop"] }, "  order_placed:\n    owner: shop\n"],
    [{ owner: ["shop", "1.0"] }, '  order_placed:\n    owner: [shop, "1.0"]\n'],
    [{}, "  order_placed: {}\n"],
  ])("writes no description, and %j", async (args, written) => {
    const { code, plan } = await run(makeProject(), { description: undefined, ...args });
    expect({ code, plan }).toEqual({ code: 0, plan: PLAN + written });
  });

  it("keeps a byte order mark, and the file's permissions", async () => {
    const folder = makeProject(`\u{feff}${PLAN}`);
    chmodSync(join(folder, "tracking-plan.yaml"), 0o640);
    expect((await run(folder)).plan.startsWith("\u{feff}plan: 1")).toBe(true);
    expect(statSync(join(folder, "tracking-plan.yaml")).mode & 0o777).toBe(0o640);
  });
});

describe("what would be an error", () => {
  it("is shown, and nothing is written", async () => {
    const { code, stdout, plan } = await run(makeProject(), { name: "order  placed" });
    expect({ code, plan }).toEqual({ code: 1, plan: PLAN });
    expect(stdout).toContain("error  name-invalid");
    expect(stdout).toContain(
      "Nothing was written: the event would introduce an error in tracking-plan.yaml.",
    );
  });

  it("does not count where it was there before", async () => {
    const broken = PLAN.replace("description: The tier.", "descriptoin: The tier.");
    const { code, plan } = await run(makeProject(broken));
    expect({ code, isAdded: plan.includes("order_placed") }).toEqual({ code: 0, isAdded: true });
  });

  it.each([
    [{ name: "order_paid" }, "The event `order_paid` already exists, at tracking-plan.yaml:9.", undefined],
    [
      { name: undefined },
      "`add event` requires a NAME.",
      "For example: `tracking-plan add event order_placed`.",
    ],
    [
      { property: ["tiers"] },
      "There is no shared property `tiers`, and `--property tiers` gives no type.",
      "Did you mean `tier`?",
    ],
    [
      { source: "sever" },
      "`--source` must be one of server, client, both, not `sever`.",
      "Did you mean `server`?",
    ],
    [
      { file: "../other.yaml" },
      "../other.yaml is not a file of the plan.",
      "Its files are tracking-plan.yaml. Add others with `include` in the plan.",
    ],
  ])("%j is refused", async (args, message, hint) => {
    await expect(run(makeProject(), args)).rejects.toMatchObject({ message, hint });
  });

  it("is a plan that a link leads out of the repository to", async () => {
    const elsewhere = makeTempFolder({ "tracking-plan.yaml": PLAN });
    const folder = makeTempFolder({ ".git/HEAD": "" });
    symlinkSync(join(elsewhere, "tracking-plan.yaml"), join(folder, "tracking-plan.yaml"));
    await expect(run(folder)).rejects.toThrow(
      "Cannot read tracking-plan.yaml: it is a link that leads outside of the repository.",
    );
    expect(readFileSync(join(elsewhere, "tracking-plan.yaml"), "utf8")).toBe(PLAN);
  });

  it("is a plan in an installed package", async () => {
    const plan = "node_modules/@acme/plan/tracking-plan.yaml";
    const folder = makeTempFolder({ ".git/HEAD": "", [plan]: PLAN });
    await expect(run(folder, { plan })).rejects.toThrow(
      /^Cannot write into .*: it leads into `node_modules`\.$/u,
    );
    expect(readFileSync(join(folder, plan), "utf8")).toBe(PLAN);
  });
});

describe("at a terminal", () => {
  it("asks for all that is not given", async () => {
    const ask = scriptedAsk([
      "order_placed",
      "An order was placed.",
      "billing",
      "",
      "client",
      ["amount"],
      "kind",
      "enum",
      "a, b",
      "Which.",
      true,
      "tier",
      "",
    ]);
    const { plan } = await run(makeProject(), { name: undefined, description: undefined }, ask);
    expect(plan).toBe(`${PLAN}  order_placed:
    description: An order was placed.
    category: billing
    owner: money
    source: client
    properties:
      amount:
      kind:
        type: enum
        values: [a, b]
        optional: true
        description: Which.
      tier:
`);
  });

  it("takes no answer for no description", async () => {
    const ask = scriptedAsk(["", "billing", "", "server", [], ""]);
    const { plan } = await run(makeProject(), { description: undefined }, ask);
    expect(plan).toBe(
      `${PLAN}  order_placed:\n    category: billing\n    owner: money\n    source: server\n`,
    );
  });

  it("asks nothing when name and description are given", async () => {
    const ask = scriptedAsk([]);
    expect((await run(makeProject(), {}, ask)).code).toBe(0);
    expect(ask.asked).toEqual([]);
  });
});

describe("a name in code", () => {
  it("is written into the plan, and names the helper", async () => {
    const { code, plan, stdout } = await run(makeProject(), { name: "Order Paid", as: "orderPaidTwice" });
    expect(code).toBe(0);
    expect(plan).toContain("  Order Paid:\n    as: orderPaidTwice\n    description:");
    expect(stdout).toContain("then call trackOrderPaidTwice()");
  });

  it.each(["order paid", "2fa", "", "$x", "a-b"])("is refused if it is none: %j", async (as) => {
    await expect(run(makeProject(), { as })).rejects.toThrow(`\`--as\` cannot be \`${as}\`.`);
  });

  it("is an error without a terminal, where none can be derived or it is taken", async () => {
    for (const name of ["???", "Order Paid"]) {
      const { code, plan, stdout } = await run(makeProject(), { name });
      expect({ code, plan }).toEqual({ code: 1, plan: PLAN });
      expect(stdout).toContain("set `as`, such as `as: orderPaid`");
    }
    expect((await run(makeProject(), { name: "???", as: "asked", format: "json" })).code).toBe(0);
  });

  it.each([
    ["???", "has no letter or digit to name anything in TypeScript after"],
    ["Order Paid", "and the event `order_paid` both become `trackOrderPaid`"],
    ["ORDER-paid", "differ only in case, separators, width or normal form"],
    ["track_options", "becomes `TrackOptions` in TypeScript, which is reserved"],
  ])("is asked for at a terminal, with the reason: %s", async (name, why) => {
    const ask = scriptedAsk(["orderPaid", "asked"]);
    const { code, plan } = await run(makeProject(), { name }, ask);
    expect(code).toBe(0);
    expect(plan).toContain("    as: asked\n");
    expect(ask.asked.filter((question) => question.includes("called in code"))).toEqual([
      expect.stringContaining(why),
      expect.stringContaining("and the event `order_paid` both become `trackOrderPaid`"),
    ]);
  });

  it("is not asked for where it would not help", async () => {
    const ask = scriptedAsk([]);
    for (const name of ["toString", "$order"]) {
      expect((await run(makeProject(), { name }, ask)).code).toBe(1);
    }
    expect(ask.asked).toEqual([]);
  });
});

describe("with --dry-run", () => {
  it("shows the lines that it would add, and writes nothing", async () => {
    const folder = makeProject();
    expect(await run(folder, { property: ["amount"], category: "billing", dryRun: true })).toEqual({
      code: 0,
      stdout: `tracking-plan.yaml:13:1  change  event-added
  These lines are new.
  13 | +   order_placed:
  14 | +     description: An order was placed.
  15 | +     category: billing
  16 | +     properties:
  17 | +       amount:

Nothing was written: this is a dry run.
`,
      plan: PLAN,
    });
  });

  it("fails where the event would introduce an error", async () => {
    const finished = await run(makeProject(), { name: "order paid", dryRun: true });
    expect(finished).toMatchObject({ code: 1, plan: PLAN });
    expect(finished.stdout).toContain("error");
  });
});
