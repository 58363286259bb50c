import { describe, expect, test } from "vitest";
import { track } from "../../../src/runtime/calls.ts";
import { createTestTracker, type TestTracker } from "../../../src/testing/test-tracker.ts";
import {
  ANN,
  BOB,
  creditsBought,
  invoicePaid,
  paymentSucceeded,
  plan,
  signedUp,
  withRules,
} from "../../support/shop-plan.ts";
import { messageCounts } from "../../support/message-counts.ts";

const NOW = new Date("2026-03-01T12:00:00.000Z");
const PAID_AT = new Date("2026-02-28T23:59:59.000Z");
const UUID_V4: unknown = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/u);

function makeTracker(): TestTracker {
  return createTestTracker(plan, { now: () => NOW, violations: "report" });
}

function uuids(tracker: TestTracker): readonly string[] {
  return tracker.events.map(({ uuid }) => uuid);
}

describe("an event with a key", () => {
  test("derives its uuid once, and not at all when it is refused", () => {
    const tracker = makeTracker();
    const derived: string[] = [];
    const eventUuid: typeof plan.eventUuid = (event, id, key) => {
      derived.push(event);
      return plan.eventUuid(event, id, key);
    };
    const definition = { ...signedUp, plan: { ...plan, eventUuid } };
    const options = { tracker, timestamp: PAID_AT };
    expect(track(definition, ANN, {}, options)).toBe(true);
    expect(derived).toEqual(["signed_up"]);
    expect(track(definition, "ann@example.com", {}, options)).toBe(false);
    expect(derived).toEqual(["signed_up"]);
  });

  test("has the key's uuid, the caller's time, and its group update has both too", () => {
    const tracker = makeTracker();
    const properties = {
      invoice_id: "in_1",
      amount_usd: 50,
      paid_tier: "pro",
      organization_id: "org_1",
    } as const;
    expect(track(invoicePaid, ANN, properties, { tracker, timestamp: PAID_AT })).toBe(true);
    expect(tracker.events).toEqual([
      {
        event: "invoice_paid",
        distinctId: ANN,
        properties: {
          ...properties,
          $revenue: 50,
          currency: "USD",
          $set: { plan: "pro" },
          $ignore_sent_at: true,
        },
        groups: { organization: "org_1" },
        timestamp: PAID_AT,
        uuid: plan.eventUuid("invoice_paid", ANN, ["in_1"]),
      },
      {
        event: "$groupidentify",
        distinctId: ANN,
        properties: {
          $group_type: "organization",
          $group_key: "org_1",
          $group_set: { subscription_tier: "pro" },
          $ignore_sent_at: true,
        },
        groups: {},
        timestamp: PAID_AT,
        uuid: plan.eventUuid("$groupidentify", ANN, ["invoice_paid", "organization", "in_1"]),
      },
    ]);
  });

  test("is sent under its former name, too: marked, with a uuid of its own, without revenue and what it sets", () => {
    const tracker = makeTracker();
    const properties = {
      invoice_id: "in_1",
      amount_usd: 50,
      paid_tier: "pro",
      organization_id: "org_1",
    } as const;
    const renamed = withRules(invoicePaid, { alsoSentAs: "bill_paid" });
    for (let repeat = 0; repeat < 2; repeat += 1) {
      expect(track(renamed, ANN, properties, { tracker, timestamp: PAID_AT })).toBe(true);
    }
    expect(tracker.events.map(({ event }) => event)).toEqual(["invoice_paid", "bill_paid", "$groupidentify"]);
    expect(tracker.events[0]?.properties).toMatchObject({ $revenue: 50, $set: { plan: "pro" } });
    expect(tracker.events[1]).toEqual({
      event: "bill_paid",
      distinctId: ANN,
      properties: { ...properties, $ignore_sent_at: true, plan_renamed_to: "invoice_paid" },
      groups: { organization: "org_1" },
      timestamp: PAID_AT,
      uuid: plan.eventUuid("bill_paid", ANN, ["in_1"]),
    });
    expect(tracker.stats()).toMatchObject({ duplicate: 1, events: { accepted: 2, delivered: 2 } });
  });

  test("is sent once, and what it sets on its group too", () => {
    const tracker = makeTracker();
    const properties = {
      invoice_id: "in_1",
      amount_usd: 50,
      paid_tier: "pro",
      organization_id: "org_1",
    } as const;
    for (let repeat = 0; repeat < 60; repeat += 1) {
      expect(track(invoicePaid, ANN, properties, { tracker, timestamp: PAID_AT })).toBe(true);
    }
    expect(tracker.events.map(({ event }) => event)).toEqual(["invoice_paid", "$groupidentify"]);
    expect(tracker.stats()).toEqual({
      state: "on",
      refused: {},
      violating: 0,
      duplicate: 59,
      unkeyed: 0,
      mismatched: 0,
      beforeSend: { dropped: 0, failed: 0 },
      common: { failed: 0 },
      events: messageCounts({ accepted: 1, delivered: 1 }),
      groupUpdates: messageCounts({ accepted: 1, delivered: 1 }),
      waitingBytes: 0,
    });
  });

  test("is another one for another key, person or event, whatever the time", () => {
    const tracker = makeTracker();
    const options = { tracker, timestamp: PAID_AT };
    track(invoicePaid, ANN, { invoice_id: "in_1", amount_usd: 50 }, options);
    track(invoicePaid, ANN, { invoice_id: "in_2", amount_usd: 50 }, options);
    track(invoicePaid, BOB, { invoice_id: "in_1", amount_usd: 50 }, options);
    track(signedUp, ANN, {}, options);
    expect(new Set(uuids(tracker)).size).toBe(4);
    expect(tracker.events.map(({ timestamp }) => timestamp)).toEqual([PAID_AT, PAID_AT, PAID_AT, PAID_AT]);
  });

  test("carries the caller's key among its properties", () => {
    const tracker = makeTracker();
    const options = { tracker, timestamp: PAID_AT, idempotencyKey: "evt_1" };
    track(creditsBought, ANN, { amount_usd: 5 }, options);
    track(creditsBought, ANN, { amount_usd: 5 }, { ...options, idempotencyKey: "evt_2" });
    expect(tracker.events.map(({ properties }) => properties)).toEqual([
      { amount_usd: 5, idempotency_key: "evt_1", $ignore_sent_at: true },
      { amount_usd: 5, idempotency_key: "evt_2", $ignore_sent_at: true },
    ]);
    expect(uuids(tracker)).toEqual([
      plan.eventUuid("credits_bought", ANN, ["evt_1"]),
      plan.eventUuid("credits_bought", ANN, ["evt_2"]),
    ]);
  });

  test("happens once a person when the plan says so", () => {
    const tracker = makeTracker();
    const options = { tracker, timestamp: PAID_AT };
    track(signedUp, ANN, {}, options);
    track(signedUp, ANN.slice(5).toUpperCase(), {}, options);
    track(signedUp, BOB, {}, options);
    expect(uuids(tracker)).toEqual([
      plan.eventUuid("signed_up", ANN, []),
      plan.eventUuid("signed_up", BOB, []),
    ]);
    expect(tracker.stats()).toMatchObject({ duplicate: 1, events: { accepted: 2 } });
  });

  test("may have one that the plan does not name", () => {
    const tracker = makeTracker();
    const options = { tracker, timestamp: PAID_AT, idempotencyKey: "evt_1" };
    track(paymentSucceeded, ANN, { amount_usd: 5 }, options);
    track(paymentSucceeded, ANN, { amount_usd: 5 }, options);
    expect(uuids(tracker)).toEqual([plan.eventUuid("payment_succeeded", ANN, ["evt_1"])]);
    expect(tracker.events[0]?.properties).toMatchObject({ idempotency_key: "evt_1", $ignore_sent_at: true });
  });
});

describe("an event whose own key is absent", () => {
  test("takes the caller's", () => {
    const tracker = makeTracker();
    const options = { tracker, timestamp: PAID_AT, idempotencyKey: "evt_1" };
    track(invoicePaid, ANN, { amount_usd: 50 }, options);
    expect(tracker.events).toMatchObject([
      { uuid: plan.eventUuid("invoice_paid", ANN, ["evt_1"]), properties: { idempotency_key: "evt_1" } },
    ]);
    expect(tracker.stats().unkeyed).toBe(0);
  });

  test("has a random uuid without one, is counted, and every send is one event", () => {
    const tracker = makeTracker();
    const options = { tracker, timestamp: PAID_AT };
    track(invoicePaid, ANN, { amount_usd: 50 }, options);
    track(invoicePaid, ANN, { amount_usd: 50 }, options);
    expect(uuids(tracker)).toEqual([UUID_V4, UUID_V4]);
    expect(tracker.events[0]?.properties).toEqual({ amount_usd: 50, $revenue: 50, currency: "USD" });
    expect(tracker.stats()).toMatchObject({ unkeyed: 2, duplicate: 0, events: { accepted: 2 } });
  });

  test("as when it is invalid, needs no time", () => {
    const tracker = makeTracker();
    track(invoicePaid, ANN, { invoice_id: 7, amount_usd: 50 } as never, { tracker });
    expect(tracker.events).toMatchObject([{ timestamp: NOW, uuid: UUID_V4 }]);
    expect(tracker.stats()).toMatchObject({ unkeyed: 1, violating: 1 });
  });
});

describe("an event with a key is refused", () => {
  test.each([
    ["missing", undefined],
    ["invalid_date", new Date("x")],
    ["invalid_date", "2026-02-28T23:59:59.000Z" as unknown as Date],
    ["before_2000_are_these_seconds", new Date(1_772_323_199)],
    ["in_the_future", new Date("2026-03-02T12:00:00.000Z")],
  ])("when its time is %s: %s", (fault, timestamp) => {
    const tracker = makeTracker();
    expect(track(invoicePaid, ANN, { invoice_id: "in_1", amount_usd: 50 }, { tracker, timestamp })).toBe(
      false,
    );
    expect(tracker.events).toEqual([]);
    expect(tracker.refusals).toEqual([
      {
        reason: "invalid_timestamp",
        event: "invoice_paid",
        detail: `an event with an idempotency key requires options.timestamp, the time of its record: ${fault}`,
        violations: [],
      },
    ]);
  });

  test.each([[undefined], [""]])("when the caller's key is %j", (idempotencyKey) => {
    const tracker = makeTracker();
    const options = { tracker, timestamp: PAID_AT, idempotencyKey };
    expect(track(creditsBought, ANN, { amount_usd: 50 }, options)).toBe(false);
    expect(tracker.refusals).toMatchObject([{ reason: "invalid_idempotency_key", event: "credits_bought" }]);
  });
});

test("a test that clears the tracker begins anew", () => {
  const tracker = makeTracker();
  track(signedUp, ANN, {}, { tracker, timestamp: PAID_AT });
  tracker.clear();
  track(signedUp, ANN, {}, { tracker, timestamp: PAID_AT });
  expect(tracker.events.map(({ event }) => event)).toEqual(["signed_up"]);
});
