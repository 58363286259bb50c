/** `import --merge`: what a plan lacks is added, what it says stays, and every other byte, too. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generate } from "../../src/commands/generate.ts";
import { type ImportArguments, importPlan } from "../../src/commands/import/import-plan.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { captureIo } from "../support/captured-io.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const FILE = "tracking-plan.yaml";

const text = { type: "string", maxLength: 50 };
const rule = (key: string, properties: object, required: readonly string[] = []): object => ({
  key,
  type: "TRACK",
  jsonSchema: {
    properties: { properties: { type: "object", properties, required, additionalProperties: false } },
  },
});
const traits = (type: string, properties: object): object => ({
  type,
  jsonSchema: { properties: { traits: { type: "object", properties, additionalProperties: false } } },
});
const sizes = { type: "string", enum: ["small", "large"] };

/** Two events that the plan has, two that it lacks, and what it lacks of people and groups. */
const RULES = JSON.stringify({
  rules: [
    rule("order_paid", { amount: text, coupon: text, size: sizes }, ["amount", "coupon"]),
    rule("order_left", { reason: text }),
    rule("order_sent", { amount: text, carrier: text, size: sizes }, ["carrier"]),
    rule("order_lost", { carrier: text, size: sizes, plan: text }),
    traits("IDENTIFY", { plan: { ...text, maxLength: 60 }, city: text }),
    traits("GROUP", { seats: { type: "integer" } }),
  ],
});

const LINES = `# The plan of a shop.
plan: 1
name:   shop # kept

identity:
  user_id: { format: uuid, prefix: user_ }

properties:
  amount: { type: number, unit: EUR, description: The amount. }

person:
  # How they pay.
  plan: { type: string, max_length: 50, optional: true }

events:
  # kept
  order_paid:
    description:   Somebody paid.
    source: client
    properties:
      amount:
      note: { type: string, optional: true } # kept

  order_left: # nothing yet
`;

const EXPECTED = `# The plan of a shop.
plan: 1
name:   shop # kept

identity:
  user_id: { format: uuid, prefix: user_ }

properties:
  amount: { type: number, unit: EUR, description: The amount. }
  carrier: { type: string, max_length: 50 }
  group_id: { type: string }
  size: { type: enum, values: [small, large] }

person:
  # How they pay.
  plan: { type: string, max_length: 50, optional: true }
  city: { type: string, max_length: 50, optional: true }

events:
  # kept
  order_paid:
    description:   Somebody paid.
    source: client
    properties:
      amount:
      note: { type: string, optional: true } # kept
      coupon: { type: string, max_length: 50, optional: true }
      size: { optional: true }

  order_left: # nothing yet
    properties:
      reason: { type: string, max_length: 50, optional: true }

  order_lost:
    properties:
      carrier: { optional: true }
      size: { optional: true }
      plan: { type: string, max_length: 50, optional: true }

  order_sent:
    properties:
      amount: { optional: true }
      carrier:
      size: { optional: true }
`;

async function merge(plan: string, args: Partial<ImportArguments> = {}, others: Record<string, string> = {}) {
  const folder = makeTempFolder({ ".git/HEAD": "", "rules.json": RULES, [FILE]: plan, ...others });
  const io = captureIo({ cwd: folder });
  const defaults = {
    from: "segment",
    files: ["rules.json"],
    merge: true,
    dryRun: false,
    yes: true,
    format: "text",
  } as const;
  const code = await importPlan({ ...defaults, ...args }, io);
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  return { code, folder, out: io.printed.stdout, text: read(FILE), read };
}

/** A plan without where its parts stand. */
function contentOf(plan: string): unknown {
  const { plan: read, diagnostics } = readPlan({ file: FILE, bytes: new TextEncoder().encode(plan) });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return JSON.parse(JSON.stringify(read, (key, value: unknown) => (key === "order" ? undefined : value)));
}

/** Whether a text has all characters of another, in their order. */
function keepsAll(edited: string, former: string): boolean {
  let at = 0;
  for (const character of edited) if (character === former.charAt(at)) at += 1;
  return at === former.length;
}

test("adds events, and what else the plan lacks, and says so", async () => {
  const { code, text: edited, out, folder } = await merge(LINES);
  expect([code, edited.split("\ngroups:")[0]]).toEqual([0, EXPECTED]);
  expect(edited.slice(EXPECTED.length)).toBe(`
groups:
  group:
    key: group_id
    properties:
      seats: { type: integer, optional: true }
`);
  expect(out).toContain(
    `changed  ${FILE}: added 2 events, 3 properties of what is there, 3 shared properties, 1 group, 1 property of people\n`,
  );
  expect(out).toContain("Rename `group`");
  expect(out).toContain(
    "`order_paid.coupon`: The requirement is widened, from required to optional, since calls do not pass it yet.",
  );
  const io = captureIo({ cwd: folder });
  expect(await generate({ format: "text", strict: false }, io)).toBe(0);
});

test("lists each difference, and the plan stays as it says", async () => {
  const plan = LINES.replace(
    "person:",
    "groups:\n  group: { key: company_id, properties: { seats: { type: string } } }\nperson:",
  );
  const {
    out,
    text: edited,
    read,
  } = await merge(plan.replace("amount: {", "company_id: { type: string }\n  amount: {"), {
    report: "report.md",
  });
  expect(out).toContain("dropped  ");
  const rows = read("report.md")
    .split("\n")
    .filter((line) => line.includes("which it keeps"));
  expect(rows.map((row) => row.split(" | ").slice(0, 2).join(" "))).toEqual(
    [
      ["order_paid.amount", "type"],
      ["order_sent.amount", "type"],
      ["group", "key"],
      ["group.seats", "type"],
      ["plan", "type"],
    ].map(
      ([of, what]) => `| \`${of}\` The ${what} is dropped: the plan says something else, which it keeps.`,
    ),
  );
  expect(contentOf(edited)).toMatchObject({
    properties: [{ name: "amount", type: { kind: "number" } }, {}, {}, {}],
  });
});

/** The same plan, written otherwise. */
const STYLES: Readonly<Record<string, string>> = {
  "lines with CRLF, indented by four": LINES.replaceAll(/^(?: {2})+/gmu, (spaces) =>
    spaces.repeat(2),
  ).replaceAll("\n", "\r\n"),
  "maps in braces": `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
properties: { amount: { type: number, unit: EUR, description: The amount. } }
person: { plan: { type: string, max_length: 50, optional: true } } # kept
events: {
  order_paid: { description: Somebody paid., source: client, properties: { amount: , note: { type: string, optional: true } } },
  order_left: {},
}
`,
  JSON: JSON.stringify(
    {
      plan: 1,
      name: "shop",
      identity: { user_id: { format: "uuid", prefix: "user_" } },
      properties: { amount: { type: "number", unit: "EUR", description: "The amount." } },
      person: { plan: { type: "string", max_length: 50, optional: true } },
      events: {
        order_paid: {
          description: "Somebody paid.",
          source: "client",
          properties: { amount: {}, note: { type: "string", optional: true } },
        },
        order_left: {},
      },
    },
    undefined,
    2,
  ),
  "no final line end": LINES.trimEnd(),
};

describe.each(Object.entries(STYLES))("in %s", (_, plan) => {
  test("adds the same, keeps every other byte, and adds nothing more the next time", async () => {
    const { text: edited } = await merge(plan);
    expect(keepsAll(edited, plan)).toBe(true);
    expect(edited.includes("\r\n")).toBe(plan.includes("\r\n"));
    expect(edited.replaceAll("\r\n", "").includes("\r")).toBe(false);
    expect(contentOf(edited)).toEqual(contentOf((await merge(LINES)).text));
    expect((await merge(edited)).text).toBe(edited);
  });
});

describe("what cannot be added to safely", () => {
  test("is listed: an event of another file", async () => {
    const [main = "", events = ""] = LINES.split(/^(?=events:)/mu);
    const others = { "more.yaml": events };
    const { text: edited, out, read } = await merge(`${main}include: [more.yaml]\n`, {}, others);
    expect(read("more.yaml")).toBe(events);
    expect(edited).toContain("  order_sent:\n");
    expect(out).toContain("is in another file, or written in a way that cannot be edited safely");
  });

  test("is listed: an event whose anchor others refer to", async () => {
    const plan = LINES.replace(
      "order_left: # nothing yet",
      "order_left: &left { description: Gone. }\n  order_gone: *left",
    );
    const { text: edited, out } = await merge(plan);
    expect(edited).toContain("  order_left: &left { description: Gone. }\n  order_gone: *left\n");
    expect(edited).toContain("coupon: { type: string");
    expect(out).toContain("`order_left` is in another file, or written");
  });

  test("stops the import: shared properties that are an alias", async () => {
    const plan = LINES.replace("person:", "person: &both").replace(
      /^properties:\n.*\n/mu,
      "properties: *both\n",
    );
    await expect(
      merge(plan.replace(/^(properties: .*\n)\n(person:[^]*?\n)\n/mu, "$2\n$1\n")),
    ).rejects.toThrow("Cannot add to");
  });
});

test("more types of groups than PostHog has are skipped", async () => {
  const groups = [1, 2, 3, 4, 5].map((index) => `  g${index}: { key: k${index} }\n`).join("");
  const keys = [1, 2, 3, 4, 5].map((index) => `  k${index}: { type: string }\n`).join("");
  const { out } = await merge(LINES.replace("properties:\n", `groups:\n${groups}\nproperties:\n${keys}`));
  expect(out).toContain("The group is skipped: PostHog accepts at most 5 types of groups.");
});

test("a bundle comes along, and one of the plan is used where it is the same", async () => {
  const device = { type: "object", properties: { os: text, model: text }, additionalProperties: true };
  const schema = (name: string): string =>
    JSON.stringify({
      title: name,
      type: "object",
      allOf: [{ $ref: "device.json" }],
      properties: { [name]: text },
    });
  const others = {
    "in/a.json": schema("a"),
    "in/b.json": schema("b"),
    "in/device.json": JSON.stringify(device),
  };
  const args = { from: "json-schema", files: ["in"] } as const;
  const without = await merge(LINES, args, others);
  expect(without.text).toContain("bundles:\n  device:\n    properties:\n      os:");
  expect(without.text).toContain("  a:\n    with: [device]\n");
  const same =
    "bundles:\n  device: { properties: { model: { type: string, max_length: 50, optional: true }, os: { type: string, max_length: 50, optional: true } } }\n";
  const taken = await merge(`${LINES}${same}`, args, others);
  expect(taken.text).toContain("  a:\n    with: [device]\n");
  expect(taken.out).not.toContain("The bundle is dropped");
  const other = await merge(`${LINES}${same.replaceAll("50", "20")}`, args, others);
  expect(other.text).toContain(
    "  a:\n    properties:\n      os: { type: string, max_length: 50, optional: true }\n",
  );
  expect(other.out).toContain("The bundle is dropped: the plan says something else, which it keeps.");
});

test("accepts only the findings that come with it", async () => {
  const { read } = await merge(LINES);
  const { rules } = JSON.parse(read("tracking-plan.baseline.json")) as { rules: Record<string, number> };
  expect(rules).toMatchObject({ "missing-owner order_sent": 1, "missing-description carrier": 1 });
  expect(Object.keys(rules)).not.toContain("missing-owner order_paid");
});
