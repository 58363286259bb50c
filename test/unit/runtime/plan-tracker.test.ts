import { describe, expect, test } from "vitest";
import type { Fields } from "../../../src/portable/field-rule.ts";
import { groupIdentify, identify, track } from "../../../src/runtime/calls.ts";
import type { ViolationPolicy } from "../../../src/runtime/options.ts";
import { PlanViolationError } from "../../../src/runtime/refusal.ts";
import { createTestTracker, type TestTracker } from "../../../src/testing/test-tracker.ts";
import {
  ANN,
  BOB,
  checkoutCompleted,
  orderShipped,
  paymentSucceeded,
  plan,
  subscriptionUpdated,
  withRules,
} from "../../support/shop-plan.ts";
import { allDelivered, messageCounts } from "../../support/message-counts.ts";

const NOW = new Date("2026-03-01T12:00:00.000Z");
const UUID: unknown = expect.stringMatching(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/u);
const CHECKOUT = { checkout_type: "subscription", amount_usd: 50 } as const;

function makeTracker(violations?: ViolationPolicy): TestTracker {
  return createTestTracker(plan, { now: () => NOW, violations, refusals: "record" });
}

/** What is sent for properties that may break the plan. */
function sentUnderReport(...args: Parameters<typeof track>): unknown {
  const tracker = makeTracker("report");
  const [definition, user, properties, options] = args;
  expect(track(definition, user, properties, { ...options, tracker })).toBe(true);
  return tracker.events[0]?.properties;
}

describe("an event", () => {
  test("carries its properties, group, person, time and a uuid of its own", () => {
    const tracker = makeTracker();
    const properties = { ...CHECKOUT, organization_id: "org_1", tier: "pro" } as const;
    expect(track(checkoutCompleted, ANN, properties, { tracker })).toBe(true);
    expect(track(checkoutCompleted, ANN, properties, { tracker })).toBe(true);
    const event = {
      event: "checkout_completed",
      distinctId: ANN,
      properties,
      groups: { organization: "org_1" },
      timestamp: NOW,
      uuid: UUID,
    };
    expect(tracker.events).toEqual([event, { ...event, timestamp: new Date(NOW.getTime() + 1) }]);
    expect(tracker.events[0]?.uuid).not.toBe(tracker.events[1]?.uuid);
  });

  test("has its defaults, constants, computed properties, revenue and session", () => {
    const tracker = makeTracker();
    track(paymentSucceeded, ANN, { amount_usd: 5 }, { tracker, sessionId: "0190-abc" });
    expect(tracker.events[0]?.properties).toEqual({
      amount_usd: 5,
      payment_type: "subscription",
      channel: "web",
      $revenue: 5,
      currency: "USD",
      $session_id: "0190-abc",
    });
  });

  test("sets properties of its person and group", () => {
    const tracker = makeTracker();
    const properties = {
      new_tier: "team",
      old_amount_usd: 0.1,
      new_amount_usd: 0.3,
      organization_id: "org_1",
    } as const;
    track(subscriptionUpdated, ANN, properties, { tracker });
    const common = { distinctId: ANN, timestamp: NOW, uuid: UUID };
    expect(tracker.events).toEqual([
      {
        ...common,
        event: "subscription_updated",
        properties: {
          ...properties,
          mrr_change: 0.2,
          $set: { plan: "team" },
          $set_once: { first_tier: "team" },
        },
        groups: { organization: "org_1" },
      },
      {
        ...common,
        event: "$groupidentify",
        properties: {
          $group_type: "organization",
          $group_key: "org_1",
          $group_set: { subscription_tier: "team" },
        },
        groups: {},
      },
    ]);
    expect(tracker.stats()).toEqual({
      state: "on",
      common: { failed: 0 },
      refused: {},
      violating: 0,
      duplicate: 0,
      unkeyed: 0,
      mismatched: 0,
      beforeSend: { dropped: 0, failed: 0 },
      events: messageCounts({ accepted: 1, delivered: 1 }),
      groupUpdates: messageCounts({ accepted: 1, delivered: 1 }),
      waitingBytes: 0,
    });
  });

  test("without a group sets nothing on one", () => {
    const tracker = makeTracker();
    const properties = { new_tier: "team", old_amount_usd: 1, new_amount_usd: 2 } as const;
    track(subscriptionUpdated, ANN, properties, { tracker });
    expect(tracker.events.map(({ event }) => event)).toEqual(["subscription_updated"]);
  });

  test("takes the caller's time and groups", () => {
    const tracker = makeTracker();
    const timestamp = new Date("2024-05-05T05:05:05Z");
    track(checkoutCompleted, ANN, CHECKOUT, { tracker, timestamp, groups: { team: "t1" } });
    timestamp.setFullYear(1999);
    expect(tracker.events[0]).toMatchObject({
      timestamp: new Date("2024-05-05T05:05:05Z"),
      groups: { team: "t1" },
    });
  });

  test("is a copy made at call time", () => {
    const tracker = makeTracker();
    const items = [{ sku: "a", quantity: 1 }];
    track(orderShipped, ANN, { items }, { tracker });
    items.push({ sku: "b", quantity: 2 });
    expect(tracker.events[0]?.properties).toEqual({ items: [{ sku: "a", quantity: 1 }] });
  });
});

describe("under report, an event that breaks the plan is sent without what is wrong", () => {
  test("an invalid value, what follows from it, and an unknown key", () => {
    const properties = {
      new_tier: "gold",
      old_amount_usd: Number.NaN,
      new_amount_usd: 2,
      organization_id: "org_1",
      "ann@example.com": true,
    };
    expect(sentUnderReport(subscriptionUpdated, ANN, properties as never)).toEqual({
      new_amount_usd: 2,
      organization_id: "org_1",
      plan_violations: ["old_amount_usd: not_finite", "new_tier: not_allowed", "*: unknown_property"],
    });
  });

  test("a default does not stand in for an invalid value, nor revenue for an invalid amount", () => {
    const properties = { amount_usd: "5", payment_type: "barter" };
    expect(sentUnderReport(paymentSucceeded, ANN, properties as never)).toEqual({
      channel: "web",
      plan_violations: ["amount_usd: wrong_type", "payment_type: not_allowed"],
    });
  });

  test("missing properties", () => {
    expect(sentUnderReport(checkoutCompleted, ANN, null as never)).toEqual({
      plan_violations: ["properties: wrong_type", "checkout_type: missing", "amount_usd: missing"],
    });
  });

  test("a nested invalid value takes its whole property with it", () => {
    const properties = { items: [{ sku: 1 }], address: { city: "x", zip: "1" }, note: "kept" };
    expect(sentUnderReport(orderShipped, ANN, properties as never)).toEqual({
      address: { city: "x", country: "DE" },
      note: "kept",
      plan_violations: ["address.zip: unknown_property", "items.0.sku: wrong_type"],
    });
  });

  test("an impossible time becomes the present, and odd options are named", () => {
    const tracker = makeTracker("report");
    const options = {
      tracker,
      timestamp: new Date(NOW.getTime() / 1000),
      sessionId: "a\nb",
      groups: { galaxy: "g", team: "" },
    };
    track(checkoutCompleted, ANN, { ...CHECKOUT, organization_id: "" }, options);
    expect(tracker.events).toEqual([
      {
        event: "checkout_completed",
        distinctId: ANN,
        properties: {
          ...CHECKOUT,
          organization_id: "",
          plan_violations: [
            "organization_id: not_a_group_key",
            "options.groups.team: not_a_group_key",
            "options.groups: unknown_group_type",
            "options.timestamp: before_2000_are_these_seconds",
            "options.sessionId: invalid_format",
          ],
        },
        groups: {},
        timestamp: NOW,
        uuid: UUID,
      },
    ]);
    expect(tracker.stats()).toMatchObject({ violating: 1, refused: {} });
  });
});

describe("under refuse and throw, an event that breaks the plan is not sent", () => {
  const refusal = {
    reason: "invalid_properties",
    event: "checkout_completed",
    detail: "the properties break the plan",
    violations: ["amount_usd: too_small"],
  };
  const properties = { ...CHECKOUT, amount_usd: -1 };

  test("refuse returns false", () => {
    const tracker = makeTracker("refuse");
    expect(track(checkoutCompleted, ANN, properties, { tracker })).toBe(false);
    expect(tracker.events).toEqual([]);
    expect(tracker.refusals).toEqual([refusal]);
    expect(tracker.stats()).toMatchObject({ refused: { invalid_properties: 1 }, violating: 0 });
  });

  test("throw throws, and counts all the same", () => {
    const tracker = makeTracker("throw");
    expect(() => track(checkoutCompleted, ANN, properties, { tracker })).toThrow(
      new PlanViolationError("checkout_completed", ["amount_usd: too_small"]),
    );
    expect(tracker.events).toEqual([]);
    expect(tracker.refusals).toEqual([refusal]);
    expect(tracker.stats().refused).toEqual({ invalid_properties: 1 });
  });

  test.each(["refuse", "throw"] as const)("%s lets events that keep the plan pass", (policy) => {
    const tracker = makeTracker(policy);
    expect(track(checkoutCompleted, ANN, CHECKOUT, { tracker })).toBe(true);
  });
});

describe("a call is refused", () => {
  test.each([
    ["with an email", "ann@example.com"],
    ["with a failed parse", { ok: false as const, reason: "not a string" }],
    ["without a user", undefined as never],
  ])("%s, and never throws for it", (_name, user) => {
    const tracker = makeTracker("throw");
    expect(track(checkoutCompleted, user, CHECKOUT, { tracker })).toBe(false);
    expect(tracker.refusals).toMatchObject([{ reason: "invalid_user_id", violations: [] }]);
    expect(JSON.stringify(tracker.refusals)).not.toContain("ann@");
  });

  test("when an option and a property name two groups", () => {
    const tracker = makeTracker();
    const properties = { ...CHECKOUT, organization_id: "org_1" };
    const options = { tracker, groups: { organization: "org_2" } };
    expect(track(checkoutCompleted, ANN, properties, options)).toBe(false);
    expect(tracker.refusals).toMatchObject([{ reason: "group_conflict" }]);
  });

  test.each(["", " ", "x".repeat(201)])("with the event name %j", (name) => {
    const tracker = makeTracker();
    expect(track({ ...checkoutCompleted, name }, ANN, CHECKOUT, { tracker })).toBe(false);
    expect(tracker.refusals).toMatchObject([{ reason: "invalid_event_name" }]);
  });

  test("not with a name of 200 characters", () => {
    const tracker = makeTracker();
    const name = "x".repeat(200);
    expect(track({ ...checkoutCompleted, name }, ANN, CHECKOUT, { tracker })).toBe(true);
  });

  test("when it is larger than PostHog takes, measured in bytes", () => {
    const tracker = makeTracker();
    const send = (length: number): boolean =>
      track(orderShipped, ANN, { extra: "ä".repeat(length) }, { tracker });
    expect([send(449_000), send(450_000)]).toEqual([true, false]);
    expect(tracker.refusals).toMatchObject([{ reason: "too_large" }]);
  });

  test("by the tracker of another plan", () => {
    const tracker = createTestTracker({ ...plan, name: "other" }, { refusals: "record" });
    expect(track(checkoutCompleted, ANN, CHECKOUT, { tracker })).toBe(false);
    expect(tracker.refusals).toMatchObject([{ reason: "other_plan" }]);
  });

  test("after shutdown", async () => {
    const tracker = makeTracker();
    track(checkoutCompleted, ANN, CHECKOUT, { tracker });
    const report = await tracker.shutdown();
    expect(report).toEqual(allDelivered(1));
    expect(track(checkoutCompleted, ANN, CHECKOUT, { tracker })).toBe(false);
    expect(tracker.refusals).toMatchObject([{ reason: "shut_down" }]);
    expect(tracker.stats()).toMatchObject({ state: "closed", refused: { shut_down: 1 } });
    expect(await tracker.shutdown()).toBe(report);
    expect(await tracker.ready()).toBe(false);
  });

  test("when the plan's own code fails, without showing why", () => {
    const tracker = makeTracker("throw");
    const fields: Fields = {
      ...checkoutCompleted.rules().fields,
      checkout_type: {
        type: "string",
        isKey: () => {
          throw new RangeError("Ann's secret");
        },
      },
    };
    expect(track(withRules(checkoutCompleted, { fields }), ANN, CHECKOUT, { tracker })).toBe(false);
    expect(tracker.refusals).toEqual([
      {
        reason: "internal_error",
        event: "checkout_completed",
        detail: "the tracker failed with RangeError",
        violations: [],
      },
    ]);
  });
});

describe("identify", () => {
  test("captures $set", () => {
    const tracker = makeTracker();
    expect(identify(plan, { ok: true, id: BOB }, { plan: "pro" }, { tracker })).toBe(true);
    expect(tracker.events).toEqual([
      {
        event: "$set",
        distinctId: BOB,
        properties: { $set: { plan: "pro" } },
        groups: {},
        timestamp: NOW,
        uuid: UUID,
      },
    ]);
  });

  test("leaves out what the plan refuses", () => {
    const tracker = makeTracker("report");
    identify(plan, BOB, { plan: "gold", company_size: "small", email: "b@x" }, { tracker });
    expect(tracker.events[0]?.properties).toEqual({
      $set: { company_size: "small" },
      plan_violations: ["plan: not_allowed", "email: unknown_property"],
    });
  });

  test("removes what options.unset names, beside what it sets and by itself", () => {
    const tracker = makeTracker();
    expect(identify(plan, BOB, { plan: "pro" }, { tracker, unset: ["company_size"] })).toBe(true);
    expect(identify(plan, BOB, {}, { tracker, unset: ["plan", "plan"] })).toBe(true);
    expect(tracker.events.map(({ properties }) => properties)).toEqual([
      { $set: { plan: "pro" }, $unset: ["company_size"] },
      { $unset: ["plan"] },
    ]);
  });

  test.each([
    ["no list", "plan", "options.unset: wrong_type"],
    ["something else than names", ["company_size", 1], "options.unset: wrong_type"],
    ["a name that the plan does not have", ["company_sise"], "options.unset.company_sise: unknown_property"],
    ["somebody's data", ["ann@example.com"], "options.unset.*: unknown_property"],
    ["a name of JavaScript's own", ["__proto__"], "options.unset.*: unknown_property"],
    ["a name that every object has", ["constructor"], "options.unset.constructor: unknown_property"],
    ["what it sets", ["plan"], "options.unset.plan: also_set"],
    ["too many names", Array.from({ length: 1001 }, String), "options.unset: too_many_items"],
    [
      "a list that cannot be read",
      Object.defineProperty([""], 0, { get: () => JSON.parse("{") as string }),
      "options.unset: unreadable",
    ],
  ])("sends without it where options.unset is %s", (_what, unset, violation) => {
    const tracker = makeTracker("report");
    expect(identify(plan, BOB, { plan: "pro" }, { tracker, unset: unset as string[] })).toBe(true);
    expect(tracker.events[0]?.properties).toEqual({ $set: { plan: "pro" }, plan_violations: [violation] });
  });

  test("does not remove what it was to set and could not", () => {
    const tracker = makeTracker("report");
    identify(plan, BOB, { plan: "gold" }, { tracker, unset: ["plan", "company_size"] });
    expect(tracker.events[0]?.properties).toEqual({
      $unset: ["company_size"],
      plan_violations: ["plan: not_allowed", "options.unset.plan: also_set"],
    });
  });

  test("is refused where there is nothing to set or to remove", () => {
    const tracker = makeTracker("report");
    expect(identify(plan, BOB, {}, { tracker, unset: [] })).toBe(false);
    expect(identify(plan, BOB, {}, { tracker, unset: ["company_sise"] })).toBe(false);
    expect(tracker.refusals.map(({ reason }) => reason)).toEqual(["nothing_to_set", "nothing_to_set"]);
  });

  test("refuses an id outside the contract", () => {
    const tracker = makeTracker();
    expect(identify(plan, "bob", { plan: "pro" }, { tracker })).toBe(false);
    expect(tracker.refusals).toMatchObject([{ reason: "invalid_user_id", event: "$set" }]);
  });
});

describe("groupIdentify", () => {
  const founded = { founded_at: new Date("2020-01-01T00:00:00Z"), employee_count: 5 };

  test("captures $groupidentify under the user who made the change", () => {
    const tracker = makeTracker();
    const timestamp = new Date("2024-05-05T05:05:05Z");
    const options = { tracker, by: ANN, timestamp };
    expect(groupIdentify(plan, "organization", "org_1", founded, options)).toBe(true);
    expect(tracker.events).toEqual([
      {
        event: "$groupidentify",
        distinctId: ANN,
        properties: {
          $group_type: "organization",
          $group_key: "org_1",
          $group_set: { founded_at: "2020-01-01T00:00:00.000Z", employee_count: 5 },
        },
        groups: {},
        timestamp,
        uuid: UUID,
      },
    ]);
    expect(tracker.stats()).toMatchObject({
      events: { accepted: 0 },
      groupUpdates: { accepted: 1 },
    });
  });

  test("without a user follows PostHog's convention of one person a group", () => {
    const tracker = makeTracker();
    groupIdentify(plan, "organization", "org_1", founded, { tracker });
    expect(tracker.events[0]?.distinctId).toBe("$organization_org_1");
  });

  test.each([
    ["galaxy", "g1", "unknown_group_type"],
    ["toString", "g1", "unknown_group_type"],
    ["organization", "", "invalid_group_key"],
    ["organization", undefined as never, "invalid_group_key"],
    ["organization", "x".repeat(401), "invalid_group_key"],
    ["organization", "x".repeat(200), "invalid_group_key"],
  ])("refuses the group %s %s", (type, key, reason) => {
    const tracker = makeTracker();
    expect(groupIdentify(plan, type, key, {}, { tracker })).toBe(false);
    expect(tracker.refusals).toMatchObject([{ reason, event: "$groupidentify" }]);
  });

  test("takes a key that makes a person's id of 200 characters", () => {
    const tracker = makeTracker();
    const key = "x".repeat(200 - "$organization_".length);
    expect(groupIdentify(plan, "organization", key, founded, { tracker })).toBe(true);
    expect(tracker.events[0]?.distinctId).toHaveLength(200);
  });

  test("takes a long key with a user, and refuses a user outside the contract", () => {
    const tracker = makeTracker();
    const key = "x".repeat(400);
    expect(groupIdentify(plan, "organization", key, founded, { tracker, by: ANN })).toBe(true);
    expect(groupIdentify(plan, "organization", key, founded, { tracker, by: "ann@x" })).toBe(false);
    expect(tracker.refusals).toMatchObject([{ reason: "invalid_user_id" }]);
  });
});
