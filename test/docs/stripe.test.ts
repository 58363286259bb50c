/** The recipe for Stripe's webhooks: its code as it stands, with the real SDK, and webhooks signed by it. */
import { join } from "node:path";
import { Stripe } from "stripe";
import { expect, test, vi } from "vitest";
import {
  checkoutCompletedEvent,
  paymentFailedEvent,
  paymentSucceededEvent,
  plan,
  subscriptionCanceledEvent,
  subscriptionCreatedEvent,
  subscriptionUpdatedEvent,
} from "../../generated/index.ts";
import { useTestTracker } from "../../src/testing/vitest.ts";
import { ROOT } from "../support/command-line.ts";
import { snippetWith } from "../support/documentation.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

interface Recipe {
  readonly handleStripeWebhook: (request: Request) => Promise<Response>;
  readonly toMajorUnits: (amount: number, currency: string) => number;
}

const SECRET = "whsec_test";
const USER = "user_7c9e6679-7425-40de-944b-e07fc1f90ae7";
const METADATA = { user_id: USER, organization_id: "org_456" };
/** 2026-01-31T12:00:00Z, in seconds as Stripe writes it. */
const CREATED = Date.UTC(2026, 0, 31, 12) / 1000;
const AT = new Date(CREATED * 1000);

const tracker = useTestTracker(plan, { violations: "report" });

async function loadRecipe(): Promise<Recipe> {
  vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_recipe");
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", SECRET);
  const code = snippetWith("docs/recipes/stripe.md", "handleStripeWebhook(")
    .replace(
      'from "stripe"',
      `from ${JSON.stringify(join(ROOT, "node_modules/stripe/esm/stripe.esm.node.js"))}`,
    )
    .replace('from "./generated/index.js"', `from ${JSON.stringify(join(ROOT, "generated/index.ts"))}`);
  const folder = makeTempFolder({ "stripe-webhook.ts": code });
  return (await import(join(folder, "stripe-webhook.ts"))) as Recipe;
}

/** A webhook as Stripe sends it: signed now, about an event of a moment ago. */
function webhook(type: string, object: object, previous_attributes?: object, id = "evt_1"): Request {
  const payload = JSON.stringify({
    id,
    object: "event",
    type,
    created: CREATED,
    data: { object, previous_attributes },
  });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
  return new Request("http://localhost/stripe", {
    method: "POST",
    body: payload,
    headers: { "stripe-signature": signature },
  });
}

const SESSION = {
  id: "cs_1",
  object: "checkout.session",
  created: CREATED,
  mode: "subscription",
  amount_total: 1999,
  currency: "usd",
  metadata: METADATA,
  customer_details: { email: "ada@example.com" },
};

const items = (lookup_key: string, unit_amount: number): object => ({
  object: "list",
  data: [{ quantity: 2, price: { lookup_key, unit_amount, currency: "usd" } }],
});

const SUBSCRIPTION = {
  id: "sub_1",
  object: "subscription",
  created: CREATED,
  metadata: METADATA,
  cancel_at_period_end: false,
  cancellation_details: { reason: "cancellation_requested" },
  items: items("team", 7500),
};

const INVOICE = {
  id: "in_1",
  object: "invoice",
  amount_paid: 5000,
  amount_due: 5000,
  attempt_count: 2,
  currency: "usd",
  parent: { subscription_details: { metadata: METADATA } },
};

test("a checkout counts for the user of its metadata, in dollars, at its own time", async () => {
  const { handleStripeWebhook } = await loadRecipe();
  const answer = await handleStripeWebhook(webhook("checkout.session.completed", SESSION));
  expect(answer.status).toBe(200);
  expect(tracker).toHaveTracked(
    checkoutCompletedEvent,
    { checkout_type: "subscription", amount_usd: 19.99, stripe_session_id: "cs_1" },
    { user: USER, groups: { organization: "org_456" }, timestamp: AT, times: 1 },
  );
});

test("a subscription is created, upgraded, set to end, and deleted", async () => {
  const { handleStripeWebhook } = await loadRecipe();
  await handleStripeWebhook(webhook("customer.subscription.created", SUBSCRIPTION));
  expect(tracker).toHaveTracked(
    subscriptionCreatedEvent,
    { tier: "team", amount_usd: 150, stripe_subscription_id: "sub_1" },
    { user: USER, timestamp: AT },
  );

  // At a renewal the items change, and the tier does not.
  const renewal = webhook("customer.subscription.updated", SUBSCRIPTION, { items: items("team", 7500) });
  await handleStripeWebhook(renewal);
  expect(tracker).not.toHaveTracked(subscriptionUpdatedEvent);
  const upgrade = webhook("customer.subscription.updated", SUBSCRIPTION, { items: items("pro", 2500) });
  await handleStripeWebhook(upgrade);
  expect(tracker).toHaveTracked(
    subscriptionUpdatedEvent,
    { old_tier: "pro", new_tier: "team", mrr_change: 100, change_type: "upgrade" },
    { times: 1 },
  );

  const ending = { ...SUBSCRIPTION, cancel_at_period_end: true };
  const before = { cancel_at_period_end: false };
  await handleStripeWebhook(webhook("customer.subscription.updated", ending, before));
  expect(tracker).toHaveTracked(subscriptionCanceledEvent, { at_period_end: true }, { times: 1 });
  // Its end was reported; one that ends at once was not.
  await handleStripeWebhook(webhook("customer.subscription.deleted", ending, undefined, "evt_2"));
  expect(tracker).toHaveTracked(subscriptionCanceledEvent, {}, { times: 1 });
  await handleStripeWebhook(webhook("customer.subscription.deleted", SUBSCRIPTION, undefined, "evt_3"));
  expect(tracker).toHaveTracked(subscriptionCanceledEvent, {
    at_period_end: false,
    reason: "cancellation_requested",
  });
});

test("payments of invoices and single purchases are revenue; a trial is none", async () => {
  const { handleStripeWebhook } = await loadRecipe();
  await handleStripeWebhook(webhook("invoice.payment_succeeded", { ...INVOICE, amount_paid: 0 }));
  expect(tracker).not.toHaveTracked(paymentSucceededEvent);
  await handleStripeWebhook(webhook("invoice.payment_succeeded", INVOICE));
  expect(tracker).toHaveTracked(
    paymentSucceededEvent,
    { amount_usd: 50, $revenue: 50, currency: "USD", payment_type: "subscription" },
    { user: USER, timestamp: AT, times: 1 },
  );
  const intent = { object: "payment_intent", amount_received: 900, currency: "usd", metadata: {} };
  await handleStripeWebhook(webhook("payment_intent.succeeded", intent, undefined, "evt_2"));
  expect(tracker).toHaveTracked(paymentSucceededEvent, {}, { times: 1 });
  const own = { ...intent, metadata: { ...METADATA, purchase: "credits" } };
  await handleStripeWebhook(webhook("payment_intent.succeeded", own, undefined, "evt_3"));
  expect(tracker).toHaveTracked(paymentSucceededEvent, { $revenue: 9, payment_type: "credits" });
});

test("a payment that failed says which attempt it was, or why", async () => {
  const { handleStripeWebhook } = await loadRecipe();
  await handleStripeWebhook(webhook("invoice.payment_failed", INVOICE));
  expect(tracker).toHaveTracked(paymentFailedEvent, { amount_usd: 50, attempt_number: 2 }, { user: USER });
  const intent = {
    object: "payment_intent",
    amount: 900,
    currency: "usd",
    metadata: METADATA,
    last_payment_error: { code: "card_declined", decline_code: "insufficient_funds" },
  };
  await handleStripeWebhook(webhook("payment_intent.payment_failed", intent, undefined, "evt_2"));
  expect(tracker).toHaveTracked(paymentFailedEvent, { failure_reason: "insufficient_funds" });
});

test("a redelivery is the same event", async () => {
  const { handleStripeWebhook } = await loadRecipe();
  for (let delivery = 0; delivery < 3; delivery += 1) {
    await handleStripeWebhook(webhook("invoice.payment_succeeded", INVOICE));
  }
  expect(tracker).toHaveTracked(paymentSucceededEvent, {}, { times: 1 });
  expect(tracker.duplicates.map(({ uuid }) => uuid)).toEqual(
    Array.from({ length: 2 }, () => tracker.events[0]?.uuid),
  );
  // Two webhooks of one invoice are two events.
  await handleStripeWebhook(webhook("invoice.payment_succeeded", INVOICE, undefined, "evt_2"));
  expect(tracker).toHaveTracked(paymentSucceededEvent, {}, { times: 2 });
});

test.each([
  ["another secret", (request: Request) => request.headers.set("stripe-signature", forge("whsec_other"))],
  ["no signature", (request: Request) => request.headers.delete("stripe-signature")],
])("a webhook with %s is answered with 400, and tracks nothing", async (_what, spoil) => {
  const { handleStripeWebhook } = await loadRecipe();
  const request = webhook("invoice.payment_succeeded", INVOICE);
  spoil(request);
  expect((await handleStripeWebhook(request)).status).toBe(400);
  expect(tracker).toHaveTrackedOnly();
});

function forge(secret: string): string {
  return Stripe.webhooks.generateTestHeaderString({ payload: "{}", secret });
}

test.each([
  ["an email", "ada@example.com"],
  ["an organization's id", "org_456"],
  ["no id", undefined],
])("%s in place of the user's id is refused", async (_what, user_id) => {
  const { handleStripeWebhook } = await loadRecipe();
  const session = { ...SESSION, metadata: { ...METADATA, user_id } };
  const answer = await handleStripeWebhook(webhook("checkout.session.completed", session));
  expect(answer.status).toBe(200);
  expect(tracker).toHaveRefused(checkoutCompletedEvent, "invalid_user_id");
  expect(tracker).toHaveTrackedOnly();
});

test.each([
  [1999, "usd", 19.99],
  [5000, "jpy", 5000],
  [5120, "kwd", 5.12],
])("%i of the smallest units of %s are %d", async (amount, currency, expected) => {
  const { toMajorUnits } = await loadRecipe();
  expect(toMajorUnits(amount, currency)).toBe(expected);
});

test("yen are converted whole, and a currency without a rate leaves the amount out", async () => {
  const { handleStripeWebhook } = await loadRecipe();
  await handleStripeWebhook(webhook("invoice.payment_succeeded", { ...INVOICE, currency: "jpy" }));
  expect(tracker).toHaveTracked(paymentSucceededEvent, { amount_usd: 32.5, $revenue: 32.5 });
  tracker.clear();
  await handleStripeWebhook(webhook("invoice.payment_succeeded", { ...INVOICE, currency: "chf" }));
  expect(tracker).toHaveTracked(paymentSucceededEvent, {
    amount_usd: undefined,
    $revenue: undefined,
    plan_violations: ["amount_usd: not_finite"],
  });
  tracker.clear();
});
