/** The schema in an editor: what the YAML language server, which VS Code and most others use, makes of it. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, openEditor } from "../support/language-server.ts";
import { RULES } from "../../src/rules/rules.ts";
import { ROOT } from "../support/command-line.ts";

/** This repository's plan and its schema stand as in any product's repository. */
const PLAN = readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8");
const [MODELINE = ""] = PLAN.split("\n");

let folder: string;
let editor: Editor;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-editor-")));
  cpSync(join(ROOT, "generated"), join(folder, "generated"), { recursive: true });
  editor = await openEditor(folder);
});

afterAll(async () => {
  await editor.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A plan in which only the keys that are asked for are of interest. */
const planWith = (rest: string): string =>
  `${MODELINE}\nplan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\n${rest}`;

/** A plan with an event that the schema does not know yet. */
const newEvent = (keys: string): string =>
  planWith(
    `events:\n  order_placed:\n    description: An order was placed.\n${keys.replaceAll(/^/gmu, "    ")}`,
  );

/** A plan with an event that the schema knows. */
const knownEvent = (keys: string): string => newEvent(keys).replace("order_placed", "subscription_created");

/** A plan that sets what is asked for of its rules. */
const rules = (settings: string): string => planWith(`lint:\n  rules:\n    ${settings}`);

const labels = async (marked: string): Promise<readonly string[]> =>
  (await editor.complete(marked)).map(({ label }) => label);

/** What is proposed under a label. */
const proposal = async (marked: string, label: string): Promise<unknown> =>
  (await editor.complete(marked)).find((proposed) => proposed.label === label);

/** What is shown where the pointer stands, without the link to the schema. */
const shown = async (marked: string): Promise<string | undefined> =>
  (await editor.hover(marked))?.replace(/\n*Source: \[tracking-plan\.schema\.json\].*$/su, "");

const SHARED = [
  "amount_usd",
  "duration_seconds",
  "organization_id",
  "sign_in_method",
  "stripe_subscription_id",
  "tier",
  "workflow_id",
];

test("the plan of this repository names its schema, and has no squiggle", async () => {
  expect(MODELINE).toBe("# yaml-language-server: $schema=./generated/tracking-plan.schema.json");
  expect(await editor.check(PLAN)).toEqual([]);
});

describe("completes", () => {
  test("the keys of an event, each with what it means and what follows it", async () => {
    const proposals = await editor.complete(newEvent("|"));
    expect(proposals.map(({ label }) => label).toSorted()).toEqual(
      "actor additional also_sent_as as category delivery deprecated examples groups idempotency links lint owner owner_side properties remove_after renamed_from revenue sets source stability status tags trigger with".split(
        " ",
      ),
    );
    expect(proposals.filter(({ label }) => ["source", "properties", "revenue"].includes(label))).toEqual([
      { label: "properties", documentation: "The properties of the event.", inserts: "properties:\n  " },
      {
        label: "revenue",
        documentation:
          "Sends `$revenue` and `currency` with the event.\n\nExample: `{ amount: amount_usd, currency: USD }`",
        inserts: "revenue:\n  amount: $1\n  currency: $2",
      },
      {
        label: "source",
        documentation: "Where the event is sent from.\n\nDefault: `server`.",
        inserts: "source: ",
      },
    ]);
  });

  test("shared properties, by their names alone", async () => {
    const place = newEvent("properties:\n  |");
    expect(await labels(place)).toEqual([...SHARED, "name"]);
    expect(await proposal(place, "amount_usd")).toEqual({
      label: "amount_usd",
      documentation: "The amount in US dollars, with cents as decimals. *number, at least 0, USD*",
      inserts: "amount_usd: ",
    });
  });

  test("the keys of a property, in a block and on one line", async () => {
    const block = await labels(newEvent("properties:\n  amount_usd:\n    |"));
    expect(block).toEqual(expect.arrayContaining(["type", "use", "optional", "default", "computed"]));
    expect(await labels(newEvent("properties:\n  amount_usd: { o| }"))).toEqual(block);
    expect(await proposal(newEvent("properties:\n  amount_usd:\n    |"), "default")).toMatchObject({
      inserts: "default: ",
    });
  });

  test.each<[string, string, readonly string[]]>([
    ["the sources", "source: |", ["server", "client", "both"]],
    ["the types", "properties:\n  x: { type: s| }", expect.arrayContaining(["string", "enum", "json"])],
    ["shared names after `use`", "properties:\n  x: { use: a| }", SHARED],
    ["shared names after `use`, in a block", "properties:\n  x:\n    use: |", SHARED],
    ["numbers for an amount", "revenue:\n  amount: |", ["amount_usd", "duration_seconds"]],
    [
      "the currencies of other events",
      "revenue:\n  amount: a\n  currency: |",
      ["USD", "{ property: currency_code }"],
    ],
    ["categories", "category: |", ["billing", "user", "workflow"]],
    ["tags", "tags:\n  - |", ["churn", "conversion", "engagement", "revenue", "stripe", "subscription"]],
    ["senders", "actor: |", ["user"]],
    ["groups", "groups:\n  |", expect.arrayContaining(["organization"])],
    [
      "what a group has",
      "sets:\n  groups:\n    organization:\n      |",
      ["employee_count", "industry", "subscription_tier", "name"],
    ],
    ["what a person has", "sets:\n  person:\n    |", ["company_size", "plan", "signup_method", "name"]],
    [
      "events to use instead",
      "deprecated:\n  use: |",
      expect.arrayContaining(["payment_succeeded", "workflow_failed"]),
    ],
    ["events it was renamed from", "renamed_from: |", expect.arrayContaining(["payment_succeeded"])],
  ])("%s", async (_, keys, expected) => {
    expect(await labels(newEvent(keys))).toEqual(expected);
  });

  test("the rules, how loud each may be, and their options", async () => {
    expect(await labels(rules("|"))).toEqual(expect.arrayContaining(RULES.map(({ name }) => name)));
    expect(await labels(rules("event-naming: |"))).toEqual(
      expect.arrayContaining(["error", "warning", '"off"']),
    );
    expect(await labels(rules("event-naming:\n      |"))).toEqual(
      expect.arrayContaining(["order", "severity", "style", "verbs"]),
    );
    expect(await labels(rules("event-naming:\n      order: |"))).toEqual([
      "object-verb",
      "verb-object",
      "any",
    ]);
    expect(await labels(newEvent("lint:\n  ignore:\n    |"))).toEqual(
      expect.arrayContaining(RULES.map(({ name }) => name)),
    );
  });

  test("the properties of an event that the schema knows, where the event speaks of them", async () => {
    const own = ["is_lifetime"];
    expect(SHARED).not.toContain("is_lifetime");
    for (const place of [
      "idempotency:\n  key:\n    - |",
      "idempotency: [|]",
      "sets:\n  groups:\n    organization:\n      industry: |",
    ]) {
      expect(await labels(knownEvent(place))).toEqual(expect.arrayContaining([...SHARED, ...own]));
      expect(await labels(newEvent(place))).not.toEqual(expect.arrayContaining(own));
    }
  });
});

describe("shows", () => {
  test("what a rule wants, and how loud it is by itself", async () => {
    const { title, severity } = RULES.find(({ name }) => name === "event-naming")!;
    expect(await shown(rules("event-na|ming: off"))).toContain(title);
    expect(await shown(rules("event-na|ming: off"))).toContain(`Default: \`${severity}\`.`);
  });

  test("what a key means, its default and what each of its values means", async () => {
    expect(await shown(newEvent("so|urce: server"))).toBe(
      [
        "Where the event is sent from.",
        "Default: `server`.",
        "Allowed Values:",
        [
          "* `server`: The backend sends it.",
          "* `client`: The frontend sends it.",
          "* `both`: Both send it, so that it arrives even if one side fails. Requires `owner_side`, and `idempotency`, so that it counts once.",
        ].join("\n"),
      ].join("\n\n"),
    );
  });

  test("of a value, what it means, first", async () => {
    expect(await shown(newEvent("status: depre|cated"))).toMatch(
      /Allowed Values:\n\n\* `deprecated`: Still sent, by a helper that is marked `@deprecated`\.\n/u,
    );
    expect(await shown(newEvent("properties:\n  x: { use: ti|er }"))).toMatch(
      /^Name of the shared property to use\. [^]*Allowed Values:\n\n\* `tier`: The subscription tier\. /u,
    );
  });

  test.each([
    ["nothing beside it", "properties:\n  amount|_usd:"],
    ["a change beside it", "properties:\n  amount|_usd: { optional: true }"],
  ])("what a shared property means, with %s", async (_, keys) => {
    expect(await shown(newEvent(keys))).toBe(
      "The amount in US dollars, with cents as decimals. *number, at least 0, USD*",
    );
  });

  test.each([
    [
      "properties:\n  mine|: { type: string }",
      "A property. Without keys, it is the shared property of the same name.",
    ],
    [
      "properties:\n  x: { type: array, it|ems: { type: string } }",
      "An item of an array, or a value of a map.",
    ],
    [
      "idem|potency: [a]",
      "How repeats are recognized, so that the event counts once. Both sides derive the event's uuid from the key.\n\nExample: ``{ key: [stripe_session_id], at: \"the session's `created`\" }``",
    ],
    [
      "category: bil|ling",
      "Groups events in the docs.\n\nAllowed Values:\n\n* `billing`\n* `user`\n* `workflow`",
    ],
  ])("at %j: %j", async (keys, expected) => {
    expect(await shown(newEvent(keys))).toBe(expected);
  });
});

describe("draws a squiggle under", () => {
  test.each<[string, string, readonly (readonly [under: string, message: string])[]]>([
    ["a wrong key", "triger: x", [["triger", "Property triger is not allowed."]]],
    [
      "a wrong key of a shared property",
      "properties:\n  amount_usd: { optinal: true }",
      [["optinal", "Property optinal is not allowed."]],
    ],
    [
      "a wrong value",
      "source: backend",
      [["backend", 'Value is not accepted. Valid values: "server", "client", "both".']],
    ],
    ["a number for a name that could be any", "category: 3", [["3", 'Incorrect type. Expected "string".']]],
    [
      "the wrong key of a map that could be a list",
      "idempotency: { keys: [a] }",
      [
        ["idempotency", 'Missing property "key".'],
        ["keys", "Property keys is not allowed."],
      ],
    ],
    [
      "a name with white space around it",
      "owner: ' billing'",
      [["' billing'", "Write it on one line, without whitespace around it."]],
    ],
    [
      "a name that is none",
      "properties:\n  $first: { type: string }",
      [
        [
          "$first",
          "A name is printable text of at most 200 characters, does not begin with `$`, and has no white space around it or twice in a row.",
        ],
      ],
    ],
    [
      "a type without what it needs, and with what it has not",
      "properties:\n  tags: { type: array, max: 5 }",
      [
        ["tags", 'Missing property "items".'],
        ["max", "Property max is not allowed."],
      ],
    ],
    [
      "a day that is none",
      "status: deprecated\ndeprecated: { since: yesterday }",
      [["yesterday", "Write the day as `YYYY-MM-DD`."]],
    ],
  ])("%s", async (_, keys, expected) => {
    const squiggles = await editor.check(newEvent(keys));
    expect(squiggles.map(({ under, message }) => [under, message])).toEqual(expected);
  });

  test("a form of an id beside a list of them", async () => {
    const plan = planWith("events: {}\n").replace(
      "prefix: user_",
      "forms: [{ format: integer, reused: false }]",
    );
    expect(await editor.check(plan)).toEqual([
      { under: "format", message: "Property format is not allowed." },
    ]);
  });
});
