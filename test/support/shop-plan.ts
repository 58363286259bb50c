import { toIso } from "../../src/portable/timestamps.ts";
import * as z from "zod";
import { addComputed } from "../../src/portable/computed.ts";
import { subtract } from "../../src/portable/decimal.ts";
import { text } from "../../src/runtime/checks.ts";
import type { EventDefinition, GroupDefinition, PlanContract } from "../../src/runtime/definition.ts";
import { eventUuid, parseRobotId, parseSystemId, parseWorkspaceKey, parseUserId } from "./shop-contract.ts";

/** A small plan as generated code hands it to the runtime, with every feature of the runtime in it. */

export const ANN = "user_7c9e6679-7425-40de-944b-e07fc1f90ae7";
export const BOB = "user_11111111-2222-4333-8444-555555555555";

const tier = z.enum(["free", "pro", "team"]);

const organization: GroupDefinition = {
  name: "organization",
  schema: z.strictObject({
    subscription_tier: tier.optional(),
    employee_count: z.int().check(z.gte(0)).optional(),
    founded_at: z.union([z.date(), z.iso.datetime({ offset: true })]).optional(),
  }),
  fields: { founded_at: { as: toIso } },
};

const team: GroupDefinition = { name: "team", schema: z.strictObject({}) };

/** Its keys are UUIDs. */
const workspace: GroupDefinition = {
  name: "workspace",
  schema: z.strictObject({ seats: z.int().optional() }),
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
    schema: z.strictObject({ plan: tier.optional(), company_size: z.string().optional() }),
  },
  groups: { organization, team, workspace },
};

export interface CheckoutCompleted {
  readonly checkout_type: "subscription" | "credits";
  readonly amount_usd: number;
  readonly organization_id?: string | number | undefined;
  readonly tier?: "free" | "pro" | "team" | undefined;
}

export const checkoutCompleted: EventDefinition<CheckoutCompleted> = {
  plan,
  name: "checkout_completed",
  schema: z.lazy(() =>
    z.strictObject({
      checkout_type: z.enum(["subscription", "credits"]),
      amount_usd: z.number().check(z.gte(0)),
      organization_id: z.union([z.string(), z.number()]).optional(),
      tier: tier.optional(),
    }),
  ),
  groups: { organization: "organization_id" },
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
  schema: z.strictObject({
    new_tier: tier,
    old_amount_usd: z.number(),
    new_amount_usd: z.number(),
    organization_id: z.string().optional(),
  }),
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
};

export interface PaymentSucceeded {
  readonly amount_usd: number;
  readonly payment_type?: "subscription" | "credits" | undefined;
}

export const paymentSucceeded: EventDefinition<PaymentSucceeded> = {
  plan,
  name: "payment_succeeded",
  schema: z.strictObject({
    amount_usd: z.number(),
    payment_type: z.enum(["subscription", "credits"]).optional(),
  }),
  fields: { payment_type: { default: "subscription" }, channel: { constant: "web" } },
  revenue: { amount: "amount_usd", currency: "USD" },
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

const datetime = z.union([z.date(), z.iso.datetime({ offset: true })]);

export const orderShipped: EventDefinition<OrderShipped> = {
  plan,
  name: "order_shipped",
  schema: z.lazy(() =>
    z.strictObject({
      order_id: z.guid().optional(),
      note: z
        .string()
        .check(text({ maxLength: 20 }))
        .optional(),
      shipped_at: datetime.optional(),
      address: z.strictObject({ city: z.string(), since: datetime.optional() }).optional(),
      items: z.array(z.strictObject({ sku: z.string(), quantity: z.int().optional() })).optional(),
      scores: z.record(z.string(), z.number()).optional(),
      extra: z.json().optional(),
    }),
  ),
  fields: {
    order_id: { as: "uuid" },
    note: { truncate: 10 },
    shipped_at: { as: toIso },
    address: { fields: { since: { as: toIso }, country: { constant: "DE" } } },
    items: { each: { fields: { quantity: { default: 1 } } } },
  },
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
  idempotency: ["invoice_id"],
  schema: z.strictObject({
    invoice_id: z.string().optional(),
    amount_usd: z.number(),
    paid_tier: tier.optional(),
    organization_id: z.string().optional(),
  }),
  groups: { organization: "organization_id" },
  revenue: { amount: "amount_usd", currency: "USD" },
  sets: { person: { plan: "paid_tier" }, groups: { organization: { subscription_tier: "paid_tier" } } },
};

export interface CreditsBought {
  readonly amount_usd: number;
}

/** Counts once a key of the caller. */
export const creditsBought: EventDefinition<CreditsBought> = {
  plan,
  name: "credits_bought",
  idempotency: "caller",
  schema: z.strictObject({ amount_usd: z.number() }),
};

/** Counts once a person. */
export const signedUp: EventDefinition = {
  plan,
  name: "signed_up",
  idempotency: "once",
  schema: z.strictObject({}),
};

export interface JobFinished {
  readonly job: string;
  readonly organization_id?: string | undefined;
}

/** Sent by the system, for which PostHog keeps no person. */
export const jobFinished: EventDefinition<JobFinished> = {
  plan,
  name: "job_finished",
  actor: "system",
  schema: z.strictObject({ job: z.string(), organization_id: z.string().optional() }),
  groups: { organization: "organization_id" },
  sets: { person: { last_job: "job" }, groups: { organization: { industry: "job" } } },
};

/** Sent by robots, for which PostHog keeps persons. */
export const robotMoved: EventDefinition<{ readonly workspace_id?: string }> = {
  plan,
  name: "robot_moved",
  actor: "robot",
  schema: z.strictObject({ workspace_id: z.string().optional() }),
  groups: { workspace: "workspace_id" },
};
