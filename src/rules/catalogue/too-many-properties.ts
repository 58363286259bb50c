import { isOnlyCommon } from "../../plan/sides.ts";
import { plural, quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";

export const tooManyProperties = defineRule({
  name: "too-many-properties",
  severity: "warning",
  title: "An event has a manageable number of properties.",
  options: {
    max: { kind: "count", description: "Maximum number of properties per event.", default: 25 },
  },
  why: "An event with forty properties is rarely complete. Properties of the person or the organization belong there, not on every event.",
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
    for (const event of plan.events) {
      const { name, at } = event;
      // What every event has is nobody's choice here.
      const properties = event.properties.filter((property) => !isOnlyCommon(property, event));
      if (properties.length <= max) continue;
      yield {
        at: [...at, "properties"],
        part: "key",
        message: `${quote(name)} has ${plural(properties.length, "property", "properties")}, more than ${max}.`,
        hint: "Move properties of the person or the group there, or split the event.",
      };
    }
  },
});
