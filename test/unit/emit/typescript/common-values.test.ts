import { beforeEach, expect, test } from "vitest";
import { bundleGenerated, readPlanText } from "../../../support/bundle-generated.ts";
import { loadModule } from "../../../support/load-module.ts";
import { FakePostHog } from "./fake-posthog.ts";

const PLAN = `
plan: 1
name: page
identity: { user_id: { format: uuid, prefix: user_ } }
groups: { organization: { key: organization_id } }
person: { first_path: { type: string, optional: true } }
properties:
  organization_id: { type: string, pattern: "org_[0-9]{3}" }
bundles:
  page:
    properties:
      path: { type: string, truncate: 5 }
      shown_at: { type: datetime, optional: true }
      organization_id: { optional: true }
      width: { type: integer, default: 1 }
      half: { type: number, optional: true, computed: width / 2 }
      price: { type: number, min: 0, optional: true }
common: { client: [page] }
events:
  opened:
    description: Somebody opened a page.
    source: client
    sets: { person_once: { first_path: path } }
    revenue: { amount: price, currency: EUR }
  closed:
    description: Somebody closed a page.
    source: client
    idempotency: [path]
    properties: { width: { type: integer, optional: true } }
`;

interface Browser {
  readonly setCommon: (values: object) => void;
  readonly trackOpened: (posthog: FakePostHog, properties?: object, options?: object) => boolean;
  readonly trackClosed: (posthog: FakePostHog, properties: object, options: object) => boolean;
}

const ADA = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";

let browser: Browser;
let count = 0;
beforeEach(async () => {
  const code = await bundleGenerated(readPlanText(PLAN), {
    entry: 'export * from "./browser.js";',
    platform: "browser",
    format: "esm",
  });
  // What was given is kept by the module: each test has its own.
  browser = await loadModule<Browser>(`${code}\nexport const test${(count += 1)} = true;`);
});

/** The properties of one event, and what its helper tells. */
function open(properties?: object): unknown {
  const posthog = new FakePostHog({ id: ADA, state: "identified" });
  const told: unknown[] = [];
  browser.trackOpened(posthog, properties, { onViolations: (violations: unknown) => told.push(violations) });
  return [posthog.captured[0]?.properties, ...told];
}

const OPENED = { path: "/home", $set_once: { first_path: "/home" }, width: 1, half: 0.5 };

test("values that were given once come with each event, encoded, and what follows from them", () => {
  browser.setCommon({ path: "/home/page", shown_at: new Date(0), organization_id: "org_123", price: 3 });
  const sent = {
    path: "/home",
    shown_at: "1970-01-01T00:00:00.000Z",
    organization_id: "org_123",
    width: 1,
    half: 0.5,
    price: 3,
    $set_once: { first_path: "/home" },
    $revenue: 3,
    currency: "EUR",
    $groups: { organization: "org_123" },
  };
  expect(open()).toEqual([sent]);
  expect(open({ path: "/else", price: 4 })).toEqual([
    { ...sent, path: "/else", price: 4, $revenue: 4, $set_once: { first_path: "/else" } },
  ]);
});

test("later calls add to earlier ones, and undefined forgets a value", () => {
  browser.setCommon({ path: "/a", width: 4 });
  browser.setCommon({ path: "/b", width: undefined });
  expect(open()).toEqual([{ ...OPENED, path: "/b", $set_once: { first_path: "/b" } }]);
});

test("a value from nowhere is missing where the event needs it", () => {
  expect(open()).toEqual([{ width: 1, half: 0.5, plan_violations: ["path: missing"] }, ["path: missing"]]);
});

test("an invalid value, and a name that the plan does not have, are told and not sent", () => {
  const violations = ["shown_at: datetime", "common.email: unknown_property", "price: too_small"];
  browser.setCommon({ path: "/home", shown_at: "yesterday", email: "ada@example.com", price: -1 });
  const [sent, ...told] = open() as [Record<string, unknown>, ...unknown[]];
  expect(told.flat().toSorted()).toEqual(violations.toSorted());
  expect({ ...sent, plan_violations: [] }).toEqual({ ...OPENED, plan_violations: [] });
  expect(JSON.stringify(sent)).not.toContain("ada@");
});

test("an invalid argument is not replaced by what was given once", () => {
  browser.setCommon({ path: "/home", shown_at: new Date(0) });
  expect(open({ shown_at: "yesterday" })).toEqual([
    { ...OPENED, plan_violations: ["shown_at: datetime"] },
    ["shown_at: datetime"],
  ]);
});

test("the key of an event can be given once, and an event's own property stays common", () => {
  browser.setCommon({ path: "/home", width: 7 });
  const posthog = new FakePostHog({ id: ADA, state: "identified" });
  const timestamp = new Date("2026-01-15T10:00:00Z");
  expect(browser.trackClosed(posthog, {}, { timestamp })).toBe(true);
  expect(browser.trackClosed(posthog, { path: "/home" }, { timestamp })).toBe(true);
  const [first, second] = posthog.captured;
  expect(first?.properties).toEqual({ path: "/home", width: 7, half: 3.5, $ignore_sent_at: true });
  expect(second?.options?.uuid).toBe(first?.options?.uuid);
});

test("a plan without common properties of browsers has none of the code", async () => {
  const chosen = PLAN.replace("client: [page]", "server: [page]").replaceAll(
    "source: client",
    "source: client\n    with: [page]",
  );
  const code = await bundleGenerated(readPlanText(chosen), {
    entry: 'export * from "./browser.js";',
    platform: "browser",
    format: "esm",
  });
  expect(code).not.toMatch(/setCommon|givenValues|unknownCommon/u);
});
