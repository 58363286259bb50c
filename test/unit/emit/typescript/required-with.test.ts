import { beforeAll, expect, test } from "vitest";
import type { createTestTracker } from "../../../../src/testing/test-tracker.ts";
import { bundleGenerated, readPlanText } from "../../../support/bundle-generated.ts";
import { loadModule } from "../../../vectors/load-vectors.ts";
import { FakePostHog } from "./fake-posthog.ts";

const PLAN = `
plan: 1
name: conditions
identity: { user_id: { format: uuid, prefix: user_ } }
bundles:
  shop: { properties: { shop: { type: string, optional: true } } }
  tenant: { properties: { tenant: { type: string, optional: true } } }
common: { server: [shop, tenant], client: [shop, tenant] }
events:
  ordered:
    source: both
    owner_side: server
    idempotency: once
    properties:
      table: { type: integer, optional: true }
      tenant: { type: string, required_with: [table] }
  visited:
    source: both
    owner_side: server
    idempotency: once
    properties:
      till: { type: integer, required_with: [shop] }
  bought:
    source: both
    owner_side: server
    idempotency: once
    revenue: { amount: value, currency: { property: currency } }
    properties:
      value: { type: number, optional: true, nullable: true }
      currency: { type: enum, values: [EUR, USD], required_with: [value] }
      at: { type: datetime, optional: true }
      place: { type: string, nullable: true, required_with: [at, value] }
`;

type Helper = (first: unknown, properties: object, options: object) => boolean;

interface Sides {
  readonly server: {
    readonly plan: Parameters<typeof createTestTracker>[0];
    readonly trackBought: Helper;
    readonly trackVisited: Helper;
    readonly trackOrdered: Helper;
    readonly withCommon: (values: object, work: () => void) => void;
  };
  readonly browser: {
    readonly setCommon: (values: object) => void;
    readonly trackBought: Helper;
    readonly trackVisited: Helper;
    readonly trackOrdered: Helper;
  };
  readonly createTestTracker: typeof createTestTracker;
}

let sides: Sides;

beforeAll(async () => {
  const code = await bundleGenerated(readPlanText(PLAN), {
    entry: `export * as server from "./index.js";
      export * as browser from "./browser.js";
      export { createTestTracker } from "tracking-plan/testing";`,
    platform: "node",
    format: "esm",
  });
  sides = await loadModule<Sides>(code);
});

const ID = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const timestamp = new Date("2026-01-15T23:59:59.999Z");

/** What each side says is wrong. */
function violationsOf(properties: object): { readonly server: unknown; readonly browser: unknown } {
  const tracker = sides.createTestTracker(sides.server.plan, { violations: "report" });
  expect(sides.server.trackBought(ID, properties, { timestamp, tracker })).toBe(true);
  const posthog = new FakePostHog({ id: ID, state: "identified" });
  expect(sides.browser.trackBought(posthog, properties, { timestamp })).toBe(true);
  return {
    server: tracker.events[0]?.properties["plan_violations"],
    browser: posthog.captured[0]?.properties?.["plan_violations"],
  };
}

test.each([
  ["neither", {}, undefined],
  ["the one alone", { currency: "EUR", place: "x" }, undefined],
  ["both", { value: 5, currency: "EUR", place: null }, undefined],
  ["null for the other", { value: null }, undefined],
  ["the other alone", { value: 5 }, ["currency: missing", "place: missing"]],
  ["undefined", { value: 0, currency: undefined, place: "x" }, ["currency: missing"]],
  ["one of two others", { at: timestamp }, ["place: missing"]],
  ["a wrong value in place of it", { value: 5, currency: "GBP", place: "x" }, ["currency: not_allowed"]],
  ["a wrong value of the other", { at: "soon" }, ["at: datetime"]],
])("%s: the same on both sides", (_, properties, violations) => {
  expect(violationsOf(properties)).toEqual({ server: violations, browser: violations });
});

test("a common value asks for the property, too, wherever it was given", () => {
  const { server, browser, createTestTracker } = sides;
  const common = { shop: "Berlin" };
  const tracker = createTestTracker(server.plan, { common: () => common, violations: "report" });
  const posthog = new FakePostHog({ id: ID, state: "identified" });
  browser.setCommon(common);
  for (const properties of [{}, { till: 3 }]) {
    server.trackVisited(ID, properties, { timestamp, tracker });
    browser.trackVisited(posthog, properties, { timestamp });
  }
  browser.setCommon({ shop: undefined, tenant: undefined });
  const sent = { ...common, $ignore_sent_at: true };
  expect(tracker.events[0]?.properties).toEqual({ ...sent, plan_violations: ["till: missing"] });
  expect(posthog.captured[0]?.properties).toEqual({ ...sent, plan_violations: ["till: missing"] });
  expect(posthog.captured[1]?.properties).toEqual({ ...sent, till: 3 });
});

test.each([
  ["is given where it is common", { table: 3 }, { tenant: "a" }, undefined],
  ["is passed", { table: 3, tenant: "a" }, {}, undefined],
  ["is not needed", {}, {}, undefined],
  ["is missing", { table: 3 }, {}, ["tenant: missing"]],
])("a common property that is required with another one: %s", (_, properties, common, violations) => {
  const { server, browser, createTestTracker } = sides;
  const tracker = createTestTracker(server.plan, { violations: "report" });
  const posthog = new FakePostHog({ id: ID, state: "identified" });
  server.withCommon(common, () => {
    expect(server.trackOrdered(ID, properties, { timestamp, tracker })).toBe(true);
  });
  browser.setCommon(common);
  expect(browser.trackOrdered(posthog, properties, { timestamp })).toBe(true);
  browser.setCommon({ shop: undefined, tenant: undefined });
  const sent = { ...properties, ...common, $ignore_sent_at: true };
  const expected = violations === undefined ? sent : { ...sent, plan_violations: violations };
  expect(tracker.events[0]?.properties).toEqual(expected);
  expect(posthog.captured[0]?.properties).toEqual(expected);
});
