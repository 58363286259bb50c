import type * as analytics from "../../generated/index.ts";

/** The generated module, which exists only once the demo has generated it. */
export type Analytics = typeof analytics;

/** What a call should put on the wire; properties without those that every posthog-node adds. */
export interface Message {
  readonly event: string;
  readonly person: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** One call of a generated helper, and what should come of it. */
export interface Call {
  /** The helper's name and, when that does not say it, the event. */
  readonly name: string;
  readonly send: () => boolean;
  readonly outcome:
    | { readonly kind: "accepted"; readonly messages: readonly Message[] }
    | { readonly kind: "refused"; readonly event: string; readonly person: string; readonly reason: string };
}

const ORGANIZATION = "org_456";
const GROUPS = { organization: ORGANIZATION };
const EMAIL = "ada@example.com";

/** Every event of the plan, then the other functions, then a mistake. Values are those of the plan's examples. */
export function listCalls(a: Analytics): readonly Call[] {
  const user = a.userId("5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63");
  const call = callsOf(user);
  return [
    call("checkout_completed", a.trackCheckoutCompleted, {
      passed: {
        checkout_type: "subscription",
        amount_usd: 50,
        organization_id: ORGANIZATION,
        tier: "pro",
        stripe_session_id: "cs_xxx",
      },
      groups: GROUPS,
    }),
    call("subscription_created", a.trackSubscriptionCreated, {
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
      passed: { tier: "pro", organization_id: ORGANIZATION, reason: "user_requested" },
      added: { at_period_end: true },
      groups: GROUPS,
    }),
    call("payment_succeeded", a.trackPaymentSucceeded, {
      passed: { amount_usd: 50, organization_id: ORGANIZATION },
      added: { payment_type: "subscription", $revenue: 50, currency: "USD" },
      groups: GROUPS,
    }),
    call("payment_failed", a.trackPaymentFailed, {
      passed: { amount_usd: 50, organization_id: ORGANIZATION, failure_reason: "card_declined" },
      added: { attempt_number: 1 },
      groups: GROUPS,
    }),
    call("subscription_payment", a.trackSubscriptionPayment, {
      passed: { amount_usd: 50, tier: "pro" },
      added: { $revenue: 50, currency: "USD" },
    }),
    call("workflow_started", a.trackWorkflowStarted, {
      passed: { workflow_id: "wf_789", organization_id: ORGANIZATION, workflow_type: "code_review" },
      groups: GROUPS,
    }),
    call("workflow_completed", a.trackWorkflowCompleted, {
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
      passed: { signup_method: "github", organization_id: ORGANIZATION, referral_source: "product_hunt" },
      added: { $set: { signup_method: "github" } },
      groups: GROUPS,
    }),
    call("user_signed_in", a.trackUserSignedIn, { passed: {}, added: { method: "email" } }),
    call("feature_used", a.trackFeatureUsed, { passed: { feature: "code_review", language: "python" } }),
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
      send: () => a.captureRevenue(user, { event: "subscription_payment", amount_usd: 120, tier: "team" }),
      outcome: accepted({
        event: "subscription_payment",
        person: user,
        groups: {},
        properties: { amount_usd: 120, tier: "team", $revenue: 120, currency: "USD" },
      }),
    },
    {
      name: "trackCheckoutCompleted",
      // The mistake that splits a person in two: the customer's email in place of the id.
      send: () =>
        a.trackCheckoutCompleted(a.parseUserId(EMAIL), {
          checkout_type: "subscription",
          amount_usd: 50,
          organization_id: ORGANIZATION,
        }),
      outcome: {
        kind: "refused",
        event: "checkout_completed",
        person: EMAIL,
        reason: "invalid_user_id",
      },
    },
  ];
}

interface EventCall<P extends object> {
  /** What the code passes. */
  readonly passed: NoInfer<P>;
  /** What the plan adds to it: defaults, computed properties, revenue, what is set on the person. */
  readonly added?: Readonly<Record<string, unknown>>;
  readonly groups?: Readonly<Record<string, string>>;
  /** What the event sets on its organization. */
  readonly organization?: Readonly<Record<string, unknown>>;
}

function callsOf<User extends string>(user: User) {
  return <P extends object>(
    event: string,
    track: (user: User, properties: P) => boolean,
    { passed, added, groups = {}, organization }: EventCall<P>,
  ): Call => ({
    name: track.name,
    send: () => track(user, passed),
    outcome: accepted(
      { event, person: user, groups, properties: { ...passed, ...added } },
      ...(organization === undefined ? [] : [organizationUpdate(user, organization)]),
    ),
  });
}

function organizationUpdate(person: string, properties: Readonly<Record<string, unknown>>): Message {
  return {
    event: "$groupidentify",
    person,
    groups: GROUPS,
    properties: { $group_set: properties },
  };
}

function accepted(...messages: readonly Message[]): Call["outcome"] {
  return { kind: "accepted", messages };
}
