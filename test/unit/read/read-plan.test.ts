import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPlan } from "../../../src/read/read-plan.ts";
import { eventWith, PLAN_HEAD, planOf, readText, toldOf } from "../../support/read-text.ts";

describe("readPlan", () => {
  test("reads this repository's plan and has nothing to say of it", () => {
    const bytes = readFileSync(new URL("../../../tracking-plan.yaml", import.meta.url));
    const { plan, diagnostics } = readPlan({ file: "tracking-plan.yaml", bytes });
    expect(diagnostics).toStrictEqual([]);
    expect(plan?.events.map(({ name }) => name)).toStrictEqual([
      "checkout_completed",
      "feature_used",
      "payment_failed",
      "payment_succeeded",
      "subscription_canceled",
      "subscription_created",
      "subscription_payment",
      "subscription_updated",
      "user_created",
      "user_signed_in",
      "workflow_completed",
      "workflow_failed",
      "workflow_started",
    ]);
  });

  test("turns a file into a plan", () => {
    const plan = planOf(`plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_, accept_unprefixed: true }
groups:
  team: { key: team_id, properties: { tier: { optional: true } } }
person:
  tier: { description: Of the person. }
properties:
  tier: { type: enum, values: { "10": Ten, "2": , free: No charge } }
events:
  paid:
    description: A customer paid.
    tags: [money]
    idempotency: [team_id]
    revenue: { amount: amount, currency: EUR }
    sets: { groups: { team: { tier: tier } } }
    properties:
      team_id: { type: string, pii: pseudonymous }
      amount: { type: number, min: 0, default: 5 }
      tier:
      double: { type: number, computed: amount * 2 }
`);
    const tier = {
      kind: "enum",
      values: [
        { value: "10", meaning: "Ten" },
        { value: "2", meaning: undefined },
        { value: "free", meaning: "No charge" },
      ],
      shared: "tier",
    };
    const plain = { nullable: false, pii: "none" };
    expect(plan).toEqual({
      name: "shop",
      identity: {
        userId: {
          description: undefined,
          forms: [
            {
              at: ["identity", "user_id"],
              format: { kind: "uuid" },
              prefix: "user_",
              acceptUnprefixed: true,
            },
          ],
        },
        actors: [],
      },
      groups: [
        {
          name: "team",
          at: ["groups", "team"],
          key: "team_id",
          properties: [
            {
              ...plain,
              name: "tier",
              at: ["groups", "team", "properties", "tier"],
              type: tier,
              source: { kind: "argument", optional: true },
              use: "tier",
            },
          ],
        },
      ],
      person: [
        {
          ...plain,
          name: "tier",
          at: ["person", "tier"],
          type: tier,
          source: { kind: "argument", optional: false },
          description: "Of the person.",
          use: "tier",
        },
      ],
      properties: [
        {
          ...plain,
          name: "tier",
          at: ["properties", "tier"],
          type: tier,
          source: { kind: "argument", optional: false },
        },
      ],
      bundles: [],
      common: { server: [], client: [] },
      events: [
        {
          name: "paid",
          at: ["events", "paid"],
          description: "A customer paid.",
          tags: ["money"],
          source: "server",
          actor: "user",
          status: "live",
          idempotency: { key: { kind: "properties", properties: ["team_id"] } },
          revenue: { amount: "amount", currency: { kind: "code", code: "EUR" } },
          groups: [{ group: "team", property: "team_id" }],
          sets: {
            person: [],
            personOnce: [],
            groups: [{ group: "team", assignments: [{ target: "tier", from: "tier" }] }],
          },
          with: [],
          properties: [
            {
              name: "team_id",
              at: ["events", "paid", "properties", "team_id"],
              type: { kind: "string" },
              source: { kind: "argument", optional: false },
              nullable: false,
              pii: "pseudonymous",
              piiStated: true,
            },
            {
              ...plain,
              name: "amount",
              at: ["events", "paid", "properties", "amount"],
              type: { kind: "number", min: 0 },
              source: { kind: "argument", optional: false, default: 5 },
            },
            {
              ...plain,
              name: "tier",
              at: ["events", "paid", "properties", "tier"],
              type: tier,
              source: { kind: "argument", optional: false },
              use: "tier",
            },
            {
              ...plain,
              name: "double",
              at: ["events", "paid", "properties", "double"],
              type: { kind: "number" },
              source: {
                kind: "computed",
                optional: false,
                text: "amount * 2",
                expression: {
                  kind: "binary",
                  operator: "*",
                  left: { kind: "property", name: "amount" },
                  right: { kind: "literal", value: 2 },
                },
              },
            },
          ],
        },
      ],
      output: { dir: "./generated", imports: "js", browserImports: "none" },
      packages: [],
      lint: { rules: {}, exceptions: [] },
      audit: { severities: {}, wrappers: [] },
      order: {
        events: ["paid"],
        groups: ["team"],
        person: ["tier"],
        properties: ["tier"],
        bundles: [],
        ofGroup: { team: ["tier"] },
      },
    });
  });

  test("freezes the plan, down to the last list", () => {
    const plan = planOf(PLAN_HEAD + eventWith("a: { type: json, example: { b: [1] } }"));
    const open: unknown[] = [];
    const visit = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if (!Object.isFrozen(value)) open.push(value);
      Object.values(value).forEach(visit);
    };
    visit(plan);
    expect(open).toStrictEqual([]);
  });

  test("takes anchors, aliases and merge keys", () => {
    const text = `${PLAN_HEAD}${eventWith(
      "a: &amount { type: number, min: 0 }",
      "b: *amount",
      "c: { <<: *amount, max: 5, description: Own. }",
      "d: { <<: [{ min: 1 }, *amount] }",
    )}`;
    expect(planOf(text).events[0]?.properties.map(({ type }) => type)).toEqual([
      { kind: "number", min: 0 },
      { kind: "number", min: 0 },
      { kind: "number", min: 0, max: 5 },
      { kind: "number", min: 1 },
    ]);
  });

  test("gives the same plan in any order of keys where order means nothing", () => {
    const parts = [
      "person: { b: { type: string }, a: { type: string } }\n",
      "properties: { y: { use: x }, x: { type: string } }\n",
      "groups: { g2: { key: x }, g1: { key: y } }\n",
      "events: { b: { description: B., properties: { x: , y: } }, a: { description: A. } }\n",
    ];
    expect(planOf(PLAN_HEAD + parts.toReversed().join(""))).toStrictEqual(planOf(PLAN_HEAD + parts.join("")));
    const swapped = "person: { a: { type: string }, b: { type: string } }\n";
    const plan = planOf(PLAN_HEAD + parts.join(""));
    expect(planOf(PLAN_HEAD + [swapped, ...parts.slice(1)].join(""))).toStrictEqual({
      ...plan,
      order: { ...plan.order, person: ["a", "b"] },
    });
    expect(plan.order).toStrictEqual({
      events: ["b", "a"],
      groups: ["g2", "g1"],
      person: ["b", "a"],
      properties: ["y", "x"],
      bundles: [],
      ofGroup: { g2: [], g1: [] },
    });
  });
});

describe("one fault is told once", () => {
  test("also where a line of megabytes has thousands of them, in bounded time", () => {
    const text = `${PLAN_HEAD}events: ["${"x".repeat(4_000_000)}"${",".repeat(20_000)}]\n`;
    const { diagnostics } = readPlan({ file: "plan.yaml", bytes: new TextEncoder().encode(text) });
    expect(diagnostics.map(({ code }) => code)).toStrictEqual(["yaml-syntax"]);
  }, 20_000);

  test.each([
    [
      "what refers to a broken property is silent",
      `${eventWith("broken: { type: strng }", "b: { type: number, computed: broken * 2 }")}    revenue: { amount: broken, currency: USD }\n    idempotency: [broken]\n    sets: { person: { plan: broken } }\nperson:\n  plan: { typ: string }\n`,
      ["8:23 wrong-value", "14:11 unknown-key"],
    ],
    [
      "what refers to properties of a broken list is silent",
      "events:\n  paid:\n    description: Paid.\n    properties: [a]\n    revenue: { amount: a, currency: USD }\n",
      ["7:5 wrong-type"],
    ],
    [
      "a broken shared property is told where it is defined",
      `properties:\n  a: { type: number, min: 5, max: 1 }\n  b: { use: a }\n${eventWith("a:", "b: { optional: true }", "c: { use: b }")}`,
      ["5:27 range-inverted"],
    ],
    [
      "a fault inside an anchor is told where it is",
      eventWith("a: &a { type: number, default: x }", "b: *a", "c: { <<: *a }"),
      ["8:38 value-not-accepted"],
    ],
    [
      "a missing key does not hide what is below",
      "events:\n  paid:\n    revenue: { currency: EUR }\n    properties:\n      a: { type: nubmer }\n      b: { type: enum }\n",
      ["6:5 missing-key", "8:18 wrong-value", "9:18 enum-without-values"],
    ],
    [
      "a bad name does not hide what is below",
      "events:\n  $nd:\n    description: Paid.\n    properties: { a: { type: nubmer } }\n",
      ["5:3 name-reserved", "7:30 wrong-value"],
    ],
    [
      "a second document does not hide the faults of the first",
      `${eventWith("a: { type: nubmer }")}---\nplan: 1\n`,
      ["8:18 wrong-value", "9:1 yaml-documents"],
    ],
  ])("%s", (_, text, told) => {
    expect(toldOf(PLAN_HEAD + text)).toStrictEqual(told);
  });

  test("sorts by line and column", () => {
    const places = readText(
      `${PLAN_HEAD}z: 1\na: 2\n${eventWith("x: { b: 1, a: 2, type: string }")}`,
    ).diagnostics;
    expect(places.map(({ place }) => [place?.line, place?.column])).toStrictEqual([
      [4, 1],
      [5, 1],
      [10, 12],
      [10, 18],
    ]);
  });
});

describe("paths", () => {
  test("may go up as far as the repository reaches", () => {
    expect(readOutput("../../web", "packages/api")).toStrictEqual([]);
    expect(readOutput("../../../web", "packages/api")).toStrictEqual([
      "path-outside: `../../../web` points outside the repository.",
    ]);
  });

  test("may not leave it and come back", () => {
    expect(readOutput("../../../repo/web", "packages/api")).toHaveLength(1);
  });
});

describe("the folder of the frontend files", () => {
  test.each(["./web", "../web", "../api-web/src", "generated-web", "../generated"])(
    "may be %s",
    (browser) => {
      expect(readOutput(`./generated, browser: ${browser}`, "packages/api")).toStrictEqual([]);
    },
  );

  test("has to be inside the repository", () => {
    expect(readOutput("./generated, browser: ../../web", "api")).toStrictEqual([
      "path-outside: `../../web` points outside the repository.",
    ]);
  });

  test.each(["generated", "./generated/web", ".", "../api/generated/../generated", "../../packages"])(
    "may not be %s, which is the other folder, in it or around it",
    (browser) => {
      const told = readOutput(`./generated, browser: ${browser}`, "packages/api");
      expect(told.map((line) => line.split(":")[0])).toStrictEqual(["output-overlap"]);
    },
  );

  test("is not looked at where one of the two is broken", () => {
    expect(readOutput("../generated, browser: generated", "")).toStrictEqual([
      "path-outside: `../generated` points outside the repository.",
    ]);
    expect(readOutput("./generated, browser: [], browser_imports: js", "")).toStrictEqual([
      "wrong-type: `browser` must be a string, but is a list.",
    ]);
  });

  test("has imports of its own", () => {
    expect(outputWith("browser: ./web")).toStrictEqual({
      dir: "./generated",
      browser: "./web",
      native: undefined,
      only: undefined,
      imports: "js",
      browserImports: "none",
    });
    expect(outputWith("browser: ./web, imports: ts, browser_imports: js, dir: out")).toStrictEqual({
      dir: "out",
      browser: "./web",
      native: undefined,
      only: undefined,
      imports: "ts",
      browserImports: "js",
    });
  });
});

function outputWith(output: string): unknown {
  return planOf(`${PLAN_HEAD}output: { ${output} }\nevents: {}\n`).output;
}

function readOutput(dir: string, folder: string): readonly string[] {
  const text = `${PLAN_HEAD}output: { dir: ${dir} }\n${eventWith("a: { type: string }")}`;
  const bytes = new TextEncoder().encode(text);
  const { diagnostics } = readPlan({ file: "plan.yaml", bytes, folder });
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}
