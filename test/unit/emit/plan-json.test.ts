import { describe, expect, test } from "vitest";
import { planJsonEmitter } from "../../../src/emit/plan-json.ts";
import { readPlanJson } from "../../../src/read/plan-json.ts";
import type { Property } from "../../../src/plan/property.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { makeEvent, makeItem, makePlan, makeProperty } from "../../support/make-plan.ts";

interface PlanJson {
  readonly format: number;
  readonly hash: string;
  readonly plan: { readonly events: readonly Record<string, unknown>[] };
}

function planJsonOf(plan: Plan): PlanJson {
  const [file] = planJsonEmitter.emit(plan);
  expect(file?.path).toBe("plan.json");
  return JSON.parse(file?.body ?? "") as PlanJson;
}

const nested = makeProperty("order", {
  kind: "object",
  properties: [
    makeProperty("lines", {
      kind: "array",
      items: makeItem({ kind: "object", properties: [makeProperty("sku", "string", { at: ["deep"] })] }),
    }),
  ],
});

const plan = makePlan({
  groups: [{ name: "team", at: ["groups"], key: "team_id", properties: [nested] }],
  events: [
    makeEvent("paid", {
      idempotency: { key: { kind: "caller" }, at: "the invoice's `created`" },
      properties: [nested, makeProperty("extra", "json", { example: { at: [1], output: 2, lint: 3 } })],
    }),
  ],
});

test("the file is the resolved plan, canonical, without places and settings", () => {
  const sku = { name: "sku", nullable: false, pii: "none", source: { kind: "argument", optional: false } };
  const order = {
    name: "order",
    type: {
      kind: "object",
      properties: [
        {
          ...sku,
          name: "lines",
          type: {
            kind: "array",
            items: {
              nullable: false,
              type: { kind: "object", properties: [{ ...sku, type: { kind: "string" } }] },
            },
          },
        },
      ],
    },
  };
  expect(planJsonOf(plan)).toEqual({
    format: 1,
    hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/u),
    plan: {
      name: "test",
      identity: {
        userId: { forms: [{ format: { kind: "uuid" }, prefix: "user_", acceptUnprefixed: true }] },
        actors: [],
      },
      groups: [{ name: "team", key: "team_id", properties: [order] }],
      person: [],
      properties: [],
      events: [
        {
          name: "paid",
          description: "Something called paid happened.",
          idempotency: { key: { kind: "caller" }, at: "the invoice's `created`" },
          properties: [
            order,
            { name: "extra", type: { kind: "json" }, example: { at: [1], output: 2, lint: 3 } },
          ],
        },
      ],
    },
  });
});

describe("a property says what its base does not", () => {
  const tier = makeProperty("tier", "string", { description: "The tier.", unit: "level", pii: "personal" });
  const own = { use: "tier", description: "The tier.", unit: "level", pii: "personal" } as const;
  const bundled = makeProperty("route", "string", { description: "The route.", renamedFrom: "path" });

  function writtenOf(property: Property): unknown {
    const events = [makeEvent("paid", { properties: [property] })];
    const bundles = [{ name: "request", at: [], properties: [bundled] }];
    const made = makePlan({ properties: [tier], bundles, events });
    const json = planJsonOf(made);
    const again = readPlanJson(JSON.stringify(json));
    expect(again.ok && again.plan.events[0]?.properties).toEqual([{ ...property, at: [] }]);
    return (json.plan.events[0] as { readonly properties: readonly unknown[] }).properties[0];
  }

  test("where it uses a shared one", () => {
    expect(writtenOf(makeProperty("tier", "string", own))).toEqual({ use: "tier" });
    const source = { kind: "argument", optional: true } as const;
    expect(writtenOf(makeProperty("old_tier", "string", { ...own, source, pii: "none" }))).toEqual({
      name: "old_tier",
      use: "tier",
      optional: true,
      pii: "none",
    });
  });

  test("and all of itself where its type is another, or a key is missing", () => {
    expect(writtenOf(makeProperty("tier", "integer", own))).toEqual({
      type: { kind: "integer" },
      ...own,
    });
    expect(writtenOf(makeProperty("tier", "string", { ...own, unit: undefined }))).toEqual({
      type: { kind: "string" },
      use: "tier",
      description: "The tier.",
      pii: "personal",
    });
  });

  test.each<[source: Property["source"], written: object]>([
    [{ kind: "argument", optional: false }, {}],
    [{ kind: "argument", optional: true }, { optional: true }],
    [{ kind: "argument", optional: false, default: null }, { default: null }],
    [
      { kind: "argument", optional: true, default: ["a"] },
      { default: ["a"], optional: true },
    ],
    [{ kind: "const", value: false }, { const: false }],
    [
      { kind: "computed", optional: false, text: "a", expression: { kind: "property", name: "a" } },
      { computed: "a" },
    ],
    [
      { kind: "computed", optional: true, text: "a", expression: { kind: "property", name: "a" } },
      { computed: "a", optional: true },
    ],
  ])("where its source is %j: %j", (source, written) => {
    expect(writtenOf(makeProperty("p", "json", { source }))).toEqual({
      name: "p",
      type: { kind: "json" },
      ...written,
    });
  });

  test("where what it uses is optional, and it is not", () => {
    const shared = { ...tier, source: { kind: "argument", optional: true } } as const;
    const event = makeEvent("paid", { properties: [makeProperty("tier", "string", own)] });
    const json = planJsonOf(makePlan({ properties: [shared], events: [event] }));
    expect(json.plan.events).toMatchObject([{ properties: [{ use: "tier", optional: false }] }]);
    const again = readPlanJson(JSON.stringify(json));
    expect(again.ok && again.plan.events[0]?.properties[0]?.source).toEqual({
      kind: "argument",
      optional: false,
    });
  });

  test("and values of an enum are just the values, unless they have a meaning", () => {
    const values = [{ value: "a", meaning: "The first." }, { value: "b" }];
    expect(writtenOf(makeProperty("p", { kind: "enum", values }))).toEqual({
      name: "p",
      type: { kind: "enum", values: [{ value: "a", meaning: "The first." }, "b"] },
    });
  });

  test("where it is of a bundle, except for its former name", () => {
    expect(writtenOf({ ...bundled, bundle: "request", common: "server" })).toEqual({
      name: "route",
      bundle: "request",
      common: "server",
      renamedFrom: "path",
    });
  });

  test("and without its base it is refused", () => {
    const event = { name: "paid", properties: [{ name: "tier", use: "tier" }] };
    const json = { ...planJsonOf(makePlan()), plan: { ...planJsonOf(makePlan()).plan, events: [event] } };
    expect(readPlanJson(JSON.stringify(json))).toEqual({
      ok: false,
      fault: "`plan.events.0.properties.0.type` is missing.",
    });
  });
});

describe("the hash", () => {
  const { hash } = planJsonOf(plan);

  test("stays when only places, output or rules change", () => {
    const moved = {
      ...plan,
      output: { dir: "./elsewhere", imports: "ts" as const, browserImports: "js" as const },
      lint: {
        rules: { "some-rule": { severity: "off" as const, options: {} } },
        exceptions: [{ rule: "other-rule", of: ["events", "paid"], reason: "Because." }],
      },
      events: plan.events.map((event) => Object.assign({}, event, { at: ["include", 7] })),
    };
    expect(planJsonOf(moved).hash).toBe(hash);
  });

  test("changes with what is tracked", () => {
    expect(planJsonOf({ ...plan, name: "other" }).hash).not.toBe(hash);
    const [event] = plan.events;
    const changed = Object.assign({}, event, {
      idempotency: { key: { kind: "caller" }, at: "another record" },
    });
    expect(planJsonOf({ ...plan, events: [changed] }).hash).not.toBe(hash);
  });
});

test("of an expression there is only the text, and another text is refused", () => {
  const text = "new_usd - old_usd";
  const expression = {
    kind: "binary",
    operator: "-",
    left: { kind: "property", name: "new_usd" },
    right: { kind: "property", name: "old_usd" },
  } as const;
  const source = { kind: "computed", optional: false, expression, text } as const;
  const changed = makeProperty("change_usd", "number", { source });
  const json = JSON.stringify(
    planJsonOf(makePlan({ events: [makeEvent("paid", { properties: [changed] })] })),
  );
  expect(json).not.toContain("binary");
  const again = readPlanJson(json);
  expect(again.ok && again.plan.events[0]?.properties).toEqual([{ ...changed, at: [] }]);
  expect(readPlanJson(json.replace(text, "process.exit()"))).toEqual({
    ok: false,
    fault: "`plan.events.0.properties.0.source` is not an expression.",
  });
});

/** The file of the plan, with something changed in it or in its event. */
function changedFile(
  change: (json: Record<string, unknown>, event: Record<string, unknown>) => void,
): string {
  const json = structuredClone(planJsonOf(plan)) as unknown as Record<string, unknown>;
  change(json, (json["plan"] as { events: [Record<string, unknown>] }).events[0]);
  return JSON.stringify(json);
}

describe("a file that is not as this release writes it", () => {
  test.each<[fault: string, file: string]>([
    ["It is not JSON.", "{"],
    ["It must be a map.", "[]"],
    ["`format` is missing.", "{}"],
    ["`format` must be `1`.", changedFile((json) => (json["format"] = 2))],
    ["`plan.events.0.name` must be a string.", changedFile((_, event) => (event["name"] = 1))],
    [
      "`plan.events.0.status` must be `planned`, `live` or `deprecated`.",
      changedFile((_, event) => (event["status"] = "x")),
    ],
    ["`plan.events.0.owner` must have at least 1 items.", changedFile((_, event) => (event["owner"] = []))],
    [
      "`plan.events.0.idempotency.key` must be a map whose `kind` is `properties`, `once` or `caller`.",
      changedFile((_, event) => (event["idempotency"] = { key: { kind: "constructor" } })),
    ],
    [
      "`plan.events.0.idempotency.key.properties.0` must be a string.",
      changedFile((_, event) => (event["idempotency"] = { key: { kind: "properties", properties: [{}] } })),
    ],
    [
      "It is nested too deeply.",
      changedFile((_, event) => (event["later"] = "deep")).replace(
        '"deep"',
        `${"[".repeat(9e4)}${"]".repeat(9e4)}`,
      ),
    ],
  ])("is refused: %s", (fault, file) => {
    expect(readPlanJson(file)).toEqual({ ok: false, fault });
  });

  test("may have unknown keys, which are dropped, and lack what later releases added", () => {
    const file = changedFile((json, event) => {
      Object.assign(json, { later: 1 });
      Object.assign(event, { later: { kind: "x" } });
      delete event["sets"];
      delete event["tags"];
    });
    expect(readPlanJson(file)).toEqual(readPlanJson(changedFile(() => undefined)));
  });
});
