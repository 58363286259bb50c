import { describe, expect, test } from "vitest";
import { eventWith, PLAN_HEAD, planOf } from "../../../support/read-text.ts";

const SHARED = `properties:
  amount: { type: number, min: 0, unit: USD, description: An amount., example: 5 }
  price: { use: amount, min: 1, description: A price. }
  fee: { use: price, optional: true, pii: personal }
  tier: { type: enum, values: [free, pro] }
  plan: { use: tier }
  seats: { type: array, items: { use: tier, nullable: true } }
`;

function propertyOf(line: string): object | undefined {
  return planOf(PLAN_HEAD + SHARED + eventWith(line)).events[0]?.properties[0];
}

describe("use", () => {
  test("takes the shared property of the same name", () => {
    expect(propertyOf("amount:")).toEqual({
      name: "amount",
      at: ["events", "paid", "properties", "amount"],
      type: { kind: "number", min: 0 },
      source: { kind: "argument", optional: false },
      nullable: false,
      description: "An amount.",
      unit: "USD",
      example: 5,
      pii: "none",
      use: "amount",
    });
  });

  test("follows shared properties to shared properties; the nearer key wins", () => {
    expect(propertyOf("fee: { max: 9, unit: EUR }")).toEqual({
      name: "fee",
      at: ["events", "paid", "properties", "fee"],
      type: { kind: "number", min: 1, max: 9 },
      source: { kind: "argument", optional: true },
      nullable: false,
      description: "A price.",
      unit: "EUR",
      example: 5,
      pii: "personal",
      piiStated: true,
      use: "fee",
    });
  });

  test.each([
    ["keeps the name of a shared enum", "old: { use: plan }", "tier"],
    ["keeps it beside other keys", "tier: { optional: true }", "tier"],
    ["drops it when the values are others", "tier: { values: [free] }", undefined],
    ["has none for an enum of its own", "size: { type: enum, values: [big] }", undefined],
  ])("%s", (_, line, shared) => {
    expect(propertyOf(line)).toMatchObject({ type: { kind: "enum", shared } });
  });

  test("works for the items of a list", () => {
    const tier = { kind: "enum", values: [{ value: "free" }, { value: "pro" }], shared: "tier" };
    expect(propertyOf("seats:")).toMatchObject({
      type: { kind: "array", items: { type: tier, nullable: true } },
      use: "seats",
    });
  });

  test("works inside of objects, in the author's order", () => {
    const line = "order: { type: object, properties: { tier: , amount: { default: 7 }, a: { type: json } } }";
    expect(propertyOf(line)).toMatchObject({
      type: {
        kind: "object",
        properties: [
          { name: "tier", use: "tier", at: ["events", "paid", "properties", "order", "properties", "tier"] },
          { name: "amount", use: "amount", source: { kind: "argument", optional: false, default: 7 } },
          { name: "a", type: { kind: "json" } },
        ],
      },
    });
  });

  test("makes what has a default by its shared property optional on a person", () => {
    const plan = planOf(
      `${PLAN_HEAD}properties: { tier: { type: string, default: free } }\nperson: { tier: }\nevents: {}\n`,
    );
    expect(plan.person[0]?.source).toStrictEqual({ kind: "argument", optional: true });
  });
});
