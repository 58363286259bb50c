import { CURRENCY_CODES, valuesOfCurrency } from "../../plan/currency.ts";
import type { Revenue } from "../../plan/plan.ts";
import { nameOfType, type Pointer, type Property } from "../../plan/property.ts";
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
  refuseReservedNames(report, currency, at, scope);
  if (revenue.amount === undefined) return undefined;
  const amount = scope.find(revenue.amount, [...at, "amount"]);
  if (amount !== undefined && amount.type.kind !== "number" && amount.type.kind !== "integer") {
    report.add({
      code: "revenue-amount",
      at: [...at, "amount"],
      message: `${quote(amount.name)} is ${withArticle(nameOfType(amount.type))}, but an amount must be a number.`,
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
    message: `${quote(code)} is not an ISO 4217 currency code.`,
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
        ? `${name} is ${withArticle(nameOfType(property.type))}, and can contain values that are not ISO 4217 codes.`
        : `${name} has the value ${quote(wrong)}, which is not a currency of ISO 4217.`,
    hint:
      (wrong && didYouMean(wrong.toUpperCase(), CURRENCY_CODES)) ??
      "Make it an `enum` of the codes that you take, such as `values: [EUR, USD]`.",
  });
}

/** Reports properties whose names revenue needs: for the currency that is sent, and for the event's name in `captureRevenue`. */
function refuseReservedNames(
  report: Report,
  currency: Revenue["currency"] | undefined,
  at: Pointer,
  scope: EventScope,
): void {
  const refuse = (name: string, message: string, hint: string): void => {
    if (!scope.has(name)) return;
    report.add({
      code: "name-reserved",
      at: [...at.slice(0, -1), "properties", name],
      part: "key",
      message,
      hint,
      related: [{ at, part: "key", message: "The revenue is here." }],
    });
  };
  const isItsCurrency = currency?.kind === "property" && currency.property === CURRENCY_PROPERTY;
  if (currency !== undefined && !isItsCurrency) {
    refuse(
      CURRENCY_PROPERTY,
      "`currency` is sent with the event's revenue.",
      "Remove the property, or name it as the source: `currency: { property: currency }`.",
    );
  }
  refuse(EVENT_KEY, "`captureRevenue` takes the name of the event as `event`.", "Rename the property.");
}
