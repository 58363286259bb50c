import type { Rule } from "../rule.ts";
import { findWithout } from "../find-without.ts";

/** Events of which it is not said when they fire. */
export const missingTrigger: Rule<"missing-trigger"> = {
  check: ({ plan }) =>
    findWithout(plan.events, {
      has: ({ trigger, status }) => trigger !== undefined || status === "deprecated",
      what: "trigger",
      hint: "Add `trigger:` with the place in the product, or the webhook, at which it is sent.",
    }),
  documentation: {
    why: "Whether `order_completed` fires at the click, at the payment or at the webhook is the difference between two numbers of orders. Who implements the event has to know, and who reads it later, too.",
    bad: `events:
  order_completed: { description: A customer paid for an order., trigger: The payment provider's webhook. }
  order_returned: { description: A customer sent an order back. }
`,
    good: `events:
  order_completed: { description: A customer paid for an order., trigger: The payment provider's webhook. }
  order_returned: { description: A customer sent an order back., trigger: The parcel was scanned in the warehouse. }
`,
    notes: "In a plan in which no event has a trigger it is told once. Deprecated events need none.",
  },
};
