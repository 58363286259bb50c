import type * as analytics from "../../generated/index.ts";
import type { CallerKeyedOptions, UserId } from "../../generated/index.ts";

/** The generated module, which exists only once the demo has generated it. */
export type Analytics = typeof analytics;

/** What a call should put on the wire; properties without those that every posthog-node adds. */
export interface Message {
  readonly event: string;
  readonly person: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Of an event with a key: PostHog counts what is the same in these once. */
  readonly once?: { readonly uuid: string; readonly timestamp: string };
}

/** One call of a generated helper, and what should come of it. */
export interface Call {
  /** The helper's name and, when that does not say it, the event. */
  readonly name: string;
  readonly send: () => boolean;
  readonly outcome:
    | { readonly kind: "accepted"; readonly messages: readonly Message[] }
    /** It says what a call before it said: the helper returns true, and sends nothing. */
    | { readonly kind: "repeated"; readonly event: string; readonly person: string }
    | {
        readonly kind: "refused";
        readonly event: string;
        readonly person: string;
        readonly reason: string;
        readonly detail: string;
      };
}

const ORGANIZATION = "org_456";
const GROUPS = { organization: ORGANIZATION };
const EMAIL = "ada@example.com";

/** When the business records were made that the events are about. */
const TIMESTAMP = new Date("2026-01-15T09:30:00.000Z");

const CHECKOUT = {
  checkout_type: "subscription",
  amount_usd: 50,
  organization_id: ORGANIZATION,
  tier: "pro",
  stripe_session_id: "cs_xxx",
} as const;

/** Every event of the plan, then the other functions, then a repeat and a mistake. Values are those of the plan's examples. */
export function listCalls(a: Analytics): readonly Call[] {
  const user = a.userId("5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63");
  const call = callsOf(a, user);
  return [
    call("checkout_completed", a.trackCheckoutCompleted, {
      once: { key: ["cs_xxx"] },
      passed: CHECKOUT,
      groups: GROUPS,
    }),
    call("subscription_created", a.trackSubscriptionCreated, {
      once: { key: ["sub_xxx"] },
      passed: {
        tier: "pro",
        amount_usd: 50,
        organization_id: ORGANIZATION,
        stripe_subscription_id: "sub_xxx",
      },
      added: { is_lifetime: false },
      groups: GROUPS,
      organization: { subscription_tier: "pro" },
    }),
    call("subscription_updated", a.trackSubscriptionUpdated, {
      once: { callerKey: "evt_1" },
      passed: {
        old_tier: "pro",
        new_tier: "team",
        old_amount_usd: 50,
        new_amount_usd: 150,
        organization_id: ORGANIZATION,
      },
      added: { change_type: "upgrade", mrr_change: 100 },
      groups: GROUPS,
      organization: { subscription_tier: "team" },
    }),
    call("subscription_canceled", a.trackSubscriptionCanceled, {
      once: { callerKey: "evt_2" },
      passed: { tier: "pro", organization_id: ORGANIZATION, reason: "user_requested" },
      added: { at_period_end: true },
      groups: GROUPS,
    }),
    call("payment_succeeded", a.trackPaymentSucceeded, {
      once: { callerKey: "evt_3" },
      passed: { amount_usd: 50, organization_id: ORGANIZATION },
      added: { payment_type: "subscription", $revenue: 50, currency: "USD" },
      groups: GROUPS,
    }),
    call("payment_failed", a.trackPaymentFailed, {
      once: { callerKey: "evt_4" },
      passed: { amount_usd: 50, organization_id: ORGANIZATION, failure_reason: "card_declined" },
      added: { attempt_number: 1 },
      groups: GROUPS,
    }),
    call("subscription_payment", a.trackSubscriptionPayment, {
      once: { callerKey: "bank_1" },
      passed: { amount_usd: 50, tier: "pro" },
      added: { $revenue: 50, currency: "USD" },
    }),
    call("workflow_started", a.trackWorkflowStarted, {
      once: { key: ["wf_789"] },
      passed: { workflow_id: "wf_789", organization_id: ORGANIZATION, workflow_type: "code_review" },
      groups: GROUPS,
    }),
    call("workflow_completed", a.trackWorkflowCompleted, {
      once: { key: ["wf_789"] },
      passed: {
        workflow_id: "wf_789",
        organization_id: ORGANIZATION,
        duration_seconds: 120.5,
        tasks_completed: 5,
        cost_usd: 0.25,
      },
      groups: GROUPS,
    }),
    call("workflow_failed", a.trackWorkflowFailed, {
      once: { key: ["wf_790"] },
      passed: {
        workflow_id: "wf_790",
        organization_id: ORGANIZATION,
        error_type: "TimeoutError",
        error_message: "Operation timed out after 300s",
        duration_seconds: 300,
      },
      groups: GROUPS,
    }),
    call("user_created", a.trackUserCreated, {
      once: { key: [] },
      passed: { signup_method: "github", organization_id: ORGANIZATION, referral_source: "product_hunt" },
      added: { $set: { signup_method: "github" } },
      groups: GROUPS,
    }),
    call("user_signed_in", a.trackUserSignedIn, { passed: {}, added: { method: "email" } }),
    call("feature_used", a.trackFeatureUsed, {
      once: { callerKey: "request_1" },
      passed: { feature: "code_review", language: "python" },
    }),
    {
      name: "identifyUser",
      send: () => a.identifyUser(user, { plan: "pro", company_size: "small" }),
      outcome: accepted({
        event: "$set",
        person: user,
        groups: {},
        properties: { $set: { plan: "pro", company_size: "small" } },
      }),
    },
    {
      name: "groupIdentify",
      send: () =>
        a.groupIdentify(
          "organization",
          ORGANIZATION,
          { subscription_tier: "pro", employee_count: 50, industry: "technology" },
          { by: user },
        ),
      outcome: accepted(
        organizationUpdate(user, { subscription_tier: "pro", employee_count: 50, industry: "technology" }),
      ),
    },
    {
      name: "captureRevenue",
      send: () =>
        a.captureRevenue(
          user,
          { event: "subscription_payment", amount_usd: 120, tier: "team" },
          { timestamp: TIMESTAMP, idempotencyKey: "bank_2" },
        ),
      outcome: accepted({
        event: "subscription_payment",
        person: user,
        groups: {},
        properties: {
          amount_usd: 120,
          tier: "team",
          $revenue: 120,
          currency: "USD",
          idempotency_key: "bank_2",
          $ignore_sent_at: true,
        },
        once: {
          uuid: a.eventUuid("subscription_payment", user, ["bank_2"]),
          timestamp: TIMESTAMP.toISOString(),
        },
      }),
    },
    {
      name: "trackCheckoutCompleted",
      // Stripe delivers the webhook of the first call again.
      send: () => a.trackCheckoutCompleted(user, CHECKOUT, { timestamp: TIMESTAMP }),
      outcome: { kind: "repeated", event: "checkout_completed", person: user },
    },
    {
      name: "trackCheckoutCompleted",
      // The mistake that splits a person in two: the customer's email in place of the id.
      send: () => a.trackCheckoutCompleted(a.parseUserId(EMAIL), CHECKOUT, { timestamp: TIMESTAMP }),
      outcome: {
        kind: "refused",
        event: "checkout_completed",
        person: EMAIL,
        reason: "invalid_user_id",
        detail: "the user id was not accepted: email",
      },
    },
  ];
}

interface EventCall<P extends object> {
  /** What the code passes. */
  readonly passed: NoInfer<P>;
  /** The key by which the event counts once, as text: the values of its properties, or the caller's. */
  readonly once?: { readonly key: readonly string[] } | { readonly callerKey: string };
  /** What the plan adds to it: defaults, computed properties, revenue, what is set on the person. */
  readonly added?: Readonly<Record<string, unknown>>;
  readonly groups?: Readonly<Record<string, string>>;
  /** What the event sets on its organization. */
  readonly organization?: Readonly<Record<string, unknown>>;
}

/** Every helper can be called with the options of the strictest. */
type Helper<P extends object> = (user: UserId, properties: P, options: CallerKeyedOptions) => boolean;

function callsOf(a: Analytics, user: UserId) {
  return <P extends object>(
    event: string,
    track: Helper<P>,
    { passed, once, added, groups = {}, organization }: EventCall<P>,
  ): Call => {
    const callerKey = once !== undefined && "callerKey" in once ? once.callerKey : undefined;
    const key = once !== undefined && "key" in once ? once.key : [callerKey ?? ""];
    const options = {
      ...(once !== undefined && { timestamp: TIMESTAMP }),
      ...(callerKey !== undefined && { idempotencyKey: callerKey }),
    };
    return {
      name: track.name,
      send: () => track(user, passed, options as CallerKeyedOptions),
      outcome: accepted(
        {
          event,
          person: user,
          groups,
          properties: {
            ...passed,
            ...added,
            ...(once !== undefined && { $ignore_sent_at: true }),
            ...(callerKey !== undefined && { idempotency_key: callerKey }),
          },
          ...(once !== undefined && {
            once: { uuid: a.eventUuid(event, user, key), timestamp: TIMESTAMP.toISOString() },
          }),
        },
        ...(organization === undefined
          ? []
          : [organizationUpdate(user, organization, once && { $ignore_sent_at: true })]),
      ),
    };
  };
}

function organizationUpdate(
  person: string,
  properties: Readonly<Record<string, unknown>>,
  others: Readonly<Record<string, unknown>> = {},
): Message {
  return {
    event: "$groupidentify",
    person,
    groups: GROUPS,
    properties: { $group_set: properties, ...others },
  };
}

function accepted(...messages: readonly Message[]): Call["outcome"] {
  return { kind: "accepted", messages };
}
