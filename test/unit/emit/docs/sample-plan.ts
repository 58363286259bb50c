import type { Plan } from "../../../../src/plan/plan.ts";
import type { Property } from "../../../../src/plan/property.ts";
import { makeEvent, makeItem, makePlan, makeProperty } from "../../../support/make-plan.ts";

const OPTIONAL = { kind: "argument", optional: true } as const;

const tier = makeProperty(
  "tier",
  {
    kind: "enum",
    shared: "tier",
    values: [
      { value: "free", meaning: "No charge." },
      { value: "pro", meaning: "One seat." },
    ],
  },
  { description: "Subscription tier.", example: "pro" },
);

const amount = makeProperty(
  "amount_usd",
  { kind: "number", min: 0 },
  { description: "What was paid.", unit: "USD", example: 50 },
);

const items: Property = makeProperty(
  "items",
  {
    kind: "array",
    minItems: 1,
    items: makeItem({
      kind: "object",
      properties: [
        makeProperty("sku", { kind: "string", pattern: "[A-Z]{2}\\|\\d+|X" }, { description: "Our number." }),
        makeProperty("price", {
          kind: "object",
          properties: [makeProperty("net", "number", { unit: "USD" })],
        }),
      ],
    }),
  },
  { description: "What was bought." },
);

const computed = makeProperty("fee", "number", {
  description: "What we keep.",
  source: {
    kind: "computed",
    optional: false,
    text: "amount_usd * 0.029",
    expression: {
      kind: "binary",
      operator: "*",
      left: { kind: "property", name: "amount_usd" },
      right: { kind: "literal", value: 0.029 },
    },
  },
});

/** A plan with something of everything that the docs show. */
export const samplePlan: Plan = makePlan({
  name: "shop",
  description: "What the shop tracks.",
  groups: [
    {
      name: "company",
      at: ["groups", "company"],
      key: "company_id",
      description: "A customer.",
      properties: [{ ...tier, source: OPTIONAL }],
    },
  ],
  person: [
    makeProperty("email", "string", { source: OPTIONAL, pii: "personal", description: "Their address." }),
  ],
  properties: [amount, tier],
  events: [
    makeEvent("old_paid", {
      category: "Billing",
      status: "deprecated",
      deprecated: {
        since: "2026-01-31",
        use: "paid",
        reason: "`paid` says more.",
        removeAfter: "2026-06-30",
      },
    }),
    makeEvent("opened", { source: "client", status: "planned", renamedFrom: "open" }),
    makeEvent("paid", {
      description: "Somebody paid.",
      trigger: "Stripe webhook `invoice.paid`.",
      category: "Billing",
      owner: ["billing"],
      tags: ["stripe", "money"],
      groups: [{ group: "company", property: "company_id" }],
      revenue: { amount: "amount_usd", currency: { kind: "code", code: "USD" } },
      sets: {
        person: [],
        personOnce: [{ target: "first_tier", from: "tier" }],
        groups: [{ group: "company", assignments: [{ target: "tier", from: "tier" }] }],
      },
      idempotency: { key: { kind: "properties", properties: ["invoice_id"] }, at: "the invoice's `created`" },
      properties: [
        amount,
        makeProperty("company_id", "integer", { example: 7 }),
        computed,
        { ...tier, source: OPTIONAL, nullable: true },
        makeProperty("channel", "string", { source: { kind: "const", value: "web" } }),
        makeProperty("invoice_id", "string", { pii: "pseudonymous", source: OPTIONAL, example: "in_1" }),
        makeProperty(
          "attempt",
          { kind: "integer", min: 1 },
          { source: { kind: "argument", optional: false, default: 1 } },
        ),
        items,
        makeProperty("coupon", "string", {
          source: OPTIONAL,
          deprecated: { use: "discount" },
          description: "A | code.",
        }),
      ],
    }),
  ],
});
