import type { Revenue } from "./plan.ts";
import type { Property } from "./property.ts";

/**
 * All values of a property that holds a currency: those of an enum, or a constant.
 *
 * @returns `undefined` for a property that can hold other values, and so no currency
 */
export function valuesOfCurrency({ source, type }: Property): readonly string[] | undefined {
  if (source.kind === "const") return typeof source.value === "string" ? [source.value] : undefined;
  return type.kind === "enum" ? type.values.map(({ value }) => value) : undefined;
}

/** The currencies that an event's revenue can have. */
export function currenciesOf({ currency }: Revenue, properties: readonly Property[]): readonly string[] {
  if (currency.kind === "code") return [currency.code];
  const holder = properties.find(({ name }) => name === currency.property);
  return (holder && valuesOfCurrency(holder)) ?? [];
}

/**
 * The currencies in use, by their codes of ISO 4217 (list one of 1 January 2026, without funds, metals and test codes).
 * A table of our own, because the list in the JavaScript engine differs between versions.
 *
 * @see https://www.six-group.com/en/products-services/financial-information/data-standards.html
 */
export const CURRENCY_CODES: ReadonlySet<string> = new Set(
  [
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP",
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF",
    "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD",
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB",
    "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD",
    "UYU UZS VES VED VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG",
  ].flatMap((line) => line.split(" ")),
);
