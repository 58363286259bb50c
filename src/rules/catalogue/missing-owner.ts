import type { Rule } from "../rule.ts";
import { findWithout } from "../find-without.ts";

/** Events that nobody answers for. */
export const missingOwner: Rule<"missing-owner"> = {
  check: ({ plan }) =>
    findWithout(plan.events, {
      has: ({ owner }) => owner !== undefined,
      what: "owner",
      hint: "Add `owner:` with the team that answers for it.",
    }),
  documentation: {
    why: "An event that nobody owns is an event that nobody mends. When its numbers drop, the first hour goes into finding out whom to ask.",
    bad: `events:
  order_completed: { description: A customer paid for an order., owner: checkout }
  order_returned: { description: A customer sent an order back. }
`,
    good: `events:
  order_completed: { description: A customer paid for an order., owner: checkout }
  order_returned: { description: A customer sent an order back., owner: logistics }
`,
    notes: "In a plan in which no event has an owner it is told once.",
  },
};
