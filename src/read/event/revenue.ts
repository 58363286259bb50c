import { CURRENCY_CODES, valuesOfCurrency } from "../../plan/currency.ts";
import type { Revenue } from "../../plan/plan.ts";
import type { Pointer, Property } from "../../plan/property.ts";
import { didYouMean } from "../../text/words.ts";
import type { EventContent } from "../content.ts";
import type { Report } from "../report.ts";
import { quote, withArticle } from "../words.ts";
import type { EventScope } from "./event-properties.ts";

type RevenueContent = NonNullable<EventContent["revenue"]>;

/** The key under which callers of `captureRevenue` name the event, among its properties. */
const EVENT_KEY = "event";

/** The name under which the currency is sent. */
const CURRENCY_PROPERTY = "currency";

/** Reads the amount of money that an event stands for. */
export function readRevenue(
  report: Report,
  { revenue, at, scope }: { revenue: RevenueContent; at: Pointer; scope: EventScope },
): Revenue | undefined {
  const currency = readCurrency(report, revenue.currency, [...at, "currency"], scope);
  refuseCurrencyProperty(report, currency, at, scope);
  refuseEventProperty(report, at, scope);
  if (revenue.amount === undefined) return undefined;
  const amount = scope.find(revenue.amount, [...at, "amount"]);
  if (amount !== undefined && amount.type.kind !== "number" && amount.type.kind !== "integer") {
    report.add({
      code: "revenue-amount",
      at: [...at, "amount"],
      message: `${quote(amount.name)} is ${withArticle(amount.type.kind)}, but an amount must be a number.`,
      hint: "Name a `number` or `integer` property.",
    });
  }
  return currency && { amount: revenue.amount, currency };
}

function readCurrency(
  report: Report,
  currency: RevenueContent["currency"],
  at: Pointer,
  scope: EventScope,
): Revenue["currency"] | undefined {
  if (currency === undefined) return undefined;
  if (typeof currency === "string") {
    if (!CURRENCY_CODES.has(currency)) report.add({ at, ...unknownCode(currency, scope) });
    return { kind: "code", code: currency };
  }
  if (currency.property === undefined) return undefined;
  const place = [...at, "property"];
  const property = scope.find(currency.property, place);
  if (property !== undefined) checkCurrencyProperty(report, property, place);
  return { kind: "property", property: currency.property };
}

function unknownCode(
  code: string,
  scope: EventScope,
): { code: "revenue-currency"; message: string; hint: string | undefined } {
  return {
    code: "revenue-currency",
    message: `${quote(code)} is not a currency of ISO 4217.`,
    hint: scope.has(code)
      ? `To take it from the property, write \`{ property: ${code} }\`.`
      : (didYouMean(code, CURRENCY_CODES) ?? "Write a code such as `USD`."),
  };
}

/** Text without bounds may be `usd` or a sentence: PostHog would count such an amount as US dollars. */
function checkCurrencyProperty(report: Report, property: Property, at: Pointer): void {
  const values = valuesOfCurrency(property);
  const wrong = values?.find((value) => !CURRENCY_CODES.has(value));
  if (values !== undefined && wrong === undefined) return;
  const name = quote(property.name);
  report.add({
    code: "revenue-currency",
    at,
    message:
      wrong === undefined
        ? `${name} is ${withArticle(property.type.kind)}, and can hold what is no currency.`
        : `${name} has the value ${quote(wrong)}, which is not a currency of ISO 4217.`,
    hint:
      (wrong && didYouMean(wrong.toUpperCase(), CURRENCY_CODES)) ??
      "Make it an `enum` of the codes that you take, such as `values: [EUR, USD]`.",
  });
}

/** Reports a property that has the name under which the currency is sent, and is another thing. */
function refuseCurrencyProperty(
  report: Report,
  currency: Revenue["currency"] | undefined,
  at: Pointer,
  scope: EventScope,
): void {
  if (!scope.has(CURRENCY_PROPERTY) || currency === undefined) return;
  if (currency.kind === "property" && currency.property === CURRENCY_PROPERTY) return;
  report.add({
    code: "name-reserved",
    at: [...at.slice(0, -1), "properties", CURRENCY_PROPERTY],
    part: "key",
    message: "`currency` is sent with the event's revenue.",
    hint: "Remove the property, or name it as the source: `currency: { property: currency }`.",
    related: [{ at, part: "key", message: "The revenue is here." }],
  });
}

/** Reports a property that has the name under which `captureRevenue` takes the name of the event itself. */
function refuseEventProperty(report: Report, at: Pointer, scope: EventScope): void {
  if (!scope.has(EVENT_KEY)) return;
  report.add({
    code: "name-reserved",
    at: [...at.slice(0, -1), "properties", EVENT_KEY],
    part: "key",
    message: "`event` is where `captureRevenue` takes the name of an event with revenue.",
    hint: "Rename the property.",
    related: [{ at, part: "key", message: "The revenue is here." }],
  });
}
