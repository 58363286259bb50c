import { stripVTControlCharacters } from "node:util";
import { beforeEach, describe, expect, test } from "vitest";
import {
  checkoutCompletedEvent,
  identifyUser,
  paymentFailedEvent,
  paymentSucceededEvent,
  plan,
  subscriptionUpdatedEvent,
  trackCheckoutCompleted,
  trackSubscriptionUpdated,
  trackUserSignedIn,
  userId,
  userSignedInEvent,
} from "../../../generated/index.ts";
import { track } from "../../../src/runtime/calls.ts";
import { createTestTracker, type TestTracker } from "../../../src/testing/test-tracker.ts";
import "../../../src/testing/vitest.ts";
import { withRules } from "../../support/shop-plan.ts";

const ANN = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
const BOB = userId("user_11111111-2222-4333-8444-555555555555");
const AT = new Date("2026-03-01T12:00:00Z");

let tracker: TestTracker<{ readonly plan?: "free" | "pro" | "team" | "enterprise" | "lifetime" | undefined }>;

beforeEach(() => {
  tracker = createTestTracker(plan, { refusals: "record", now: () => AT });
});

function checkOut(amount_usd: number, session = "cs_1"): void {
  trackCheckoutCompleted(
    ANN,
    { checkout_type: "credits", amount_usd, organization_id: "org_1", stripe_session_id: session },
    { tracker, timestamp: AT },
  );
}

/** What the assertion says when it fails. */
function failureOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return stripVTControlCharacters((error as Error).message);
  }
  throw new Error("The assertion holds.");
}

describe("an event that is also sent under a former name", () => {
  const renamed = withRules(checkoutCompletedEvent, { alsoSentAs: "order_placed" });

  test("is one of its own name, and one of the other", () => {
    const properties = { checkout_type: "credits", amount_usd: 5, organization_id: "org_1" } as const;
    track(renamed, ANN, { ...properties, stripe_session_id: "cs_1" }, { tracker, timestamp: AT });
    expect(tracker).toHaveTracked(renamed, { amount_usd: 5 }, { times: 1 });
    expect(tracker).toHaveTracked(
      renamed,
      { amount_usd: 5, plan_renamed_to: "checkout_completed" },
      { times: 1, sentAs: "order_placed" },
    );
    expect(tracker).toHaveTrackedOnly(renamed);
    expect(failureOf(() => expect(tracker).toHaveTrackedOnly(checkoutCompletedEvent))).toContain(
      "order_placed",
    );
  });
});

describe("toHaveTracked", () => {
  test("shows a date that is none as what was expected", () => {
    checkOut(49.5);
    expect(
      failureOf(() =>
        expect(tracker).toHaveTracked(checkoutCompletedEvent, { tier: new Date(Number.NaN) as never }),
      ),
    ).toMatch(/- {3}"tier": Date \{ NaN \}/u);
  });

  test("compares what is named, and nothing else", () => {
    checkOut(49.5);
    expect(tracker).toHaveTracked(checkoutCompletedEvent);
    expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 49.5 });
    expect(tracker).toHaveTracked(checkoutCompletedEvent, {
      amount_usd: expect.closeTo(49.5, 5),
      organization_id: expect.stringMatching(/^org_/u),
      tier: undefined,
    });
    expect(tracker).toHaveTracked(
      checkoutCompletedEvent,
      {},
      { user: ANN, groups: { organization: "org_1", team: undefined }, timestamp: AT, times: 1 },
    );
    expect(tracker).not.toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 });
    expect(tracker).not.toHaveTracked(checkoutCompletedEvent, {}, { user: BOB });
    for (const user of [
      ANN.toUpperCase().replace("USER_", "user_"),
      ANN.replace("user_", ""),
      expect.any(String),
    ]) {
      expect(tracker).toHaveTracked(checkoutCompletedEvent, {}, { user });
    }
    expect(tracker).not.toHaveTracked(checkoutCompletedEvent, {}, { groups: { organization: "org_2" } });
    expect(tracker).not.toHaveTracked(checkoutCompletedEvent, {}, { timestamp: new Date(0) });
    expect(tracker).not.toHaveTracked(checkoutCompletedEvent, {}, { times: 2 });
    expect(tracker).not.toHaveTracked(paymentFailedEvent);
  });

  test("sees what the event sends: computed properties, constants and revenue", () => {
    trackSubscriptionUpdated(
      ANN,
      {
        old_tier: "pro",
        new_tier: "team",
        old_amount_usd: 50,
        new_amount_usd: 80,
        organization_id: "org_1",
      },
      { tracker, timestamp: AT, idempotencyKey: "evt_1" },
    );
    expect(tracker).toHaveTracked(subscriptionUpdatedEvent, { mrr_change: 30, change_type: "upgrade" });
  });

  test("shows how the one event differs, side by side", () => {
    trackUserSignedIn(ANN, { method: "github" }, { tracker });
    checkOut(49);
    expect(failureOf(() => expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 })))
      .toMatchInlineSnapshot(`
        "expect(tracker).toHaveTracked(checkout_completed)

        checkout_completed was tracked once, with amount_usd 49 instead of 50.

        - Expected
        + Received

          {
        -   "amount_usd": 50,
        +   "amount_usd": 49,
          }

        Tracked, in order:
          1. user_signed_in by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"method":"github"}
          2. checkout_completed by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"checkout_type":"credits","amount_usd":49,"organization_id":"org_1","stripe_session_id":"cs_1"}"
      `);
  });

  test("shows the nearest of several, and each thing that differs", () => {
    checkOut(1, "cs_1");
    checkOut(49, "cs_2");
    expect(
      failureOf(() =>
        expect(tracker).toHaveTracked(
          checkoutCompletedEvent,
          { amount_usd: expect.any(String), stripe_session_id: "cs_2", tier: "pro" },
          { user: BOB },
        ),
      ),
    ).toMatchInlineSnapshot(`
      "expect(tracker).toHaveTracked(checkout_completed)

      checkout_completed was tracked twice, never as expected: the nearest with other user, amount_usd, tier.

      - Expected
      + Received

        {
      -   "amount_usd": Any<String>,
      -   "tier": "pro",
      -   "user": "user_11111111-2222-4333-8444-555555555555",
      +   "amount_usd": 49,
      +   "tier": undefined,
      +   "user": "user_7c9e6679-7425-40de-944b-e07fc1f90ae7",
        }

      Tracked, in order:
        1. checkout_completed by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"checkout_type":"credits","amount_usd":1,"organization_id":"org_1","stripe_session_id":"cs_1"}
        2. checkout_completed by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"checkout_type":"credits","amount_usd":49,"organization_id":"org_1","stripe_session_id":"cs_2"}"
    `);
  });

  test("says what was refused, where nothing was tracked", () => {
    trackCheckoutCompleted(
      "ann@example.com" as never,
      { checkout_type: "credits", amount_usd: 50, organization_id: "org_1" },
      { tracker, timestamp: AT },
    );
    expect(failureOf(() => expect(tracker).toHaveTracked(checkoutCompletedEvent))).toMatchInlineSnapshot(`
      "expect(tracker).toHaveTracked(checkout_completed)

      checkout_completed was not tracked.

      Nothing was tracked.

      Refused:
        checkout_completed, invalid_user_id: the user id was not accepted: email"
    `);
  });

  test("suggests another event that is as expected", () => {
    checkOut(50);
    expect(failureOf(() => expect(tracker).toHaveTracked(paymentSucceededEvent, { amount_usd: 50 })))
      .toMatchInlineSnapshot(`
        "expect(tracker).toHaveTracked(payment_succeeded)

        payment_succeeded was not tracked.

        checkout_completed was tracked as expected. Did you mean that one?

        Tracked, in order:
          1. checkout_completed by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"checkout_type":"credits","amount_usd":50,"organization_id":"org_1","stripe_session_id":"cs_1"}"
      `);
  });

  test("counts, and says what was a repeat", () => {
    checkOut(50);
    checkOut(50);
    checkOut(50);
    expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 }, { times: 1 });
    expect(
      failureOf(() =>
        expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 }, { times: 3 }),
      ),
    ).toMatchInlineSnapshot(`
      "expect(tracker).toHaveTracked(checkout_completed)

      checkout_completed was tracked once, not 3 times.

      2 repeats were accepted and not sent: their key has been tracked before.

      Tracked, in order:
        1. checkout_completed by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"checkout_type":"credits","amount_usd":50,"organization_id":"org_1","stripe_session_id":"cs_1"}"
    `);
  });

  test("counts exactly", () => {
    expect(tracker).toHaveTracked(checkoutCompletedEvent, {}, { times: 0 });
    checkOut(50, "cs_1");
    checkOut(50, "cs_2");
    for (const times of [0, 1, 3]) {
      expect(tracker).not.toHaveTracked(checkoutCompletedEvent, {}, { times });
    }
    expect(tracker).toHaveTracked(checkoutCompletedEvent, {}, { times: 2 });
  });

  test("with `not`, shows what should not have been", () => {
    checkOut(50);
    checkOut(60, "cs_2");
    expect(failureOf(() => expect(tracker).not.toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 })))
      .toMatchInlineSnapshot(`
        "expect(tracker).not.toHaveTracked(checkout_completed)

        checkout_completed was tracked once, but should not have been.

        Tracked so:
          1. checkout_completed by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"checkout_type":"credits","amount_usd":50,"organization_id":"org_1","stripe_session_id":"cs_1"}"
      `);
  });

  test.each([
    [undefined, "undefined"],
    [{ events: [] }, "another object"],
  ])("throws at what is no tracker, with `not`, too: %j", (received, what) => {
    const text = `toHaveTracked requires a test tracker from useTestTracker, installTestTracker or createTestTracker, but got ${what}.`;
    expect(() => expect(received).toHaveTracked(checkoutCompletedEvent)).toThrow(text);
    expect(() => expect(received).not.toHaveTracked(checkoutCompletedEvent)).toThrow(text);
  });
});

describe("toHaveTrackedOnly", () => {
  test("asks for all events in their order, and for no others", () => {
    expect(tracker).toHaveTrackedOnly();
    trackUserSignedIn(ANN, { method: "github" }, { tracker });
    identifyUser(ANN, { plan: "pro" }, { tracker });
    checkOut(50);
    expect(tracker).toHaveTrackedOnly(userSignedInEvent, checkoutCompletedEvent);
    expect(tracker).not.toHaveTrackedOnly(checkoutCompletedEvent, userSignedInEvent);
    expect(tracker).not.toHaveTrackedOnly(userSignedInEvent);
    expect(tracker).not.toHaveTrackedOnly();
  });

  test("shows which others there were", () => {
    checkOut(50);
    expect(failureOf(() => expect(tracker).toHaveTrackedOnly(userSignedInEvent, checkoutCompletedEvent)))
      .toMatchInlineSnapshot(`
        "expect(tracker).toHaveTrackedOnly(user_signed_in, checkout_completed)

        Other events were tracked.

        - Expected
        + Received

          [
        -   "user_signed_in",
            "checkout_completed",
          ]

        Tracked, in order:
          1. checkout_completed by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"checkout_type":"credits","amount_usd":50,"organization_id":"org_1","stripe_session_id":"cs_1"}"
      `);
    expect(failureOf(() => expect(tracker).toHaveTrackedOnly())).toMatchInlineSnapshot(`
      "expect(tracker).toHaveTrackedOnly()

      Nothing should have been tracked.

      Tracked, in order:
        1. checkout_completed by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"checkout_type":"credits","amount_usd":50,"organization_id":"org_1","stripe_session_id":"cs_1"}"
    `);
  });
});

describe("toHaveIdentified", () => {
  test("looks at what identifyUser set", () => {
    identifyUser(ANN, { plan: "pro" }, { tracker });
    expect(tracker).toHaveIdentified(ANN);
    expect(tracker).toHaveIdentified(ANN, { plan: "pro" });
    expect(tracker).not.toHaveIdentified(BOB);
    expect(failureOf(() => expect(tracker).toHaveIdentified(ANN, { plan: "team" }))).toMatchInlineSnapshot(`
      "expect(tracker).toHaveIdentified(user)

      A person was identified once, with plan "pro" instead of "team".

      - Expected
      + Received

        {
      -   "plan": "team",
      +   "plan": "pro",
        }

      Tracked, in order:
        1. $set by user_7c9e6679-7425-40de-944b-e07fc1f90ae7 {"$set":{"plan":"pro"}}"
    `);
  });
});

describe("toHaveRefused", () => {
  test("finds a refusal, and takes it as meant", () => {
    trackUserSignedIn("ann@example.com" as never, { method: "github" }, { tracker });
    expect(tracker).toHaveRefused();
    expect(tracker).not.toHaveRefused(checkoutCompletedEvent);
    expect(tracker).not.toHaveRefused(userSignedInEvent, "shut_down");
    expect(failureOf(() => expect(tracker).toHaveRefused(checkoutCompletedEvent, "invalid_user_id")))
      .toMatchInlineSnapshot(`
      "expect(tracker).toHaveRefused(checkout_completed, invalid_user_id)

      No such call was refused.

      Refused:
        user_signed_in, invalid_user_id: the user id was not accepted: email

      Nothing was tracked."
    `);
    expect(tracker).toHaveRefused(userSignedInEvent, "invalid_user_id");
    expect(() => tracker.assertNothingRefused()).not.toThrow();
  });

  test("with `not`, shows it and takes it as nothing that was meant", () => {
    trackUserSignedIn("ann@example.com" as never, { method: "github" }, { tracker });
    expect(failureOf(() => expect(tracker).not.toHaveRefused())).toMatchInlineSnapshot(`
      "expect(tracker).not.toHaveRefused()

      This should not have been refused.

      Refused:
        user_signed_in, invalid_user_id: the user id was not accepted: email"
    `);
    expect(() => tracker.assertNothingRefused()).toThrow("1 call broke the tracking plan in this test:");
  });
});
