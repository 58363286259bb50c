import { toIso } from "../../src/portable/timestamps.ts";
import { addComputed } from "../../src/portable/computed.ts";
import { subtract } from "../../src/portable/decimal.ts";
import type {
  EventDefinition,
  GroupDefinition,
  PlanContract,
  ServerRules,
} from "../../src/runtime/definition.ts";
import { eventUuid, parseRobotId, parseSystemId, parseWorkspaceKey, parseUserId } from "./shop-contract.ts";

/** A small plan as generated code hands it to the runtime, with every feature of the runtime in it. */

export const ANN = "user_7c9e6679-7425-40de-944b-e07fc1f90ae7";
export const BOB = "user_11111111-2222-4333-8444-555555555555";

const tier = { oneOf: ["free", "pro", "team"] };
const text = { type: "string", maxLength: 1000 } as const;
const number = { type: "number" } as const;

const organization: GroupDefinition = {
  name: "organization",
  fields: {
    subscription_tier: { ...tier, optional: true },
    employee_count: { type: "number", integer: true, min: 0, optional: true },
    founded_at: { as: toIso, optional: true },
  },
};

const team: GroupDefinition = { name: "team", fields: {} };

/** Its keys are UUIDs. */
const workspace: GroupDefinition = {
  name: "workspace",
  fields: { seats: { type: "number", integer: true, optional: true } },
  parseKey: parseWorkspaceKey,
};

export const plan: PlanContract = {
  name: "shop",
  parseUserId,
  eventUuid,
  actors: {
    robot: { parseId: parseRobotId, profile: true },
    system: { parseId: parseSystemId, profile: false },
  },
  person: {
    fields: { plan: { ...tier, optional: true }, company_size: { ...text, optional: true } },
  },
  groups: { organization, team, workspace },
};

/** An event with some rules changed. */
export function withRules<P extends object, Payload extends object>(
  definition: EventDefinition<P, Payload>,
  rules: Partial<ServerRules>,
): EventDefinition<P, Payload> {
  return { ...definition, rules: () => ({ ...definition.rules(), ...rules }) };
}

export interface CheckoutCompleted {
  readonly checkout_type: "subscription" | "credits";
  readonly amount_usd: number;
  readonly organization_id?: string | number | undefined;
  readonly tier?: "free" | "pro" | "team" | undefined;
}

export const checkoutCompleted: EventDefinition<CheckoutCompleted> = {
  plan,
  name: "checkout_completed",
  rules: () => ({
    fields: {
      checkout_type: { oneOf: ["subscription", "credits"] },
      amount_usd: { type: "number", min: 0 },
      // Any JSON: what is a key, groups tell.
      organization_id: { optional: true },
      tier: { ...tier, optional: true },
    },
    groups: { organization: "organization_id" },
  }),
};

export interface SubscriptionUpdated {
  readonly new_tier: "free" | "pro" | "team";
  readonly old_amount_usd: number;
  readonly new_amount_usd: number;
  readonly organization_id?: string | undefined;
}

export const subscriptionUpdated: EventDefinition<SubscriptionUpdated> = {
  plan,
  name: "subscription_updated",
  rules: () => ({
    fields: {
      new_tier: tier,
      old_amount_usd: number,
      new_amount_usd: number,
      organization_id: { ...text, optional: true },
    },
    computed: (properties) =>
      addComputed(properties, {
        mrr_change: {
          from: ["new_amount_usd", "old_amount_usd"],
          value: (p: { readonly new_amount_usd: number; readonly old_amount_usd: number }) =>
            subtract(p.new_amount_usd, p.old_amount_usd),
        },
      }),
    groups: { organization: "organization_id" },
    sets: {
      person: { plan: "new_tier" },
      personOnce: { first_tier: "new_tier" },
      groups: { organization: { subscription_tier: "new_tier" } },
    },
  }),
};

export interface PaymentSucceeded {
  readonly amount_usd: number;
  readonly payment_type?: "subscription" | "credits" | undefined;
}

export const paymentSucceeded: EventDefinition<PaymentSucceeded> = {
  plan,
  name: "payment_succeeded",
  rules: () => ({
    fields: {
      amount_usd: number,
      payment_type: { oneOf: ["subscription", "credits"], default: "subscription" },
      channel: { constant: "web" },
    },
    revenue: { amount: "amount_usd", currency: "USD" },
  }),
};

export interface OrderShipped {
  readonly order_id?: string | undefined;
  readonly note?: string | undefined;
  readonly shipped_at?: Date | string | undefined;
  readonly address?: { readonly city: string; readonly since?: Date | string | undefined } | undefined;
  readonly items?: readonly { readonly sku: string; readonly quantity?: number | undefined }[] | undefined;
  readonly scores?: Readonly<Record<string, number>> | undefined;
  readonly extra?: unknown;
}

export const orderShipped: EventDefinition<OrderShipped> = {
  plan,
  name: "order_shipped",
  rules: () => ({
    fields: {
      order_id: { type: "uuid", optional: true },
      note: { type: "string", truncate: 10, maxLength: 20, optional: true },
      shipped_at: { as: toIso, optional: true },
      address: {
        type: "object",
        fields: { city: text, since: { as: toIso, optional: true }, country: { constant: "DE" } },
        optional: true,
      },
      items: {
        type: "array",
        each: {
          type: "object",
          fields: { sku: text, quantity: { type: "number", integer: true, default: 1 } },
        },
        optional: true,
      },
      scores: { type: "map", each: number, optional: true },
      extra: { optional: true },
    },
  }),
};

export interface InvoicePaid {
  readonly invoice_id?: string | undefined;
  readonly amount_usd: number;
  readonly paid_tier?: "free" | "pro" | "team" | undefined;
  readonly organization_id?: string | undefined;
}

/** Counts once a key of its own. */
export const invoicePaid: EventDefinition<InvoicePaid> = {
  plan,
  name: "invoice_paid",
  rules: () => ({
    idempotency: ["invoice_id"],
    fields: {
      invoice_id: { ...text, optional: true },
      amount_usd: number,
      paid_tier: { ...tier, optional: true },
      organization_id: { ...text, optional: true },
    },
    groups: { organization: "organization_id" },
    revenue: { amount: "amount_usd", currency: "USD" },
    sets: { person: { plan: "paid_tier" }, groups: { organization: { subscription_tier: "paid_tier" } } },
  }),
};

export interface CreditsBought {
  readonly amount_usd: number;
}

/** Counts once a key of the caller. */
export const creditsBought: EventDefinition<CreditsBought> = {
  plan,
  name: "credits_bought",
  rules: () => ({
    idempotency: "caller",
    fields: { amount_usd: number },
  }),
};

/** Counts once a person. */
export const signedUp: EventDefinition = {
  plan,
  name: "signed_up",
  rules: () => ({
    idempotency: "once",
  }),
};

export interface JobFinished {
  readonly job: string;
  readonly organization_id?: string | undefined;
}

/** Sent by the system, for which PostHog keeps no person. */
export const jobFinished: EventDefinition<JobFinished> = {
  plan,
  name: "job_finished",
  rules: () => ({
    actor: "system",
    fields: { job: text, organization_id: { ...text, optional: true } },
    groups: { organization: "organization_id" },
    sets: { person: { last_job: "job" }, groups: { organization: { industry: "job" } } },
  }),
};

/** Sent by robots, for which PostHog keeps persons. */
export const robotMoved: EventDefinition<{ readonly workspace_id?: string }> = {
  plan,
  name: "robot_moved",
  rules: () => ({
    actor: "robot",
    fields: { workspace_id: { ...text, optional: true } },
    groups: { workspace: "workspace_id" },
  }),
};
