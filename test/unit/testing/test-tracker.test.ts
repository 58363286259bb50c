import { expect, test } from "vitest";
import {
  plan as omoiOs,
  trackPaymentSucceeded,
  trackUserSignedIn,
  userId,
} from "../../../generated/index.ts";
import { track } from "../../../src/runtime/calls.ts";
import type { Tracker } from "../../../src/runtime/tracker.ts";
import { configureTracking, sharedTracker } from "../../../src/runtime/create-tracker.ts";
import { createTestTracker, installTestTracker } from "../../../src/testing/test-tracker.ts";
import { ANN, checkoutCompleted, plan } from "../../support/shop-plan.ts";
import { messageCounts } from "../../support/message-counts.ts";

const CHECKOUT = { checkout_type: "credits", amount_usd: 5 } as const;

test("the example in the documentation holds", () => {
  const tracker = createTestTracker(omoiOs);
  const user = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
  trackUserSignedIn(user, { method: "github" }, { tracker });
  expect(tracker.events).toMatchObject([
    { event: "user_signed_in", distinctId: user, properties: { method: "github" } },
  ]);
});

test("violations throw unless the test says otherwise", () => {
  const bad = { ...CHECKOUT, amount_usd: -5 };
  const strict = createTestTracker(plan);
  expect(() => track(checkoutCompleted, ANN, bad, { tracker: strict })).toThrow(
    "checkout_completed breaks the tracking plan: amount_usd: too_small",
  );
  const lenient = createTestTracker(plan, { violations: "report" });
  expect(track(checkoutCompleted, ANN, bad, { tracker: lenient })).toBe(true);
});

test("clear forgets events and refusals, and lists handed out before stay as they were", () => {
  const tracker = createTestTracker(plan, { refusals: "record" });
  track(checkoutCompleted, ANN, CHECKOUT, { tracker });
  track(checkoutCompleted, "ann", CHECKOUT, { tracker });
  const { events, refusals } = tracker;
  tracker.clear();
  expect([events.length, refusals.length]).toEqual([1, 1]);
  expect([tracker.events, tracker.refusals]).toEqual([[], []]);
  expect(tracker.stats()).toMatchObject({
    events: { accepted: 1, delivered: 1 },
    refused: { invalid_user_id: 1 },
  });
});

test("an event with a key is recorded once, with its key, and its repeats apart", () => {
  const tracker = createTestTracker(omoiOs);
  const user = userId(ANN);
  const properties = { amount_usd: 50, organization_id: "org_1" };
  const options = { tracker, timestamp: new Date("2026-03-01T12:00:00Z"), idempotencyKey: "evt_1" };
  for (let delivery = 0; delivery < 3; delivery += 1) {
    expect(trackPaymentSucceeded(user, properties, options)).toBe(true);
  }
  const event = {
    event: "payment_succeeded",
    distinctId: ANN,
    properties: {
      ...properties,
      payment_type: "subscription",
      $revenue: 50,
      currency: "USD",
      idempotency_key: "evt_1",
      $ignore_sent_at: true,
    },
    groups: { organization: "org_1" },
    timestamp: options.timestamp,
    uuid: omoiOs.eventUuid("payment_succeeded", ANN, ["evt_1"]),
  };
  expect(tracker.events).toEqual([event]);
  expect(tracker.duplicates).toEqual([event, event]);
  expect(tracker.stats()).toMatchObject({ duplicate: 2, events: { accepted: 1 } });
  tracker.clear();
  expect([tracker.events, tracker.duplicates]).toEqual([[], []]);
  trackPaymentSucceeded(user, properties, options);
  expect(tracker.events).toEqual([event]);
});

test("ready and flush have nothing to wait for", async () => {
  const tracker = createTestTracker(plan);
  expect(await tracker.ready()).toBe(true);
  expect(await tracker.flush()).toEqual(messageCounts());
  expect(await tracker.waitForCapacity()).toBe(true);
});

test("an installed tracker takes what helpers send, until it is restored", () => {
  const before = createSilentSharedTracker();
  const tracker = installTestTracker(plan);
  expect(track(checkoutCompleted, ANN, CHECKOUT)).toBe(true);
  expect(tracker.events.map(({ event }) => event)).toEqual(["checkout_completed"]);
  tracker.restore();
  expect(sharedTracker(plan)).toBe(before);
});

test("`using` restores, and installed trackers can be nested", () => {
  const outer = installTestTracker(plan);
  const inner = installTestTracker(plan);
  expect(sharedTracker(plan)).toBe(inner);
  inner[Symbol.dispose]();
  expect(sharedTracker(plan)).toBe(outer);
  outer.restore();
});

test("code under test that configures tracking does not push it out", () => {
  const tracker = installTestTracker(plan);
  configureTracking(plan, { disabled: true, log: () => {} });
  track(checkoutCompleted, ANN, CHECKOUT);
  expect(tracker.events).toHaveLength(1);
  tracker.restore();
});

/** The tracker that stands in the shared place before a test. */
function createSilentSharedTracker(): Tracker {
  configureTracking(plan, { disabled: true, log: () => {} });
  return sharedTracker(plan);
}
