import { expect, test } from "vitest";
import { findingsIn, planFile } from "../audit-project.ts";

const only = [
  "missing-property",
  "unplanned-property",
  "wrong-property-type",
  "unplanned-enum-value",
  "properties-untold",
];
const PLAN = planFile(
  `order_paid:
  description: A customer paid.
  revenue: { amount: amount, currency: EUR }
  properties:
    amount: { type: number, description: The amount. }
    tier: { type: enum, values: [free, pro], description: The tier. }
    level: { type: enum, values: ["1", "2"], description: The level. }
    note: { type: string, optional: true, description: A note. }
    at: { type: datetime, nullable: true, description: When. }`,
  { only },
);
const END = "Pass a value of the plan's type, or change the type.";

async function said(properties: string, before = ""): Promise<readonly string[]> {
  const code = `import posthog from "posthog-js";\n${before}\nposthog.capture("order_paid", ${properties});\n`;
  const found = await findingsIn({
    ...PLAN,
    "tsconfig.json": `{ "compilerOptions": { "strict": true } }`,
    "a.ts": code,
  });
  return found.map((line) => line.replace("a.ts:3 ", ""));
}

test("what fits the plan is not reported", async () => {
  expect(
    await said(`{ amount: 1.5, tier: "pro", level: "2", at: new Date(), currency: "EUR", $set: {} }`),
  ).toEqual([]);
  expect(await said(`{ amount: 1, tier: "free", level: "1", at: null, note: "a" }`)).toEqual([]);
});

test("missing and unknown properties", async () => {
  expect(
    await said(`{ amout: 1, level: "1", tier, at: null }`, `declare const tier: "free" | undefined;`),
  ).toEqual([
    "missing-property: `order_paid` is sent without `amount`. Pass what the plan requires, or make it `optional: true`.",
    "missing-property: `order_paid` may be sent without `tier`. Pass what the plan requires, or make it `optional: true`.",
    "unplanned-property: `order_paid` has no property `amout`. Did you mean `amount`?",
  ]);
});

test("values of other types, and values that the plan does not list", async () => {
  expect(
    await said(
      `{ amount: "1", tier, level: 1, at: 5, note: null }`,
      `declare const tier: "pro" | "team" | "prox";`,
    ),
  ).toEqual([
    `wrong-property-type: \`amount\` of \`order_paid\` is \`number\` in the plan, but can be \`string\` here. ${END}`,
    "unplanned-enum-value: `tier` of `order_paid` can be `team` and `prox`, which the plan does not list. Add the value to the plan, or send a listed one.",
    `wrong-property-type: \`level\` of \`order_paid\` is \`enum\` in the plan, but can be \`number\` here. ${END}`,
    `wrong-property-type: \`at\` of \`order_paid\` is \`datetime\` in the plan, but can be \`number\` here. ${END}`,
    `wrong-property-type: \`note\` of \`order_paid\` is \`string\` in the plan, but can be \`null\` here. ${END}`,
  ]);
});

test("spread values whose properties cannot be told", async () => {
  expect(await said(`{ ...rest, tier: "pro" }`, `declare const rest: Record<string, unknown>;`)).toEqual([
    "properties-untold: Some properties of `order_paid` are unknown: `rest`. Give the value a type with its properties, or call the helper.",
  ]);
});
