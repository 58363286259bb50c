import type { PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type PlacedProperty } from "../rule.ts";
import { splitWords } from "../words/name-style.ts";
import { unitInName } from "../words/units.ts";

/** Last words of names for money. */
const MONEY: ReadonlySet<string> = new Set(
  "amount arpu arr balance cost discount earnings fee gmv income ltv mrr payout price profit refund revenue salary spend subtotal tax tip turnover".split(
    " ",
  ),
);

/** Amounts of which nobody can say what they are worth. */
export const moneyWithoutCurrency = defineRule({
  name: "money-without-currency",
  severity: "warning",
  title: "An amount of money says its currency.",
  why: "Sums over dollars and yen are no sums. An amount says its currency by its unit, or the event carries the currency beside it.",
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
    "It goes by the last word of the name, such as `amount`, `price`, `fee` and `revenue`, of numbers without a unit. Any unit will do, also one that says that it is no money. A property whose name ends with `currency` in the same event will do, too. `revenue` itself cannot be without `currency`: the format requires it.",
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
        message: `${quote(property.name)} is an amount of money, and nothing says in which currency.`,
        hint: hintFor(holder),
      };
    }
  },
});

function isMoney({ name, type, unit }: Property): boolean {
  if ((type.kind !== "number" && type.kind !== "integer") || unit !== undefined) return false;
  return MONEY.has(splitWords(name).at(-1) ?? "") && unitInName(name) === undefined;
}

/** Whether an event says its currency beside its amounts. */
function namesCurrency({ properties, revenue }: PlanEvent): boolean {
  return revenue !== undefined || properties.some(({ name }) => splitWords(name).includes("currency"));
}

function hintFor(holder: PlacedProperty["holder"]): string {
  const unit = "Say `unit: USD` or what it is in";
  return holder.kind === "event" ? `${unit}, or carry the currency in a property beside it.` : `${unit}.`;
}
