import type { PropertyType } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";

export const unusedProperty = defineRule({
  name: "unused-property",
  severity: "warning",
  title: "Every shared property is used.",
  why: "Nothing follows the definition of an unused shared property, but readers will assume that it is sent.",
  bad: `properties:
  order_id: { type: string, description: The order in the shop's database. }
  order_number: { type: integer, description: The number on the invoice. }
events:
  order_completed: { description: A customer paid for an order., properties: { order_id: } }
`,
  good: `properties:
  order_id: { type: string, description: The order in the shop's database. }
events:
  order_completed: { description: A customer paid for an order., properties: { order_id: } }
`,
  notes: "A shared property is used by its name, by `use`, or as the key of a group.",
  *check({ plan, properties }) {
    const used = new Set(plan.groups.map(({ key }) => key));
    for (const { property } of properties) {
      if (property.use !== undefined) used.add(property.use);
      for (const name of usedByItems(property.type)) used.add(name);
    }
    for (const { name, at } of plan.properties) {
      if (used.has(name)) continue;
      yield {
        at,
        part: "key",
        message: `Nothing uses the shared property ${quote(name)}.`,
        hint: "Remove it or use it.",
      };
    }
  },
});

/** The shared properties that a type uses. */
function* usedByItems(type: PropertyType): Iterable<string> {
  if (type.kind !== "array" && type.kind !== "map") return;
  if (type.items.use !== undefined) yield type.items.use;
  yield* usedByItems(type.items.type);
}
