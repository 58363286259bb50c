import type { Revenue } from "../../plan/plan.ts";
import type { Pointer, Property } from "../../plan/property.ts";
import { didYouMean } from "../../text/nearest.ts";
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

function checkCurrencyProperty(report: Report, { name, type }: Property, at: Pointer): void {
  if (type.kind === "string") return;
  if (type.kind !== "enum") {
    report.add({
      code: "revenue-currency",
      at,
      message: `${quote(name)} is ${withArticle(type.kind)}, and cannot hold a currency.`,
      hint: "Name a `string` or `enum` property.",
    });
    return;
  }
  const wrong = type.values.find(({ value }) => !CURRENCY_CODES.has(value));
  if (wrong === undefined) return;
  report.add({
    code: "revenue-currency",
    at,
    message: `${quote(name)} has the value ${quote(wrong.value)}, which is not a currency of ISO 4217.`,
    hint: didYouMean(wrong.value, CURRENCY_CODES) ?? "Its values have to be codes such as `USD`.",
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

/**
 * The currencies in use, by their codes of ISO 4217 (list one of 1 January 2026, without funds, metals and test codes).
 * A table of our own, because the list in the JavaScript engine differs between versions.
 *
 * @see https://www.six-group.com/en/products-services/financial-information/data-standards.html
 */
const CURRENCY_CODES: ReadonlySet<string> = new Set(
  [
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP",
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF",
    "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD",
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB",
    "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD",
    "UYU UZS VES VED VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG",
  ].flatMap((line) => line.split(" ")),
);
