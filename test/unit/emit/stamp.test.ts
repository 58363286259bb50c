import { expect, test } from "vitest";
import { planHash } from "../../../src/emit/tracked-plan.ts";
import { bundleGenerated, readPlanText } from "../../support/bundle-generated.ts";
import { loadModule } from "../../support/load-module.ts";
import { FakePostHog } from "./typescript/fake-posthog.ts";

const PLAN = `
plan: 1
name: shop
description: A shop.
identity: { user_id: { format: uuid, prefix: user_, description: A person. } }
output: { stamp: true }
events:
  paid:
    description: Somebody paid.
    source: both
    owner_side: server
    idempotency: { key: [order_id], at: the order's time }
    properties:
      order_id: { type: string, description: The order. }
      mode: { type: json, default: { description: card }, description: How. }
  opened: { description: Somebody opened a page., source: client }
`;

const ADA = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const HASH = planHash(readPlanText(PLAN));
const STAMP = { plan_name: "shop", plan_hash: HASH };

interface Generated {
  readonly server: {
    readonly plan: object;
    readonly createTestTracker: (plan: object) => {
      readonly events: readonly { readonly properties: object }[];
    };
    readonly trackPaid: (user: string, properties: object, options: object) => boolean;
  };
  readonly browser: Record<string, (...values: unknown[]) => boolean>;
}

async function load(yaml: string): Promise<Generated> {
  const entry =
    'import * as index from "./index.js"; import { createTestTracker } from "tracking-plan/testing"; import * as browser from "./browser.js"; export const server = { ...index, createTestTracker }; export { browser };';
  return loadModule(await bundleGenerated(readPlanText(yaml), { entry, platform: "node", format: "esm" }));
}

/** The properties of the plan's events, from both sides. */
async function sent(yaml: string): Promise<readonly unknown[]> {
  const { server, browser } = await load(yaml);
  const tracker = server.createTestTracker(server.plan);
  const posthog = new FakePostHog({ id: ADA, state: "identified" });
  const timestamp = new Date("2026-01-15T10:00:00Z");
  server.trackPaid(ADA, { order_id: "1" }, { tracker, timestamp });
  browser["trackPaid"]?.(posthog, { order_id: "1" }, { timestamp });
  browser["trackOpened"]?.(posthog);
  return [...tracker.events, ...posthog.captured].map(({ properties }) => properties);
}

test("each event says on both sides which version of which plan it was sent by, and breaks no plan", async () => {
  const paid = { order_id: "1", mode: { description: "card" }, $ignore_sent_at: true };
  expect(await sent(PLAN)).toEqual([{ ...paid, ...STAMP }, { ...paid, ...STAMP }, STAMP]);
  expect(await sent(PLAN.replace("stamp: true", "stamp: false"))).toEqual([paid, paid, {}]);
});

test.each([
  ["A shop.", "Another shop."],
  ["Somebody paid.", "A customer paid."],
  ["The order.", "An order."],
  ["A person.", "Somebody."],
  ["the order's time", "its time"],
  ["source: client", "source: client, owner: web, tags: [page], category: web, trigger: On load."],
  ["stamp: true", "stamp: true, imports: ts"],
])("words for people do not change the hash: %s", (from, to) => {
  expect(HASH).toMatch(/^[0-9a-f]{12}$/u);
  expect(planHash(readPlanText(PLAN.replace(from, to)))).toBe(HASH);
});

test.each([
  ["name: shop", "name: store"],
  ["type: string", "type: integer"],
  ["description: card", "description: cash"],
  ["opened:", "shown:"],
  ["prefix: user_", "prefix: person_"],
])("what is tracked does: %s", (from, to) => {
  expect(planHash(readPlanText(PLAN.replace(from, to)))).not.toBe(HASH);
});

test.each(["plan_name", "plan_hash"])("no plan has a property %s, with or without the stamp", (name) => {
  const yaml = PLAN.replace("stamp: true", "stamp: false").replace(
    "order_id: {",
    `${name}: { type: string }\n      order_id: {`,
  );
  expect(() => readPlanText(yaml)).toThrow(/names the plan/u);
});
