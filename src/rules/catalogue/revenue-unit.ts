import type { Property } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import { type NamedUnit, unitInName, unitsIn } from "../words/units.ts";

/** Revenue whose amount is in something else than its currency. */
export const revenueUnit = defineRule({
  name: "revenue-unit",
  severity: "error",
  title: "The amount of the revenue is in the revenue's currency, in major units.",
  why: "`revenue` sends the amount as it is, under the currency that it names. Nothing converts it: cents count a hundredfold, and euros as dollars.",
  bad: `events:
  order_completed:
    description: A customer paid for an order.
    revenue: { amount: total_cents, currency: USD }
    properties:
      total_cents: { type: integer, unit: cents, description: What the customer paid. }
  order_extended:
    description: A customer paid for more.
    revenue: { amount: extra, currency: USD }
    properties:
      extra: { type: number, unit: EUR, description: What the customer paid on top. }
`,
  good: `events:
  order_completed:
    description: A customer paid for an order.
    revenue: { amount: total, currency: USD }
    properties:
      total: { type: number, unit: USD, description: What the customer paid. }
  order_extended:
    description: A customer paid for more.
    revenue: { amount: extra, currency: EUR }
    properties:
      extra: { type: number, unit: EUR, description: What the customer paid on top. }
`,
  notes: "The amount's unit counts, and the end of its name where it has none.",
  *check({ plan }) {
    for (const { revenue, properties, at } of plan.events) {
      const amount = revenue && properties.find(({ name }) => name === revenue.amount);
      if (revenue === undefined || amount === undefined) continue;
      const units = moneyOf(amount);
      const related = [{ at: amount.at, part: "key", message: "The amount is here." }] as const;
      if (units.some(({ unit }) => unit === "cents")) {
        yield {
          at: [...at, "revenue", "amount"],
          message: `${quote(amount.name)} is in cents, and \`revenue\` counts in whole units: PostHog would show a hundred times too much.`,
          hint: "Send the amount in major units, in a property that says so.",
          related,
        };
        continue;
      }
      const [unit] = units;
      if (unit === undefined || revenue.currency.kind !== "code" || unit.unit === revenue.currency.code)
        continue;
      yield {
        at: [...at, "revenue", "currency"],
        message: `${quote(amount.name)} is in ${unit.unit}, and the revenue is in ${revenue.currency.code}.`,
        hint: `Write \`currency: ${unit.unit}\`, or correct the unit of the amount.`,
        related,
      };
    }
  },
});

/** The money that an amount is in, by its unit, or else by its name. */
function moneyOf({ name, unit }: Property): readonly NamedUnit[] {
  const named = unitInName(name);
  const units = unit === undefined ? (named === undefined ? [] : [named]) : unitsIn(unit);
  return units.filter(({ kind }) => kind === "money");
}
