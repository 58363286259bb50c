import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import {
  findCommonStyle,
  hintCommonStyle,
  hintName,
  inStyle,
  isNamedIn,
  STYLE_OPTION,
} from "../../naming/name-style.ts";

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
  notes:
    "If most properties are written in one other style it is reported once. Deprecated properties are ignored.",
  *check({ properties, options: { style } }) {
    const named = properties.flatMap(({ property, ownsName }) =>
      ownsName && property.deprecated === undefined ? [property] : [],
    );
    const unlike = named.filter(({ name }) => !isNamedIn(name, style));
    const common = findCommonStyle(
      named.map(({ name }) => name),
      style,
    );
    const cause = common && {
      message: `${common.count} of ${named.length} properties are written in ${common.style}, not in ${style}.`,
      hint: hintCommonStyle("property-naming", common.style),
    };
    for (const { name, at } of unlike) {
      yield {
        at,
        part: "key",
        message: `${quote(name)} is not written in ${style}.`,
        hint: hintName(name, inStyle(name, style), style),
        cause: common && isNamedIn(name, common.style) ? cause : undefined,
      };
    }
  },
});
