import { v5 } from "uuid";
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
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { allDelivered, messageCounts } from "../support/message-counts.ts";

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

/** The namespace of this repository's plan; see `generated/user-id.ts`. */
const NAMESPACE = "1f682303-944b-5e35-b794-e00fd84cb63c";
const AT = "2026-03-01T12:00:00.000Z";
const TIMED = { timestamp: new Date(AT) };
const WEBHOOK = { ...TIMED, idempotencyKey: "evt_1" };

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

/** An event with a key: its uuid by another implementation of UUIDv5, its caller's time, and what keeps that as it is. */
function keyed(event: string, properties: object, key: readonly string[]): unknown {
  const netstrings = [event, ANN, ...key].map((part) => `${Buffer.byteLength(part)}:${part},`);
  const uuid = v5(netstrings.join(""), NAMESPACE);
  return {
    event,
    distinct_id: ANN,
    properties: { ...properties, $ignore_sent_at: true, ...LIBRARY },
    timestamp: AT,
    uuid,
  };
}

/** An event with the caller's key. */
function ofWebhook(event: string, properties: object): unknown {
  return keyed(event, { ...properties, idempotency_key: "evt_1" }, ["evt_1"]);
}

function organizationUpdate(properties: object, distinctId?: string): unknown {
  return wire("$groupidentify", toGroupSet(properties), distinctId);
}

/** What an event with a key sets on its organization. */
function keyedUpdate(event: string, properties: object, key: readonly string[]): unknown {
  return keyed("$groupidentify", toGroupSet(properties), [event, "organization", ...key]);
}

function toGroupSet(properties: object): object {
  return { $group_type: "organization", $group_key: "org_456", $group_set: properties };
}

/** Each call of the seed beside what it has to put on the wire. */
const calls: readonly (readonly [() => boolean, readonly unknown[]])[] = [
  [
    () =>
      trackCheckoutCompleted(
        ANN,
        {
          ...ORG,
          checkout_type: "subscription",
          amount_usd: 50,
          tier: "pro",
          stripe_session_id: "cs_xxx",
        },
        TIMED,
      ),
    [
      keyed(
        "checkout_completed",
        {
          checkout_type: "subscription",
          amount_usd: 50,
          organization_id: "org_456",
          tier: "pro",
          stripe_session_id: "cs_xxx",
          ...GROUPS,
        },
        ["cs_xxx"],
      ),
    ],
  ],
  [
    () =>
      trackSubscriptionCreated(
        ANN,
        {
          ...ORG,
          tier: "pro",
          amount_usd: 50,
          stripe_subscription_id: "sub_xxx",
        },
        TIMED,
      ),
    [
      keyed(
        "subscription_created",
        {
          tier: "pro",
          amount_usd: 50,
          organization_id: "org_456",
          stripe_subscription_id: "sub_xxx",
          is_lifetime: false,
          ...GROUPS,
        },
        ["sub_xxx"],
      ),
      keyedUpdate("subscription_created", { subscription_tier: "pro" }, ["sub_xxx"]),
    ],
  ],
  [
    () =>
      trackSubscriptionUpdated(
        ANN,
        {
          ...ORG,
          old_tier: "pro",
          new_tier: "team",
          old_amount_usd: 50,
          new_amount_usd: 150,
        },
        WEBHOOK,
      ),
    [
      ofWebhook("subscription_updated", {
        old_tier: "pro",
        new_tier: "team",
        old_amount_usd: 50,
        new_amount_usd: 150,
        organization_id: "org_456",
        change_type: "upgrade",
        mrr_change: 100,
        ...GROUPS,
      }),
      keyedUpdate("subscription_updated", { subscription_tier: "team" }, ["evt_1"]),
    ],
  ],
  [
    () => trackSubscriptionCanceled(ANN, { ...ORG, tier: "pro", reason: "user_requested" }, WEBHOOK),
    [
      ofWebhook("subscription_canceled", {
        tier: "pro",
        organization_id: "org_456",
        at_period_end: true,
        reason: "user_requested",
        ...GROUPS,
      }),
    ],
  ],
  [
    () => trackPaymentSucceeded(ANN, { ...ORG, amount_usd: 50 }, WEBHOOK),
    [
      ofWebhook("payment_succeeded", {
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
    () => trackPaymentFailed(ANN, { ...ORG, amount_usd: 50, failure_reason: "card_declined" }, WEBHOOK),
    [
      ofWebhook("payment_failed", {
        amount_usd: 50,
        organization_id: "org_456",
        failure_reason: "card_declined",
        attempt_number: 1,
        ...GROUPS,
      }),
    ],
  ],
  [
    () => trackWorkflowStarted(ANN, { ...ORG, workflow_id: "wf_789", workflow_type: "code_review" }, TIMED),
    [
      keyed(
        "workflow_started",
        {
          workflow_id: "wf_789",
          organization_id: "org_456",
          workflow_type: "code_review",
          ...GROUPS,
        },
        ["wf_789"],
      ),
    ],
  ],
  [
    () =>
      trackWorkflowCompleted(
        ANN,
        {
          ...ORG,
          workflow_id: "wf_789",
          duration_seconds: 120.5,
          tasks_completed: 5,
          cost_usd: 0.25,
        },
        TIMED,
      ),
    [
      keyed(
        "workflow_completed",
        {
          workflow_id: "wf_789",
          organization_id: "org_456",
          duration_seconds: 120.5,
          tasks_completed: 5,
          cost_usd: 0.25,
          ...GROUPS,
        },
        ["wf_789"],
      ),
    ],
  ],
  [
    () =>
      trackWorkflowFailed(
        ANN,
        {
          ...ORG,
          workflow_id: "wf_789",
          error_type: "TimeoutError",
          error_message: "x".repeat(600),
          duration_seconds: 300,
        },
        TIMED,
      ),
    [
      keyed(
        "workflow_failed",
        {
          workflow_id: "wf_789",
          organization_id: "org_456",
          error_type: "TimeoutError",
          error_message: "x".repeat(500),
          duration_seconds: 300,
          ...GROUPS,
        },
        ["wf_789"],
      ),
    ],
  ],
  [
    () =>
      trackUserCreated(
        parseUserId("7C9E6679-7425-40DE-944B-E07FC1F90AE7"),
        {
          ...ORG,
          signup_method: "github",
          referral_source: "product_hunt",
        },
        TIMED,
      ),
    [
      keyed(
        "user_created",
        {
          signup_method: "github",
          organization_id: "org_456",
          referral_source: "product_hunt",
          $set: { signup_method: "github" },
          ...GROUPS,
        },
        [],
      ),
    ],
  ],
  [() => trackUserSignedIn(ANN), [wire("user_signed_in", { method: "email" })]],
  [
    () => trackFeatureUsed(ANN, { feature: "code_review", language: "python" }, WEBHOOK),
    [ofWebhook("feature_used", { feature: "code_review", language: "python" })],
  ],
  [
    () =>
      trackEvent(
        "feature_used",
        ANN,
        { feature: "search" },
        { ...TIMED, idempotencyKey: "evt_2", sessionId: "0190-abc" },
      ),
    [
      keyed("feature_used", { feature: "search", $session_id: "0190-abc", idempotency_key: "evt_2" }, [
        "evt_2",
      ]),
    ],
  ],
  [
    () => captureRevenue(ANN, { event: "subscription_payment", amount_usd: 50, tier: "pro" }, WEBHOOK),
    [
      ofWebhook("subscription_payment", {
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
  for (const { timestamp } of sent.filter((event) => event.timestamp !== AT)) {
    expect(Date.parse(timestamp)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(timestamp)).toBeLessThanOrEqual(Date.now() + 10);
  }
  expect(endpoint.events.filter(({ accepted }) => !accepted)).toEqual([]);
  expect(report).toEqual(allDelivered(batch.length));
  expect(stats()).toEqual({
    state: "closed",
    common: { failed: 0 },
    refused: { invalid_user_id: 1 },
    violating: 0,
    duplicate: 0,
    unkeyed: 0,
    mismatched: 0,
    beforeSend: { dropped: 0, failed: 0 },
    events: messageCounts({ accepted: 15, delivered: 15 }),
    groupUpdates: messageCounts({ accepted: 4, delivered: 4 }),
    waitingBytes: 0,
  });
});
