import type { PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type PlacedProperty } from "../rule.ts";
import { splitWords } from "../words/name-style.ts";
import { unitInName } from "../words/units.ts";

/** Last words of names of amounts. */
const MONEY: ReadonlySet<string> = new Set(
  "amount arpu arr balance cost discount earnings fee gmv income ltv mrr payout price profit refund revenue salary spend subtotal tax tip turnover".split(
    " ",
  ),
);

export const moneyWithoutCurrency = defineRule({
  name: "money-without-currency",
  severity: "warning",
  title: "An amount of money has a currency.",
  why: "Dollars and yen cannot be added up. Set the currency as the unit of the amount, or add a property for it to the event.",
  bad: `events:
  order_completed:
    description: A customer paid for an order.
    properties:
      total_price: { type: number, description: What the customer paid. }
`,
  good: `events:
  order_completed:
    description: A customer paid for an order.
    properties:
      total_price: { type: number, unit: USD, description: What the customer paid. }
`,
  notes:
    "Reports numbers without a unit whose name ends with a word such as `amount`, `price`, `fee` or `revenue`. Any unit is enough, even one that is not money. So is a property of the same event whose name ends with `currency`. `revenue` itself cannot be without `currency`: the format requires it.",
  *check({ properties }) {
    const hasCurrency = new Map<PlanEvent, boolean>();
    for (const { property, holder, ownsName } of properties) {
      if (!ownsName || property.deprecated !== undefined || !isMoney(property)) continue;
      if (holder.kind === "event") {
        const known = hasCurrency.get(holder.event) ?? namesCurrency(holder.event);
        hasCurrency.set(holder.event, known);
        if (known) continue;
      }
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} is an amount of money without a currency.`,
        hint: hintFor(holder),
      };
    }
  },
});

function isMoney({ name, type, unit }: Property): boolean {
  if ((type.kind !== "number" && type.kind !== "integer") || unit !== undefined) return false;
  return MONEY.has(splitWords(name).at(-1) ?? "") && unitInName(name) === undefined;
}

/** Whether an event has a property for its currency. */
function namesCurrency({ properties, revenue }: PlanEvent): boolean {
  return revenue !== undefined || properties.some(({ name }) => splitWords(name).includes("currency"));
}

function hintFor(holder: PlacedProperty["holder"]): string {
  const unit = "Add its unit, such as `unit: USD`";
  return holder.kind === "event" ? `${unit}, or add a property for the currency.` : `${unit}.`;
}
