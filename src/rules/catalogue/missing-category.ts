import type { Rule } from "../rule.ts";
import { findWithout } from "../find-without.ts";

/** Events that the docs can put nowhere. */
export const missingCategory: Rule<"missing-category"> = {
  check: ({ plan }) =>
    findWithout(plan.events, {
      has: ({ category }) => category !== undefined,
      what: "category",
      hint: "Add `category:`; it decides on which page of the docs the event stands.",
    }),
  documentation: {
    why: "The docs have a page for each category. What has none is found by those who know its name already.",
    bad: `events:
  order_completed: { description: A customer paid for an order., category: shop }
  order_returned: { description: A customer sent an order back. }
`,
    good: `events:
  order_completed: { description: A customer paid for an order., category: shop }
  order_returned: { description: A customer sent an order back., category: shop }
`,
    notes: "In a plan in which no event has a category it is told once.",
  },
};
