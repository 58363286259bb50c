import { plural } from "../../text/plural.ts";
import { quote } from "../../text/words.ts";
import type { Rule } from "../rule.ts";

/** Events that carry everything. */
export const tooManyProperties: Rule<"too-many-properties"> = {
  *check({ plan, options: { max } }) {
    for (const { name, at, properties } of plan.events) {
      if (properties.length <= max) continue;
      yield {
        at: [...at, "properties"],
        part: "key",
        message: `${quote(name)} carries ${plural(properties.length, "property", "properties")}, more than ${max}.`,
        hint: "Set what describes the person or the group there, and split what are two events.",
      };
    }
  },
  documentation: {
    why: "An event with forty properties is filled by halves. What describes the person or the organization belongs there once, and does not travel with every event.",
    bad: `lint: { rules: { too-many-properties: { max: 3 } } }
events:
  order_completed:
    description: A customer paid for an order.
    properties:
      item_count: { type: integer, description: How many things were bought. }
      is_gift: { type: boolean, description: Whether it goes to somebody else. }
      customer_since: { type: date, description: The day of the first order. }
      customer_tier: { type: string, description: How good a customer it is. }
`,
    good: `lint: { rules: { too-many-properties: { max: 3 } } }
person:
  customer_since: { type: date, optional: true, description: The day of the first order. }
  customer_tier: { type: string, optional: true, description: How good a customer it is. }
events:
  order_completed:
    description: A customer paid for an order.
    properties:
      item_count: { type: integer, description: How many things were bought. }
      is_gift: { type: boolean, description: Whether it goes to somebody else. }
`,
  },
};
