import type { Property } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import { type NamedUnit, unitInName, unitsIn } from "../../naming/units.ts";

export const revenueUnit = defineRule({
  name: "revenue-unit",
  severity: "error",
  title: "The amount of revenue is in major units of its currency.",
  why: "`revenue` sends the amount unchanged with its currency. Nothing is converted: cents count a hundredfold, and euros count as dollars.",
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
  notes: "Checks the unit of the amount, or the end of its name if it has no unit.",
  *check({ plan }) {
    for (const { revenue, properties, at } of plan.events) {
      const amount = revenue && properties.find(({ name }) => name === revenue.amount);
      if (revenue === undefined || amount === undefined) continue;
      const units = moneyOf(amount);
      const related = [{ at: amount.at, part: "key", message: "The amount is here." }] as const;
      if (units.some(({ unit }) => unit === "cents")) {
        yield {
          at: [...at, "revenue", "amount"],
          message: `${quote(amount.name)} is in cents, but \`revenue\` is in major units: PostHog would show a hundred times too much.`,
          hint: "Send the amount in major units, such as dollars.",
          related,
        };
        continue;
      }
      const [unit] = units;
      if (unit === undefined || revenue.currency.kind !== "code" || unit.unit === revenue.currency.code)
        continue;
      yield {
        at: [...at, "revenue", "currency"],
        message: `${quote(amount.name)} is in ${unit.unit}, but the revenue is in ${revenue.currency.code}.`,
        hint: `Write \`currency: ${unit.unit}\`, or correct the unit of the amount.`,
        related,
      };
    }
  },
});

/** The currency or `cents` of an amount, by its unit or else its name. */
function moneyOf({ name, unit }: Property): readonly NamedUnit[] {
  const named = unitInName(name);
  const units = unit === undefined ? (named === undefined ? [] : [named]) : unitsIn(unit);
  return units.filter(({ kind }) => kind === "money");
}
