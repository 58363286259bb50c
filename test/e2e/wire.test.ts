import { afterAll, beforeAll, expect, test } from "vitest";
import {
  captureRevenue,
  configureTracking,
  groupIdentify,
  identifyUser,
  parseUserId,
  shutdown,
  stats,
  trackCheckoutCompleted,
  trackEvent,
  trackFeatureUsed,
  trackPaymentFailed,
  trackPaymentSucceeded,
  trackSubscriptionCanceled,
  trackSubscriptionCreated,
  trackSubscriptionUpdated,
  trackUserCreated,
  trackUserSignedIn,
  trackWorkflowCompleted,
  trackWorkflowFailed,
  trackWorkflowStarted,
  type UserId,
  userId,
} from "../../generated/index.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../scripts/posthog-endpoint/start.ts";

/** The real posthog-node against a server on the loopback interface, through the helpers of this repository's plan. */

const ANN = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
const ORG = { organization_id: "org_456" };
const GROUPS = { $groups: { organization: "org_456" } };
const LIBRARY = {
  $lib: "posthog-node",
  $lib_version: expect.stringMatching(/^5\.\d+\.\d+$/u) as unknown,
  $is_server: true,
  $geoip_disable: true,
};
const UUID: unknown = expect.stringMatching(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/u);
const TIME: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);

let endpoint: PostHogEndpoint;

beforeAll(async () => {
  endpoint = await startPostHogEndpoint();
  configureTracking({ apiKey: "phc_wire", host: endpoint.url, log: () => {} });
});

afterAll(async () => {
  await endpoint.close();
});

/** An event as it has to be in the batch. */
function wire(event: string, properties: object, distinctId: string = ANN): unknown {
  return {
    event,
    distinct_id: distinctId,
    properties: { ...properties, ...LIBRARY },
    timestamp: TIME,
    uuid: UUID,
  };
}

function organizationUpdate(properties: object, distinctId?: string): unknown {
  const update = { $group_type: "organization", $group_key: "org_456", $group_set: properties };
  return wire("$groupidentify", update, distinctId);
}

/** Each call of the seed beside what it has to put on the wire. */
const calls: readonly (readonly [() => boolean, readonly unknown[]])[] = [
  [
    () =>
      trackCheckoutCompleted(ANN, {
        ...ORG,
        checkout_type: "subscription",
        amount_usd: 50,
        tier: "pro",
        stripe_session_id: "cs_xxx",
      }),
    [
      wire("checkout_completed", {
        checkout_type: "subscription",
        amount_usd: 50,
        organization_id: "org_456",
        tier: "pro",
        stripe_session_id: "cs_xxx",
        ...GROUPS,
      }),
    ],
  ],
  [
    () =>
      trackSubscriptionCreated(ANN, {
        ...ORG,
        tier: "pro",
        amount_usd: 50,
        stripe_subscription_id: "sub_xxx",
      }),
    [
      wire("subscription_created", {
        tier: "pro",
        amount_usd: 50,
        organization_id: "org_456",
        stripe_subscription_id: "sub_xxx",
        is_lifetime: false,
        ...GROUPS,
      }),
      organizationUpdate({ subscription_tier: "pro" }),
    ],
  ],
  [
    () =>
      trackSubscriptionUpdated(ANN, {
        ...ORG,
        old_tier: "pro",
        new_tier: "team",
        old_amount_usd: 50,
        new_amount_usd: 150,
      }),
    [
      wire("subscription_updated", {
        old_tier: "pro",
        new_tier: "team",
        old_amount_usd: 50,
        new_amount_usd: 150,
        organization_id: "org_456",
        change_type: "upgrade",
        mrr_change: 100,
        ...GROUPS,
      }),
      organizationUpdate({ subscription_tier: "team" }),
    ],
  ],
  [
    () => trackSubscriptionCanceled(ANN, { ...ORG, tier: "pro", reason: "user_requested" }),
    [
      wire("subscription_canceled", {
        tier: "pro",
        organization_id: "org_456",
        at_period_end: true,
        reason: "user_requested",
        ...GROUPS,
      }),
    ],
  ],
  [
    () => trackPaymentSucceeded(ANN, { ...ORG, amount_usd: 50 }),
    [
      wire("payment_succeeded", {
        amount_usd: 50,
        organization_id: "org_456",
        payment_type: "subscription",
        $revenue: 50,
        currency: "USD",
        ...GROUPS,
      }),
    ],
  ],
  [
    () => trackPaymentFailed(ANN, { ...ORG, amount_usd: 50, failure_reason: "card_declined" }),
    [
      wire("payment_failed", {
        amount_usd: 50,
        organization_id: "org_456",
        failure_reason: "card_declined",
        attempt_number: 1,
        ...GROUPS,
      }),
    ],
  ],
  [
    () => trackWorkflowStarted(ANN, { ...ORG, workflow_id: "wf_789", workflow_type: "code_review" }),
    [
      wire("workflow_started", {
        workflow_id: "wf_789",
        organization_id: "org_456",
        workflow_type: "code_review",
        ...GROUPS,
      }),
    ],
  ],
  [
    () =>
      trackWorkflowCompleted(ANN, {
        ...ORG,
        workflow_id: "wf_789",
        duration_seconds: 120.5,
        tasks_completed: 5,
        cost_usd: 0.25,
      }),
    [
      wire("workflow_completed", {
        workflow_id: "wf_789",
        organization_id: "org_456",
        duration_seconds: 120.5,
        tasks_completed: 5,
        cost_usd: 0.25,
        ...GROUPS,
      }),
    ],
  ],
  [
    () =>
      trackWorkflowFailed(ANN, {
        ...ORG,
        workflow_id: "wf_789",
        error_type: "TimeoutError",
        error_message: "x".repeat(600),
        duration_seconds: 300,
      }),
    [
      wire("workflow_failed", {
        workflow_id: "wf_789",
        organization_id: "org_456",
        error_type: "TimeoutError",
        error_message: "x".repeat(500),
        duration_seconds: 300,
        ...GROUPS,
      }),
    ],
  ],
  [
    () =>
      trackUserCreated(parseUserId("7C9E6679-7425-40DE-944B-E07FC1F90AE7"), {
        ...ORG,
        signup_method: "github",
        referral_source: "product_hunt",
      }),
    [
      wire("user_created", {
        signup_method: "github",
        organization_id: "org_456",
        referral_source: "product_hunt",
        $set: { signup_method: "github" },
        ...GROUPS,
      }),
    ],
  ],
  [() => trackUserSignedIn(ANN), [wire("user_signed_in", { method: "email" })]],
  [
    () => trackFeatureUsed(ANN, { feature: "code_review", language: "python" }),
    [wire("feature_used", { feature: "code_review", language: "python" })],
  ],
  [
    () => trackEvent("feature_used", ANN, { feature: "search" }, { sessionId: "0190-abc" }),
    [wire("feature_used", { feature: "search", $session_id: "0190-abc" })],
  ],
  [
    () => captureRevenue(ANN, { event: "subscription_payment", amount_usd: 50, tier: "pro" }),
    [
      wire("subscription_payment", {
        amount_usd: 50,
        tier: "pro",
        $revenue: 50,
        currency: "USD",
      }),
    ],
  ],
  [
    () => identifyUser(ANN, { plan: "pro", company_size: "small" }),
    [wire("$set", { $set: { plan: "pro", company_size: "small" } })],
  ],
  [
    () =>
      groupIdentify(
        "organization",
        "org_456",
        { subscription_tier: "pro", employee_count: 50, industry: "technology" },
        { by: ANN },
      ),
    [organizationUpdate({ subscription_tier: "pro", employee_count: 50, industry: "technology" })],
  ],
  [
    () => groupIdentify("organization", "org_456", { employee_count: 51 }),
    [organizationUpdate({ employee_count: 51 }, "$organization_org_456")],
  ],
];

test("every call of the plan puts exactly what is planned on the wire", async () => {
  const before = Date.now();
  expect(calls.map(([call]) => call())).toEqual(calls.map(() => true));
  expect(trackUserSignedIn("ann@example.com" as UserId)).toBe(false);
  const report = await shutdown();

  const batch = calls.flatMap(([, messages]) => messages);
  expect(endpoint.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /batch/"]);
  expect(endpoint.requests[0]?.headers).toMatchObject({
    "content-encoding": "gzip",
    "content-type": "application/json",
    "user-agent": expect.stringMatching(/^posthog-node\/5\./u) as unknown,
  });
  expect(endpoint.requests[0]?.body).toEqual({ api_key: "phc_wire", batch, sent_at: TIME });

  const sent = endpoint.events.map(({ raw }) => raw as { uuid: string; timestamp: string });
  expect(new Set(sent.map(({ uuid }) => uuid)).size).toBe(batch.length);
  for (const { timestamp } of sent) {
    expect(Date.parse(timestamp)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(timestamp)).toBeLessThanOrEqual(Date.now() + 10);
  }
  expect(endpoint.events.filter(({ accepted }) => !accepted)).toEqual([]);
  expect(report).toEqual({ delivered: batch.length, lost: 0, lostBy: {} });
  expect(stats()).toEqual({
    state: "closed",
    refused: { invalid_user_id: 1 },
    violating: 0,
    duplicate: 0,
    unkeyed: 0,
    mismatched: 0,
    events: { accepted: 15, delivered: 15, lost: 0, lostBy: {}, waiting: 0 },
    groupUpdates: { accepted: 4, delivered: 4, lost: 0, lostBy: {}, waiting: 0 },
  });
});
