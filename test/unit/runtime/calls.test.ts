import { beforeEach, describe, expect, test } from "vitest";
import {
  captureRevenue,
  type EventLookup,
  groupIdentify,
  identify,
  track,
  trackEvent,
} from "../../../src/runtime/calls.ts";
import { configureTracking, createTracker, sharedTracker } from "../../../src/runtime/create-tracker.ts";
import { PlanViolationError, type Refusal } from "../../../src/runtime/refusal.ts";
import { createTestTracker, installTestTracker } from "../../../src/testing/test-tracker.ts";
import { startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { ANN, checkoutCompleted, paymentSucceeded, plan } from "../../support/shop-plan.ts";
import { allDelivered } from "../../support/message-counts.ts";

const CHECKOUT = { checkout_type: "credits", amount_usd: 5 } as const;
const lookup: EventLookup = {
  plan,
  events: () => ({ checkout_completed: checkoutCompleted, payment_succeeded: paymentSucceeded }),
};

const boom = (): never => {
  throw new Error("boom");
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

let refusals: Refusal[];

beforeEach(() => {
  refusals = [];
  configureTracking(plan, { disabled: true, log: () => {}, onRefused: (refusal) => refusals.push(refusal) });
});

describe("a call never throws", () => {
  test.each<[string, string, () => boolean]>([
    ["a revenue of undefined", "unknown_event", () => captureRevenue(lookup, ANN, undefined as never)],
    ["a revenue of null", "unknown_event", () => captureRevenue(lookup, ANN, null as never)],
    ["a revoked revenue", "unknown_event", () => captureRevenue(lookup, ANN, revoked() as never)],
    ["a name that throws", "unknown_event", () => trackEvent(lookup, revoked() as never, ANN, {})],
    ["a name of all objects", "unknown_event", () => trackEvent(lookup, "toString", ANN, {})],
    [
      "an event without revenue",
      "no_revenue",
      () => captureRevenue(lookup, ANN, { event: "checkout_completed" }),
    ],
    [
      "an object as tracker",
      "invalid_options",
      () => track(checkoutCompleted, ANN, CHECKOUT, { tracker: {} as never }),
    ],
    [
      "a number as tracker",
      "invalid_options",
      () => track(checkoutCompleted, ANN, CHECKOUT, { tracker: 5 as never }),
    ],
    ["revoked options", "invalid_options", () => track(checkoutCompleted, ANN, CHECKOUT, revoked())],
    [
      "options that throw",
      "invalid_options",
      () => identify(plan, ANN, { plan: "pro" }, new Proxy({}, { get: boom })),
    ],
    ["nothing to set", "nothing_to_set", () => identify(plan, ANN, {})],
    ["nothing valid to set", "nothing_to_set", () => identify(plan, ANN, { plan: "nope" })],
    ["nothing to set on a group", "nothing_to_set", () => groupIdentify(plan, "organization", "o", {})],
  ])("for %s", (_what, reason, call) => {
    expect(call()).toBe(false);
    expect(refusals.map((refusal) => refusal.reason)).toEqual([reason]);
  });

  test("an unknown event is reported with the printable part of its name", () => {
    expect(trackEvent(lookup, "checkout\u001b_complete", ANN, CHECKOUT)).toBe(false);
    expect(refusals).toEqual([
      {
        reason: "unknown_event",
        event: "checkout_complete",
        detail: "the plan has no server event of this name",
        violations: [],
      },
    ]);
  });

  test("a property of revenue that cannot be read is left out, and the rest is sent", () => {
    const tracker = createTestTracker(plan, { violations: "report" });
    const revenue = {
      event: "payment_succeeded",
      amount_usd: 5,
      get payment_type() {
        return boom();
      },
    };
    expect(captureRevenue(lookup, ANN, revenue, { tracker })).toBe(true);
    expect(tracker.events[0]?.properties).toMatchObject({
      $revenue: 5,
      plan_violations: ["payment_type: unreadable"],
    });
  });
});

test("an installed test tracker throws at every refused call, and records it", () => {
  const tracker = installTestTracker(plan);
  expect(() => track(checkoutCompleted, "ann@example.com", CHECKOUT)).toThrow(
    "checkout_completed was refused, invalid_user_id: the user id was not accepted: email",
  );
  expect(() => trackEvent(lookup, "nope", ANN, CHECKOUT)).toThrow("nope was refused, unknown_event");
  expect(tracker.refusals.map(({ reason }) => reason)).toEqual(["invalid_user_id", "unknown_event"]);
  tracker.restore();
});

test("an error of another copy of the package is known", () => {
  const foreign = Object.assign(new Error("x"), {
    [Symbol.for("tracking-plan/plan-violation-error")]: true,
  });
  expect(foreign instanceof PlanViolationError).toBe(true);
  expect(new Error("x") instanceof PlanViolationError).toBe(false);
  expect((undefined as unknown) instanceof PlanViolationError).toBe(false);
});

test.each<[string, unknown, string, string]>([
  ["a key of 5", { apiKey: 5 }, "off", "The option apiKey is not text. Tracking is off."],
  ["a host of 5", { apiKey: "phc_x", host: 5 }, "off", "The option host is not text. Tracking is off."],
  [
    "an unknown policy",
    { apiKey: "phc_x", violations: "ignore" },
    "on",
    "The option violations is not report, refuse or throw. Its default is used.",
  ],
  [
    "flushAt of text",
    { apiKey: "phc_x", flushAt: "20" },
    "on",
    "The option flushAt is not a whole number over 0. Its default is used.",
  ],
])("a tracker made with %s says so", (_what, options, state, line) => {
  const lines: string[] = [];
  const log = (said: string): number => lines.push(said);
  const tracker = createTracker(plan, { log, ...(options as object) });
  expect(tracker.stats().state).toBe(state);
  expect(lines[0]).toBe(`[tracking-plan] ${line}`);
});

test("options of null are none", () => {
  expect(createTracker(plan, null as never).stats().state).toBe("off");
});

test("the report of shutting down counts what a replaced tracker delivered and lost", async () => {
  const endpoint = await startPostHogEndpoint();
  const own = { ...plan, name: "replaced" };
  const options = { apiKey: "phc_x", host: endpoint.url, log: () => {} };
  configureTracking(own, options);
  track({ ...checkoutCompleted, plan: own }, ANN, CHECKOUT);
  configureTracking(own, options);
  track({ ...checkoutCompleted, plan: own }, ANN, CHECKOUT);
  expect(await sharedTracker(own).shutdown()).toEqual(allDelivered(2));

  const lines: string[] = [];
  configureTracking(own, { ...options, log: (line) => lines.push(line) });
  expect(lines).toEqual([]);
  expect(await sharedTracker(own).shutdown()).toEqual(allDelivered(0));
  await endpoint.close();
});
