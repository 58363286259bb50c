import type { PropertyType } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";

/** Shared properties that nobody shares. */
export const unusedProperty = defineRule({
  name: "unused-property",
  severity: "warning",
  title: "Every shared property is used.",
  why: "A shared property that is not used is a definition that nothing holds to. Somebody will take it for what is sent.",
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
  notes: "A property is used by its name alone, by `use`, and as the key of a group.",
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
        hint: "Remove it, or use it where it was meant to be used.",
      };
    }
  },
});

/** The shared properties that what a type holds was taken from. */
function* usedByItems(type: PropertyType): Iterable<string> {
  if (type.kind !== "array" && type.kind !== "map") return;
  if (type.items.use !== undefined) yield type.items.use;
  yield* usedByItems(type.items.type);
}
