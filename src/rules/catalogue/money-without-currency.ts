import type { Plan } from "../../plan/plan.ts";
import type { Pointer, Property, PropertyType } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type PlacedProperty } from "../rule.ts";
import { splitWords } from "../../naming/name-style.ts";
import { unitInName } from "../../naming/units.ts";

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
  why: "Dollars and yen cannot be added up. Set the currency as the unit of the amount, or add a property for it.",
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
    "Reports numbers without a unit whose name ends with a word such as `amount`, `price`, `fee` or `revenue`. Any unit is enough, even one that is not money. So is a property whose name has the word `currency`, in the same event, person or group, or in an object around the amount. Of a shared property or a bundle, every event that uses it needs one. `revenue` itself cannot be without `currency`: the format requires it.",
  *check({ plan, properties }) {
    const amounts = findAmounts(plan);
    for (const { property, holder, ownsName } of properties) {
      if (!ownsName || property.deprecated !== undefined || !isMoney(property)) continue;
      // What nothing uses has only itself.
      if (amounts.get(keyOf(property.at)) === true) continue;
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

/** Every amount without a unit, by where it is defined, and whether it has a currency wherever it is used. */
function findAmounts({ properties, events, groups, person }: Plan): ReadonlyMap<string, boolean> {
  const amounts = new Map<string, boolean>();
  const shared = new Map(properties.map(({ name, at }) => [name, at] as const));
  // A shared object is the same in all of its uses.
  const entered = new Map<PropertyType, boolean>();

  function enter(type: PropertyType, isCovered: boolean): void {
    if (type.kind === "array" || type.kind === "map") return enter(type.items.type, isCovered);
    const before = entered.get(type);
    if (type.kind !== "object" || before === false || before === isCovered) return;
    entered.set(type, isCovered);
    enterAll(type.properties, isCovered);
  }

  function enterAll(held: readonly Property[], isInCurrency: boolean): void {
    const isCovered = isInCurrency || held.some(({ name }) => splitWords(name).includes("currency"));
    for (const property of held) {
      enter(property.type, isCovered);
      if (!isMoney(property)) continue;
      // One that has the name of the shared property is reported there.
      const key = keyOf((property.use === property.name && shared.get(property.use)) || property.at);
      amounts.set(key, isCovered && amounts.get(key) !== false);
    }
  }

  for (const event of events) enterAll(event.properties, event.revenue !== undefined);
  for (const held of [person, ...groups.map((group) => group.properties)]) enterAll(held, false);
  return amounts;
}

function keyOf(at: Pointer): string {
  return at.join("\0");
}

function hintFor({ kind }: PlacedProperty["holder"]): string {
  const unit = "Add its unit, such as `unit: USD`";
  return kind === "event" || kind === "object" ? `${unit}, or add a property for the currency.` : `${unit}.`;
}
