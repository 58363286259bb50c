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
    '`paid` has a different idempotency key: `key` `a`, `b` → once, `at` none → `"the end"`.',
  ],
  [{ owner: ["a"] }, { owner: ["b`c"] }, '`paid` has different documentation: `owner` `"a"` → ``"b`c"``.'],
  [{ tags: ["a"] }, { tags: [] }, '`paid` has different documentation: `tags` `"a"` → none.'],
  [
    { properties: [amount] },
    { properties: [{ ...amount, source: { kind: "argument", optional: true } }] },
    "`amount` of `paid` is now optional: required → optional.",
  ],
  [
    { idempotency: { key: { kind: "once" }, at: "the row`s `made`" } },
    { idempotency: { key: { kind: "caller" }, at: "the row`s `made`" } },
    "`paid` has a different idempotency key: `key` once → caller.",
  ],
  [
    { idempotency: { key: { kind: "once" }, at: "the row`s `made`" } },
    { idempotency: { key: { kind: "once" }, at: "the row`s ``sent``" } },
    '`paid` takes its time from a different record: `at` ``"the row`s `made`"`` → ```"the row`s ``sent``"```.',
  ],
  [
    { revenue: { amount: "usd", currency: { kind: "code", code: "USD" } } },
    { revenue: { amount: "usd", currency: { kind: "property", property: "currency" } } },
    "`paid` counts different revenue: `currency` USD → `currency`.",
  ],
  [
    { tags: ["a", "b", "c"] },
    { tags: ["a", "c", "d"] },
    '`paid` has different documentation: `tags` without `"b"`, with `"d"`.',
  ],
  [
    { alsoSentAs: { name: "bought", until: "2030-01-01" } },
    { alsoSentAs: { name: "bought", until: "2031-01-01" } },
    '`paid` has different documentation: `also_sent_as.until` `"2030-01-01"` → `"2031-01-01"`.',
  ],
  [
    { alsoSentAs: { name: "bought", until: "2030-01-01" } },
    {},
    "`paid` is no longer sent under its former name: `also_sent_as` `bought` → none, `until` was 2030-01-01.",
  ],
  [
    { deprecated: { since: "2030-01-01", reason: "Old." }, status: "deprecated" },
    { deprecated: { since: "2030-01-01", reason: "Old.", use: "bought" }, status: "deprecated" },
    '`paid` has different documentation: `deprecated.use` none → `"bought"`.',
  ],
  [
    { additional: { types: ["string"], maxKeys: 10, maxLength: 20 } },
    { additional: { types: ["string", "number"], maxKeys: 10, maxLength: 20 } },
    '`paid` accepts more additional properties: `additional.types` with `"number"`.',
  ],
  [
    { description: `${"Somebody paid. ".repeat(20)}Once.` },
    { description: `${"Somebody paid. ".repeat(20)}Twice, or more often.` },
    '`paid` has different documentation: `description` `…Somebody paid. Once."` → `…Somebody paid. Twice, or more often."`.',
  ],
  [
    { properties: [amount] },
    { properties: [{ ...amount, use: "usd" }] },
    "`amount` of `paid` is defined elsewhere: its own definition → the shared property `usd`.",
  ],
  [
    { properties: [amount, { ...amount, name: "code", deprecated: { removeAfter: "2099-01-01" } }] },
    { properties: [amount] },
    "`code` of `paid` is removed: `remove_after` was 2099-01-01.",
  ],
  [
    { properties: [amount, { ...amount, name: "code", deprecated: {} }] },
    { properties: [amount] },
    "`code` of `paid` is removed: no `remove_after` was announced.",
  ],
];

const planOf = (parts: Partial<PlanEvent>): Plan => makePlan({ events: [makeEvent("paid", parts)] });

test.each(SENTENCES)("%j → %j", (before, after, sentence) => {
  expect(diff(planOf(before), planOf(after)).map(describeChange)).toEqual([sentence]);
});
