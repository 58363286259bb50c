import * as z from "zod";
import { plural, quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";

/** Events that carry everything. */
export const tooManyProperties = defineRule({
  name: "too-many-properties",
  severity: "warning",
  title: "An event carries no more properties than people can keep in mind.",
  options: {
    max: z.int().min(1).default(25).meta({ description: "Most properties that one event may have." }),
  },
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
});
