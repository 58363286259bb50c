import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import { hintName, inStyle, isNamedIn, STYLE_OPTION } from "../words/name-style.ts";

export const propertyNaming = defineRule({
  name: "property-naming",
  severity: "warning",
  title: "Property names have one style.",
  options: {
    style: STYLE_OPTION,
  },
  why: "`planName`, `plan_name` and `Plan Name` are three properties in PostHog. With one style, nobody has to look up the spelling and no query misses half of the events.",
  bad: `events:
  order_completed:
    description: A customer paid for an order.
    properties:
      itemCount: { type: integer, description: How many things were bought. }
`,
  good: `events:
  order_completed:
    description: A customer paid for an order.
    properties:
      item_count: { type: integer, description: How many things were bought. }
`,
  notes: "Deprecated properties are ignored.",
  *check({ properties, options: { style } }) {
    for (const { property, ownsName } of properties) {
      if (!ownsName || property.deprecated !== undefined || isNamedIn(property.name, style)) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} is not written in ${style}.`,
        hint: hintName(property.name, inStyle(property.name, style), style),
      };
    }
  },
});
