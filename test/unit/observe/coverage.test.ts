import { expect, test } from "vitest";
import { collectCoverage } from "../../../src/observe/coverage.ts";
import { createJudge } from "../../../src/observe/judge.ts";
import { readPlanText } from "../../support/bundle-generated.ts";
import { makeReceived } from "./make-received.ts";

const PLAN = readPlanText(`
plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
bundles:
  visit: { description: Of a visit., properties: { from_mail: { type: string, optional: true, description: Mail. } } }
common: { client: [visit] }
events:
  order_placed:
    description: An order was placed.
    category: orders
    owner: [growth, billing]
    properties:
      tier: { type: enum, values: [free, pro, team], description: Tier. }
      is_gift: { type: boolean, description: Whether it is a gift. }
      status: { type: integer, values: [200, 404], optional: true, description: Answer. }
      labels: { type: array, items: { type: enum, values: [a, b] }, optional: true, description: Labels. }
      note: { type: string, optional: true, description: A note. }
      source_page: { type: string, default: home, description: Page. }
      channel: { type: string, const: web, description: Channel. }
  order_seen:
    description: An order was seen.
    category: orders
    owner: growth
    source: both
    owner_side: client
    idempotency: once
  page_read: { description: A page was read., source: client }
  trial_ended: { description: A trial ended., status: planned }
  cart_opened: { description: A cart was opened., status: deprecated, deprecated: { reason: old } }
`);

const node = { $lib: "posthog-node" };

function coverageOf(...events: readonly Parameters<typeof makeReceived>[]) {
  const judge = createJudge(PLAN);
  const collector = collectCoverage(PLAN);
  for (const event of events) collector.add(judge(makeReceived(...event)));
  return collector.report();
}

test("counts live events in all, by category, owner and side", () => {
  expect(
    coverageOf(
      ["order_seen", { properties: node }],
      ["order_seen", { properties: {} }],
      ["cart_opened", { properties: node }],
      ["unknown", { properties: node }],
      ["$pageview", { properties: { $lib: "web" } }],
    ),
  ).toStrictEqual({
    events: [
      { name: "order_placed", count: 0, sides: { server: 0 }, unseenProperties: [], unseenValues: [] },
      {
        name: "order_seen",
        count: 2,
        sides: { server: 1, client: 0 },
        unseenProperties: [],
        unseenValues: [],
      },
      { name: "page_read", count: 0, sides: { client: 0 }, unseenProperties: [], unseenValues: [] },
    ],
    total: { seen: 1, of: 3 },
    byCategory: [{ name: "orders", seen: 1, of: 2 }],
    byOwner: [
      { name: "billing", seen: 0, of: 1 },
      { name: "growth", seen: 1, of: 2 },
    ],
    bySide: [
      { name: "server", seen: 1, of: 2 },
      { name: "client", seen: 0, of: 2 },
    ],
  });
});

test("lists the values and the optional properties that no arrival had", () => {
  const { events } = coverageOf(
    ["order_placed", { properties: { ...node, tier: "pro", is_gift: false, labels: ["b", "unknown"] } }],
    ["order_placed", { properties: { ...node, tier: "free", is_gift: false, source_page: "cart" } }],
  );
  expect(events[0]).toStrictEqual({
    name: "order_placed",
    count: 2,
    sides: { server: 2 },
    unseenProperties: ["status", "note"],
    unseenValues: [
      { property: "tier", values: ["team"] },
      { property: "is_gift", values: [true] },
      { property: "labels", values: ["a"] },
    ],
  });
});

test("expects a property of one side only where that side sent the event", () => {
  const [, ofServer] = coverageOf(["order_seen", { properties: node }]).events;
  expect(ofServer?.unseenProperties).toStrictEqual([]);
  const [, ofClient] = coverageOf(["order_seen", { properties: { $lib: "web" } }]).events;
  expect(ofClient?.unseenProperties).toStrictEqual(["from_mail"]);
});

test("keeps what arrived of events that a changed plan still has", () => {
  const judge = createJudge(PLAN);
  const collector = collectCoverage(PLAN);
  collector.add(judge(makeReceived("order_placed", { properties: { ...node, tier: "pro", is_gift: true } })));
  const changed = readPlanText(`
plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  order_placed:
    description: An order was placed.
    properties:
      tier: { type: enum, values: [pro, gold], description: Tier. }
      is_gift: { type: boolean, description: Whether it is a gift. }
      is_first: { type: boolean, description: Whether it is the first. }
  trial_ended: { description: A trial ended. }
`);
  collector.follow(changed);
  const { events, total } = collector.report();
  expect(total).toStrictEqual({ seen: 1, of: 2 });
  expect(events[0]).toStrictEqual({
    name: "order_placed",
    count: 1,
    sides: { server: 1 },
    unseenProperties: [],
    unseenValues: [
      { property: "tier", values: ["gold"] },
      { property: "is_gift", values: [false] },
    ],
  });
  // As where another branch is looked at for a while.
  collector.follow({ ...changed, events: [] });
  expect(collector.report().total).toStrictEqual({ seen: 0, of: 0 });
  collector.follow(changed);
  expect(collector.report().events).toStrictEqual(events);
  const judgeChanged = createJudge(changed);
  collector.add(
    judgeChanged(makeReceived("order_placed", { properties: { ...node, tier: "gold", is_first: true } })),
  );
  collector.add(judgeChanged(makeReceived("trial_ended", { properties: node })));
  expect(collector.report()).toMatchObject({
    total: { seen: 2, of: 2 },
    events: [
      {
        count: 2,
        unseenValues: [
          { property: "is_gift", values: [false] },
          { property: "is_first", values: [false] },
        ],
      },
      { name: "trial_ended", count: 1 },
    ],
  });
});

test("has no shares of an empty plan", () => {
  const empty = { ...PLAN, events: [] };
  expect(collectCoverage(empty).report()).toStrictEqual({
    events: [],
    total: { seen: 0, of: 0 },
    byCategory: [],
    byOwner: [],
    bySide: [],
  });
});
