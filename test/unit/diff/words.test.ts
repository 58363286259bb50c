import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describeChange } from "../../../src/diff/words.ts";
import type { Plan, PlanEvent } from "../../../src/plan/plan.ts";
import { makeEvent, makePlan, makeProperty } from "../../support/make-plan.ts";

const amount = makeProperty("amount", { kind: "number" });

const SENTENCES: readonly (readonly [
  before: Partial<PlanEvent>,
  after: Partial<PlanEvent>,
  sentence: string,
])[] = [
  [
    { source: "server" },
    { source: "client" },
    '`paid` is no longer sent by one side: `"server"` → `"client"`.',
  ],
  [
    { revenue: { amount: "usd", currency: { kind: "code", code: "USD" } } },
    {},
    "`paid` no longer counts as revenue: `usd` in USD → none.",
  ],
  [
    { idempotency: { key: { kind: "properties", properties: ["a", "b"] } } },
    { idempotency: { key: { kind: "once" }, at: "the end" } },
    '`paid` has a different idempotency key: `a`, `b` → once at `"the end"`.',
  ],
  [
    { owner: ["a"] },
    { owner: ["b`c"] },
    '`paid` has different documentation: `owner` `"a"` → `"b\\u0060c"`.',
  ],
  [{ tags: ["a"] }, { tags: [] }, '`paid` has different documentation: `tags` `["a"]` → `[]`.'],
  [
    { properties: [amount] },
    { properties: [{ ...amount, source: { kind: "argument", optional: true } }] },
    "`amount` of `paid` is now optional: required → optional.",
  ],
];

const planOf = (parts: Partial<PlanEvent>): Plan => makePlan({ events: [makeEvent("paid", parts)] });

test.each(SENTENCES)("%j → %j", (before, after, sentence) => {
  expect(diff(planOf(before), planOf(after)).map(describeChange)).toEqual([sentence]);
});
