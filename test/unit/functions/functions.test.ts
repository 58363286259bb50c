import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../../src/cli/commands.ts";
import { run } from "../../../src/cli/run.ts";
import type { PlanFunction } from "../../../src/functions/define-function.ts";
import { FUNCTIONS } from "../../../src/functions/functions.ts";
import { pageFunctionsOf } from "../../../src/functions/page-functions.ts";
import { toolsOf } from "../../../src/functions/tools.ts";
import { answerKey } from "../../../src/observe/session.ts";
import { ROOT } from "../../support/command-line.ts";
import { UsageError } from "../../../src/commands/io.ts";
import { readPlanText } from "../../support/bundle-generated.ts";
import { captureIo, type CapturedIo } from "../../support/captured-io.ts";
import { makeGitRepository } from "../../support/git-repository.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
properties:
  amount: { type: number, unit: EUR, description: What it costs. }
events:
  order_placed:
    description: A customer placed an order.
    trigger: The order is in the database.
    category: shop
    owner: checkout-team
    idempotency: [order_id]
    properties:
      amount:
      order_id: { type: string, description: The order. }
      channel: { type: enum, values: [web, app], default: web, description: Where. }
      version: { type: integer, const: 2, description: The version. }
      double: { type: number, computed: amount * 2, description: Twice. }
  newsletter_joined:
    description: Somebody subscribed to the newsletter.
    source: client
    renamed_from: newsletter_signup
`;

const ID = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";

const makeProject = (files = {}): string =>
  makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": PLAN, ...files });

const TOOLS = toolsOf(FUNCTIONS, { plan: undefined, io: captureIo({ cwd: "/" }) });

/** Has a tool called, as a coding agent does. */
async function call(name: string, input: unknown, io: CapturedIo = captureIo({ cwd: makeProject() })) {
  const tool = toolsOf(FUNCTIONS, { plan: undefined, io }).find((one) => one.name === name);
  if (tool === undefined) throw new RangeError(`There is no ${name}.`);
  const told = await tool.call(input);
  // What a command prints must not reach the streams, which belong to a protocol.
  expect(io.printed).toEqual({ stdout: "", stderr: "" });
  return told;
}

/** The functions that a surface has. */
const names = (surface: "commandLine" | "tool" | "page"): readonly string[] =>
  FUNCTIONS.filter((fn) => fn[surface] !== undefined).map(({ name }) => name);

describe("the list", () => {
  test("serves every surface", () => {
    expect(names("commandLine")).toEqual(Object.keys(COMMANDS));
    expect(names("tool")).toEqual([
      "check",
      "audit",
      "inspect",
      "add",
      "diff",
      "list",
      "explain",
      "nearest_event",
      "validate",
    ]);
    expect(TOOLS.map(({ name }) => name)).toEqual([
      "check",
      "audit",
      "observe",
      "add_event",
      "diff",
      "list",
      "explain",
      "nearest_event",
      "validate",
    ]);
    expect(names("page")).toEqual(["list", "explain"]);
  });

  test.each(FUNCTIONS.map((fn) => [fn.name, fn] as const))(
    "%s names parameters of its own table alone",
    (_, { parameters, commandLine, tool, page }: PlanFunction) => {
      const named = [tool, page].reduce<readonly string[]>(
        (all, { takes = [], requires = [], presets = {} } = { takes: [] }) =>
          all.concat(takes, requires, Object.keys(presets)),
        commandLine?.positionals ?? [],
      );
      expect(Object.keys(parameters)).toEqual(expect.arrayContaining([...named]));
      for (const { takes, requires = [] } of [tool, page].filter((surface) => surface !== undefined)) {
        expect(takes).toEqual(expect.arrayContaining([...requires]));
        // Surfaces without a person work on one plan.
        expect(takes).not.toContain("plan");
      }
    },
  );

  test("gives agents these parameters, and tells problems that were found from failures", () => {
    const parameters = TOOLS.map(({ name, inputSchema }) => [
      name,
      Object.keys(inputSchema["properties"] as object).join(" "),
    ]);
    expect(Object.fromEntries(parameters)).toEqual({
      check: "",
      audit: "paths",
      observe: "recording baseline",
      add_event: "name description trigger category owner source property as file dry_run",
      diff: "against",
      list: "words limit",
      explain: "name event",
      nearest_event: "description name",
      validate: "name properties distinct_id",
    });
    const finding = FUNCTIONS.filter(({ tool }) => tool?.findsProblems === true);
    expect(finding.map(({ name }) => name)).toEqual(["check", "audit", "inspect", "diff", "validate"]);
  });

  test.each(TOOLS)("documents $name for agents", ({ name }) => {
    expect(readFileSync(join(ROOT, "docs/agents.md"), "utf8")).toMatch(
      new RegExp(`^\\| \`${name}\` \\| `, "mu"),
    );
  });

  test.each<[tool: string, input: object, argv: readonly string[]]>([
    ["list", { words: ["purchase"] }, ["list", "purchase"]],
    ["explain", { name: "order_placed" }, ["explain", "order_placed"]],
    ["check", {}, ["check"]],
    ["diff", { against: "old.yaml" }, ["diff", "--against", "old.yaml"]],
    [
      "add_event",
      { name: "cart_opened", description: "Opened.", property: ["amount"] },
      ["add", "event", "cart_opened", "--description", "Opened.", "--property", "amount", "--dry-run"],
    ],
    [
      "validate",
      { name: "order_placed", properties: { amount: "1" } },
      ["validate", "order_placed", '{"amount":"1"}'],
    ],
  ])("%s tells agents what the command tells people", async (tool, input, argv) => {
    const files = { "old.yaml": PLAN.replace("  newsletter_joined:", "  newsletter_left:") };
    const people = captureIo({ cwd: makeProject(files), env: { NO_COLOR: "1" } });
    await run(argv, "1.0.0", people);
    const { text } = await call(tool, input, captureIo({ cwd: makeProject(files) }));
    expect(text).toBe(people.printed.stdout);
    expect(text).not.toBe("");
  });
});

describe("the page", () => {
  const plan = readPlanText(PLAN);

  test("has what it shows of the plan from the same functions", async () => {
    const io = captureIo({ cwd: makeProject() });
    const page = pageFunctionsOf(FUNCTIONS, io);
    const { ok, text } = await page.ask("list", {}, plan);
    expect({ ok, events: (JSON.parse(text) as { events: unknown }).events }).toMatchObject({
      ok: true,
      events: [
        { name: "newsletter_joined", source: "client" },
        { name: "order_placed", status: "live", source: "server", category: "shop" },
      ],
    });
    expect(await page.ask("explain", { name: "order_placed" }, plan)).toMatchObject({ ok: true });
    expect(await page.ask("explain", {}, plan)).toMatchObject({ ok: false });
    expect(await page.ask("generate", {}, plan)).toEqual({
      ok: false,
      text: "The page has no such function.",
    });
    expect(await page.ask("toString", {}, plan)).toMatchObject({ ok: false });
    expect(io.printed).toEqual({ stdout: "", stderr: "" });
  });

  test("has the plan that events are compared with, whatever its file has by now", async () => {
    const cwd = makeProject({ "tracking-plan.yaml": "plan: [" });
    const page = pageFunctionsOf(FUNCTIONS, captureIo({ cwd }));
    expect((await page.ask("list", {}, plan)).text).toContain('"order_placed"');
    const { text } = await page.ask("explain", { name: "order_placed" }, plan);
    expect(text).toContain("A customer placed an order.");
    expect((await page.saved(plan))[answerKey("explain", { name: "order_placed" })]).toBe(text);
  });

  test("shows an event that a code is called like", async () => {
    const named = readPlanText(`${PLAN}  not_finite: { description: The road has no end. }\n`);
    const page = pageFunctionsOf(FUNCTIONS, captureIo({ cwd: "/" }));
    const { text } = await page.ask("explain", { name: "not_finite" }, named);
    expect(text).toContain("The road has no end.");
    expect((await page.saved(named))[answerKey("explain", { name: "not_finite" })]).toBe(text);
  });

  test("has all that it can ask for in a file, too", async () => {
    const io = captureIo({ cwd: makeProject() });
    const page = pageFunctionsOf(FUNCTIONS, io);
    const saved = await page.saved(plan);
    expect(Object.keys(saved)).toEqual([
      answerKey("list", {}),
      answerKey("explain", { name: "newsletter_joined" }),
      answerKey("explain", { name: "order_placed" }),
    ]);
    for (const name of ["order_placed", "newsletter_joined"]) {
      const { text } = await page.ask("explain", { name }, plan);
      expect(saved[answerKey("explain", { name })]).toBe(text);
    }
    expect(saved[answerKey("list", {})]).toBe((await page.ask("list", {}, plan)).text);
  });

  test("saves no failure in the place of an answer", async () => {
    const failing: PlanFunction = {
      name: "failing",
      summary: "",
      parameters: {},
      page: { takes: [] },
      run: () => Promise.reject(new UsageError("It failed.")),
    };
    const page = pageFunctionsOf([failing], captureIo({ cwd: "/" }));
    expect(await page.saved(plan)).toEqual({});
  });
});

describe("list", () => {
  test("finds events by words that mean the same, and by owners", async () => {
    for (const query of ["purchase", "orders", "the checkout team", "order_id"]) {
      const { text } = await call("list", { words: query.split(" ") });
      expect(text).toMatch(/^`order_placed` · trackOrderPlaced\(\) · live · source server · category shop/u);
    }
  });

  test("lists all events without words, and says where none is found", async () => {
    expect((await call("list", {})).text.match(/^`/gmu)).toHaveLength(2);
    expect((await call("list", { words: ["weather"] })).text).toBe(
      "No event has these words. The plan has 2 events.\n",
    );
  });

  test("shows at most 30 events of a large plan", async () => {
    const events = Array.from(
      { length: 400 },
      (_, index) => `  page_${index}_seen: { description: ${"x".repeat(900)} }`,
    );
    const io = captureIo({
      cwd: makeProject({ "tracking-plan.yaml": `${PLAN}${events.join("\n")}\n` }),
    });
    const { text } = await call("list", { words: ["page"] }, io);
    expect(text.match(/^`/gmu)).toHaveLength(30);
    expect(text).toContain("370 more: search with other words.");
    expect(text.length).toBeLessThan(15_000);
  });
});

describe("nearest_event", () => {
  test.each([
    [{ name: "order_placed", description: "x" }, "The plan has this event:\n`order_placed`"],
    [{ name: "orderPlaced", description: "x" }, "Probably the same event: differs in case and separators"],
    [{ name: "newsletter_signup", description: "x" }, "Probably the same event: its former name"],
    [{ description: "A client buys something at the shop" }, "Nearest by words:\n`order_placed`"],
    [{ description: "The weather changes" }, "No event is near."],
  ])("%j", async (input, beginning) => {
    const { ok, text } = await call("nearest_event", input);
    expect({ ok, text: text.slice(0, beginning.length) }).toEqual({ ok: true, text: beginning });
  });
});

test("agents are told what replaces a deprecated event", async () => {
  const plan = `${PLAN}  order_made:
    description: Somebody ordered.
    status: deprecated
    deprecated: { since: 2026-01-01, use: order_placed, reason: It counted carts. }
`;
  const io = captureIo({ cwd: makeProject({ "tracking-plan.yaml": plan }) });
  expect((await call("explain", { name: "order_made" }, io)).text).toContain(
    "What to send instead\n  Send `order_placed`. It is deprecated since 2026-01-01. It counted carts.\n",
  );
  expect((await call("nearest_event", { description: "x", name: "order_made" }, io)).text).toContain(
    "`order_made` · trackOrderMade() · deprecated, send `order_placed` · source server",
  );
});

test("explain tells an event's helper and a code's meaning", async () => {
  const { text } = await call("explain", { name: "order_placed" });
  expect(text).toContain("On the server\n  // from generated/index.ts\n  trackOrderPlaced(");
  const planned = `${PLAN}  trial_ended: { description: It ended., status: planned }\n`;
  const later = captureIo({ cwd: makeProject({ "tracking-plan.yaml": planned }) });
  expect((await call("explain", { name: "trial_ended" }, later)).text).toContain(
    "Not yet: it is only planned and has no helper.",
  );
  expect((await call("explain", { name: "not_finite" })).text).toContain("`NaN`");
  expect(await call("explain", { name: "order_plced" })).toEqual({
    ok: false,
    text: "tracking-plan: There is no code or event `order_plced`.\nhint: Did you mean `order_placed`?\n",
  });
});

describe("add_event", () => {
  const EVENT = { name: "cart_opened", description: "Somebody opened the cart.", property: ["amount"] };

  test("shows lines, and writes them only if asked to", async () => {
    const folder = makeProject();
    const io = captureIo({ cwd: folder });
    const planOf = () => readFileSync(join(folder, "tracking-plan.yaml"), "utf8");
    const shown = await call("add_event", EVENT, io);
    expect(shown).toMatchObject({ ok: true, text: expect.stringContaining("| +   cart_opened:") });
    expect(planOf()).toBe(PLAN);
    expect(await call("add_event", { ...EVENT, dry_run: false }, io)).toMatchObject({ ok: true });
    expect(planOf()).toBe(
      `${PLAN}  cart_opened:\n    description: Somebody opened the cart.\n    properties:\n      amount:\n`,
    );
  });

  test.each([
    [{ ...EVENT, name: "order_placed" }, "already exists, at tracking-plan.yaml:7"],
    [{ ...EVENT, name: "Order Placed", dry_run: false }, "Nothing was written"],
    [{ ...EVENT, property: ["wrong"] }, "There is no shared property `wrong`"],
    [{ ...EVENT, file: "../other.yaml" }, "is not a file of the plan"],
    [{ ...EVENT, source: "app" }, "The parameter `source` must be one of server, client, both."],
  ])("fails for %j", async (input, reason) => {
    expect(await call("add_event", input)).toMatchObject({
      ok: false,
      text: expect.stringContaining(reason),
    });
  });
});

test("check reports problems and is no failure", async () => {
  const { ok, text } = await call("check", {});
  expect(ok).toBe(true);
  expect(text).toContain("file-missing");
});

test("diff compares with a commit and with files of the project, and reads no others", async () => {
  const { folder, commit } = makeGitRepository({
    "tracking-plan.yaml": PLAN,
    "old.yaml": PLAN.replace("  newsletter_joined:", "  newsletter_left:"),
  });
  commit("Plan");
  const { PATH = "" } = process.env;
  const io = captureIo({ cwd: folder, env: { PATH, HOME: folder } });
  expect(await call("diff", {}, io)).toMatchObject({ ok: true });
  const { ok, text } = await call("diff", { against: "old.yaml" }, io);
  expect({ ok, isBreaking: text.includes("newsletter_left") }).toEqual({ ok: true, isBreaking: true });
  expect(await call("diff", { against: "no-such-branch" }, io)).toMatchObject({ ok: false });
});

describe("validate", () => {
  test.each([
    [{ amount: 1, order_id: "o" }, "The sample of `order_placed` is valid.\n"],
    [{ amount: 1, order_id: "o", channel: "app", version: 2 }, "The sample of `order_placed` is valid.\n"],
    [
      { amount: "1", order_id: "o" },
      "error  event-breaks-plan\n  `amount` must be a number, but is the string `1`.\n\n1 error\n",
    ],
    [{ order_id: "o" }, "error  event-breaks-plan\n  `amount` is missing.\n\n1 error\n"],
    [
      { amount: 1, order_id: "o", chanel: "app" },
      "error  event-breaks-plan\n  `chanel` is not a property of the event.\n  hint: Did you mean `channel`?\n\n1 error\n",
    ],
    [
      { amount: 1, order_id: "o", version: 3 },
      "error  event-breaks-plan\n  `version` must be `2`.\n\n1 error\n",
    ],
  ])("%j", async (properties, expected) => {
    const { text } = await call("validate", { name: "order_placed", properties });
    expect(text).toBe(expected);
  });

  test("warns of events that are not to be sent, and accepts the sample", async () => {
    const more =
      "  order_made: { description: Old., status: deprecated, deprecated: { use: order_placed } }\n";
    const io = captureIo({ cwd: makeProject({ "tracking-plan.yaml": `${PLAN}${more}` }) });
    expect(await run(["validate", "order_made", "{}"], "1.0.0", io)).toBe(0);
    expect(io.printed.stdout).toBe(
      "warning  deprecated-event-arrived\n  `order_made` is deprecated.\n  hint: Send `order_placed` instead.\n\n1 warning\nThe sample of `order_made` is valid.\n",
    );
  });

  test("judges the id, and names the event that was meant", async () => {
    const properties = { amount: 1, order_id: "o" };
    const name = "order_placed";
    expect((await call("validate", { name, properties, distinct_id: ID })).text).toContain("is valid");
    expect((await call("validate", { name, properties, distinct_id: "ada@example.com" })).text).toContain(
      "id-not-in-contract",
    );
    expect((await call("validate", { name: "orderPlaced", properties })).text).toContain(
      "Did you mean `order_placed`",
    );
  });
});

/** An object in an object in an object. */
function nested(depth: number): object {
  let value: object = {};
  for (let level = 1; level < depth; level += 1) value = { value };
  return value;
}

describe("input that no schema allows", () => {
  test.each([
    ["explain", undefined, "The parameter `name` is missing."],
    ["explain", [], "The input must be an object."],
    ["explain", { name: 7 }, "The parameter `name` must be a string"],
    ["explain", null, "The input must be an object."],
    ["explain", { name: "x".repeat(10_001) }, "of 1 to 10,000 characters"],
    ["explain", { name: "" }, "of 1 to 10,000 characters"],
    ["diff", { against: "a\0b" }, "none of them NUL"],
    ["observe", { recording: "a\0b" }, "none of them NUL"],
    ["audit", { paths: [""] }, "of 1 to 10,000 characters"],
    ["audit", { paths: ["a\0b"] }, "none of them NUL"],
    ["explain", { name: "a", nam: "b" }, "There is no parameter `nam`."],
    ["explain", { name: "a", __proto__: null, constructor: 1 }, "There is no parameter `constructor`."],
    ["validate", { name: "a", properties: [] }, "must be an object"],
    [
      "validate",
      { name: "a", properties: { a: "x".repeat(1_000_001) } },
      "must be an object of JSON with at most",
    ],
    ["validate", { name: "a", properties: nested(100_000) }, "and 127 levels"],
    ["add_event", { name: "a", description: "b", dry_run: "yes" }, "must be true or false"],
    ["add_event", { name: "a", description: "b", owner: [1] }, "must be a list"],
  ])("%s", async (name, input, reason) => {
    expect(await call(name, input)).toMatchObject({ ok: false, text: expect.stringContaining(reason) });
  });
});

test("a plan that cannot be read is told", async () => {
  const io = captureIo({ cwd: makeProject({ "tracking-plan.yaml": "plan: [" }) });
  expect(await call("list", { words: ["a"] }, io)).toMatchObject({ ok: false });
  expect(await call("list", { words: ["a"] }, captureIo({ cwd: makeTempFolder({}) }))).toEqual({
    ok: false,
    text: expect.stringContaining("There is no tracking-plan.yaml"),
  });
});

test("a long report is cut", async () => {
  const values = Array.from({ length: 9000 }, (_, index) => `value_${index}`).join(", ");
  const plan = `${PLAN}  long:\n    description: Long.\n    properties:\n      kind: { type: enum, values: [${values}], description: A kind. }\n`;
  const io = captureIo({ cwd: makeProject({ "tracking-plan.yaml": plan }) });
  const { text } = await call("explain", { name: "long" }, io);
  expect(text).toMatch(/… [\d,]+ more characters were left out\. Ask for less\.\n$/u);
  expect(text.length).toBeLessThan(40_100);
});

test("no path leads out of the project", async () => {
  const outside = makeTempFolder({
    "secret.yaml": "secret: hunter2\n",
    "code.ts": "export const secret = 1;\n",
  });
  const folder = makeProject();
  symlinkSync(join(outside, "secret.yaml"), join(folder, "link.yaml"));
  const io = captureIo({ cwd: folder });
  for (const against of [join(outside, "secret.yaml"), "link.yaml", "./link.yaml"]) {
    const { ok, text } = await call("diff", { against }, io);
    expect({ ok, text }).toEqual({
      ok: false,
      text: expect.stringContaining("outside of the plan's project"),
    });
    expect(text).not.toContain("hunter2");
  }
  const secret = join(outside, "secret.yaml");
  for (const [name, input] of [
    ["audit", { paths: [join(outside, "code.ts")] }],
    ["audit", { paths: [".", join(outside, "code.ts")] }],
    ["add_event", { name: "cart_opened", description: "Opened.", file: secret }],
    ["observe", { recording: secret }],
    ["observe", { recording: "tracking-plan.yaml", baseline: secret }],
  ] as const) {
    expect(await call(name, input, io)).toMatchObject({
      ok: false,
      text: expect.stringContaining("outside of the plan's project"),
    });
  }
});

test("functions have no network and no prompts, and a bug is told", async () => {
  const io = captureIo({ cwd: makeProject() });
  const broken: PlanFunction = {
    name: "broken",
    summary: "",
    parameters: {},
    tool: { title: "", description: "", takes: [] },
    run: async (_, quiet) => {
      expect(quiet.ask).toBeUndefined();
      await expect(quiet.fetch("http://127.0.0.1")).rejects.toThrow("no network");
      throw new Error("broken");
    },
  };
  const [tool] = toolsOf([broken], { plan: undefined, io });
  expect(await tool?.call({})).toEqual({
    ok: false,
    text: "This is a bug in tracking-plan, in broken: broken",
  });
});

describe("observe", () => {
  test("reports a recording, and reads none from outside of the project", async () => {
    const events = [
      { event: "order_placed", distinctId: ID, uuid: "x", properties: { amount: "1" } },
      { event: "orderPlaced", distinctId: ID, uuid: "y", properties: {} },
    ];
    const recording = JSON.stringify({ format: 1, plan: "shop", events });
    const folder = makeProject({ "run.json": recording });
    const { ok, text } = await call("observe", { recording: "run.json" }, captureIo({ cwd: folder }));
    expect(ok).toBe(true);
    expect(text).toContain("`amount` must be a number, but is the string `1`.");
    expect(text).toContain("Did you mean `order_placed`");
    expect(text).toContain("Never arrived: newsletter_joined");
    const outside = join(makeTempFolder({ "run.json": recording }), "run.json");
    expect(await call("observe", { recording: outside }, captureIo({ cwd: folder }))).toMatchObject({
      ok: false,
      text: expect.stringContaining("outside of the plan's project"),
    });
  });
});
