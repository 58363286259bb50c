import { describe, expect, test } from "vitest";
import { exampleCall, exampleArguments, examplePayload } from "../../../../src/emit/docs/example-event.ts";
import type { PlanEvent } from "../../../../src/plan/plan.ts";
import { makeEvent, makePlan, makeProperty } from "../../../support/make-plan.ts";
import { samplePlan } from "./sample-plan.ts";

const OPTIONAL = { kind: "argument", optional: true } as const;
const paid = samplePlan.events.find(({ name }) => name === "paid")!;

test("a payload has what is passed, computed, constant and derived, in the author's order", () => {
  const payload = examplePayload(samplePlan, paid);
  expect(payload).toEqual({
    event: "paid",
    distinct_id: "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    timestamp: "2026-01-15T09:30:00.000Z",
    properties: {
      amount_usd: 50,
      company_id: 7,
      fee: 1.45,
      tier: "pro",
      channel: "web",
      invoice_id: "in_1",
      attempt: 1,
      items: [{ sku: "AA|1", price: { net: 1 } }],
      $revenue: 50,
      currency: "USD",
      $set_once: { first_tier: "pro" },
      $groups: { company: "7" },
    },
  });
  expect(Object.keys(payload["properties"] as object).slice(0, 4)).toEqual([
    "amount_usd",
    "company_id",
    "fee",
    "tier",
  ]);
});

test("arguments are what a caller cannot leave out, and what the example shows besides", () => {
  expect(exampleArguments(paid)).toEqual({
    amount_usd: 50,
    company_id: 7,
    tier: "pro",
    invoice_id: "in_1",
    items: [{ sku: "AA|1", price: { net: 1 } }],
  });
});

function propertiesOf(parts: Partial<PlanEvent>): unknown {
  return examplePayload(makePlan(), makeEvent("e", parts))["properties"];
}

describe("properties that are derived", () => {
  test("take the currency from a property", () => {
    const revenue = { amount: "price", currency: { kind: "property", property: "in" } } as const;
    const properties = [
      makeProperty("price", "number"),
      makeProperty("in", { kind: "enum", values: [{ value: "CHF" }, { value: "EUR" }] }),
    ];
    expect(propertiesOf({ revenue, properties })).toEqual({
      price: 1,
      in: "CHF",
      $revenue: 1,
      currency: "CHF",
    });
  });

  test("have no revenue without a currency", () => {
    const revenue = { amount: "price", currency: { kind: "property", property: "in" } } as const;
    const currency = makeProperty("in", "string", { nullable: true, example: null });
    expect(propertiesOf({ revenue, properties: [makeProperty("price", "number"), currency] })).toEqual({
      price: 1,
      in: null,
    });
  });

  test("are absent where what they come from is absent", () => {
    const gone = makeProperty("gone", "number", { source: OPTIONAL, deprecated: {} });
    expect(
      propertiesOf({
        properties: [
          gone,
          makeProperty("twice", "number", {
            source: {
              kind: "computed",
              optional: true,
              text: "-gone",
              expression: { kind: "unary", operator: "-", operand: { kind: "property", name: "gone" } },
            },
          }),
        ],
        revenue: { amount: "gone", currency: { kind: "code", code: "USD" } },
        groups: [{ group: "company", property: "gone" }],
        sets: { person: [{ target: "a", from: "gone" }], personOnce: [], groups: [] },
      }),
    ).toEqual({});
  });

  test("set the person, and send null to no group", () => {
    const key = makeProperty("key", "string", { nullable: true, example: null });
    expect(
      propertiesOf({
        properties: [key],
        groups: [{ group: "company", property: "key" }],
        sets: { person: [{ target: "a", from: "key" }], personOnce: [], groups: [] },
      }),
    ).toEqual({ key: null, $set: { a: null } });
  });
});

test("what a call adds is computed, constant or a default, and not what PostHog gives a meaning to", () => {
  expect(exampleCall(samplePlan, paid, { side: "server" }).added).toEqual({
    fee: 1.45,
    channel: "web",
    attempt: 1,
  });
});

test("a sender that is not a person has its own id, and no profile where it has none", () => {
  const form = { at: [], format: { kind: "uuid" }, prefix: "job_", acceptUnprefixed: false } as const;
  const { identity, ...plan } = makePlan();
  const actors = [{ name: "job", at: [], forms: [form], profile: false }] as const;
  expect(
    examplePayload({ ...plan, identity: { ...identity, actors } }, makeEvent("ran", { actor: "job" })),
  ).toMatchObject({
    distinct_id: "job_3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    properties: { $process_person_profile: false },
  });
});
