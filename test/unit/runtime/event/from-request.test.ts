import { expect, test } from "vitest";
import * as fc from "fast-check";
import { identify, track } from "../../../../src/runtime/calls.ts";
import { fromRequest, type RequestLike } from "../../../../src/runtime/event/from-request.ts";
import type { Mismatch } from "../../../../src/runtime/refusal.ts";
import { createTracker } from "../../../../src/runtime/create-tracker.ts";
import { createTestTracker } from "../../../../src/testing/test-tracker.ts";
import { ANN, BOB, jobFinished, paymentSucceeded, plan } from "../../../support/shop-plan.ts";

const SESSION = "0190b1c2-0000-7000-8000-000000000001";
const BOTH = { sessionId: SESSION, claimedId: BOB };

test.each([
  ["Node", { headers: { "x-posthog-session-id": SESSION, "x-posthog-distinct-id": BOB } }],
  ["any case", { headers: { "X-POSTHOG-SESSION-ID": SESSION, "X-PostHog-Distinct-Id": BOB } }],
  ["lists", { headers: { "x-posthog-session-id": [SESSION, "b"], "x-posthog-distinct-id": [BOB, ANN] } }],
  ["Headers", { headers: new Headers({ "X-PostHog-Session-Id": SESSION, "x-posthog-distinct-id": BOB }) }],
  [
    "Request",
    new Request("http://127.0.0.1/", {
      headers: { "x-posthog-session-id": SESSION, "x-posthog-distinct-id": BOB },
    }),
  ],
  [
    "controls",
    { headers: { "x-posthog-session-id": `\u0007${SESSION}\r\n`, "x-posthog-distinct-id": `${BOB}\0` } },
  ],
] as const)("the headers of a request are read from %s", (_what, request) => {
  expect(fromRequest(request as RequestLike)).toEqual(BOTH);
});

test("headers of the greatest length are read", () => {
  const sessionId = "s".repeat(200);
  const claimedId = "d".repeat(200);
  const headers = {
    "x-posthog-session-id": " ".repeat(800) + sessionId,
    "x-posthog-distinct-id": claimedId,
  };
  expect(fromRequest({ headers })).toEqual({ sessionId, claimedId });
});

test.each([
  ["no request", undefined],
  ["null", null],
  ["no headers", {}],
  ["headers that are none", { headers: "x-posthog-session-id: a" }],
  ["other headers", { headers: { get: "x", "content-type": "a" } }],
  ["empty ones", { headers: { "x-posthog-session-id": "", "x-posthog-distinct-id": " \t" } }],
  ["an empty list", { headers: { "x-posthog-session-id": [] } }],
  ["other values", { headers: { "x-posthog-session-id": 7, "x-posthog-distinct-id": {} } }],
  [
    "long ones",
    { headers: { "x-posthog-session-id": "s".repeat(201), "x-posthog-distinct-id": "d".repeat(201) } },
  ],
  ["very long ones", { headers: { "x-posthog-session-id": "\0".repeat(1000) + SESSION } }],
  ["two sessions in one", { headers: { "x-posthog-session-id": "a, b" } }],
  ["a session with other characters", { headers: { "x-posthog-session-id": "ä" } }],
  [
    "headers that throw",
    {
      get headers(): never {
        throw new Error("boom");
      },
    },
  ],
])("nothing is read from %s", (_what, request) => {
  expect(fromRequest(request as unknown as RequestLike)).toEqual({});
});

test("whatever a request holds, no event is refused or marked for it", () => {
  const header = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(ANN, BOB, "guest", "a@b.cd", SESSION),
  );
  fc.assert(
    fc.property(header, header, (session, claim) => {
      const tracker = createTestTracker(plan, { violations: "throw" });
      const headers = { "x-posthog-session-id": session, "x-posthog-distinct-id": claim };
      expect(track(paymentSucceeded, ANN, { amount_usd: 5 }, { tracker, ...fromRequest({ headers }) })).toBe(
        true,
      );
      expect(tracker.events).toMatchObject([{ distinctId: ANN }]);
      expect(tracker.events[0]?.properties).not.toHaveProperty("plan_violations");
    }),
  );
});

test("another user's id is counted and never used", () => {
  const tracker = createTestTracker(plan, { refusals: "record" });
  track(paymentSucceeded, ANN, { amount_usd: 5 }, { tracker, claimedId: BOB });
  identify(plan, ANN, { plan: "pro" }, { tracker, claimedId: BOB });
  expect(tracker.stats().mismatched).toBe(2);
  expect(tracker.events.map(({ distinctId }) => distinctId)).toEqual([ANN, ANN]);
  expect(JSON.stringify(tracker.events)).not.toContain(BOB);
});

test.each([
  ["the same id", ANN],
  ["an anonymous id", "0190b1c2-0000-7000-8000-000000000002"],
  ["an id in another form", BOB.toUpperCase()],
  ["a word that is no id", "guest"],
  ["an email", "ann@example.com"],
  ["nothing", undefined],
  ["no text", { toString: () => BOB } as unknown as string],
])("a claim of %s is no other user", (_what, claimedId) => {
  const tracker = createTestTracker(plan, { refusals: "record" });
  track(paymentSucceeded, ANN, { amount_usd: 5 }, { tracker, claimedId });
  expect(tracker.stats().mismatched).toBe(0);
});

test("an event of an actor is not compared: its request is nobody's", () => {
  const tracker = createTestTracker(plan, { refusals: "record" });
  track(jobFinished, "system_nightly", { job: "clean" }, { tracker, claimedId: BOB });
  expect(tracker.stats().mismatched).toBe(0);
});

test("it is said once an event, without ids, and told to onMismatch each time", () => {
  const lines: string[] = [];
  const mismatches: Mismatch[] = [];
  const tracker = createTracker(plan, {
    disabled: true,
    log: (line) => lines.push(line),
    onMismatch: (mismatch) => {
      mismatches.push(mismatch);
      throw new Error("boom");
    },
  });
  track(paymentSucceeded, ANN, { amount_usd: 5 }, { tracker, claimedId: BOB });
  track(paymentSucceeded, ANN, { amount_usd: 5 }, { tracker, claimedId: BOB });
  const mismatch = { event: "payment_succeeded", userId: ANN, claimedId: BOB };
  expect(mismatches).toEqual([mismatch, mismatch]);
  expect(tracker.stats()).toMatchObject({ mismatched: 2, refused: { tracking_off: 2 } });
  expect(lines.slice(1)).toEqual([
    "[tracking-plan] payment_succeeded: the request claimed another user id. The authenticated one is used. Repeats are counted, not logged.",
    "[tracking-plan] onMismatch threw an error, which was ignored.",
  ]);
});
