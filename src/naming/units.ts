import { splitWords } from "./name-style.ts";

/** A unit that names carry at their end, as `duration_seconds` does. */
export interface NamedUnit {
  /** As it is best declared. */
  readonly unit: string;
  readonly kind: "money" | "other";
}

interface UnitWords extends NamedUnit {
  /** The last word of a name. */
  readonly inNames: readonly string[];
  /** Words of a declared unit that mean the same. */
  readonly inUnits: readonly string[];
}

/** Currencies that names end with. Codes that are words, such as `TRY` and `TOP`, are none here. */
const CURRENCIES =
  "AED AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN SAR SEK SGD THB TWD UAH USD VND ZAR";

const CURRENCY_WORDS: Readonly<Record<string, readonly string[]>> = {
  USD: ["$", "dollar", "dollars"],
  EUR: ["€", "euro", "euros"],
  GBP: ["£", "pound", "pounds"],
  JPY: ["¥", "yen"],
};

const same = (...words: readonly string[]): Pick<UnitWords, "inNames" | "inUnits"> => ({
  inNames: words,
  inUnits: words,
});

const UNITS: readonly UnitWords[] = [
  ...CURRENCIES.split(" ").map((code): UnitWords => ({
    unit: code,
    kind: "money",
    inNames: [code.toLowerCase()],
    inUnits: [code.toLowerCase(), ...(CURRENCY_WORDS[code] ?? [])],
  })),
  { unit: "cents", kind: "money", ...same("cents", "cent") },
  { unit: "milliseconds", kind: "other", ...same("ms", "millis", "msec", "milliseconds", "millisecond") },
  {
    unit: "seconds",
    kind: "other",
    inNames: ["seconds", "second", "secs", "sec"],
    inUnits: ["seconds", "second", "secs", "sec", "s"],
  },
  {
    unit: "minutes",
    kind: "other",
    // Not `min`: `price_min` is the least price.
    inNames: ["minutes", "minute", "mins"],
    inUnits: ["minutes", "minute", "mins", "min"],
  },
  { unit: "hours", kind: "other", inNames: ["hours", "hrs"], inUnits: ["hours", "hour", "hrs", "h"] },
  { unit: "days", kind: "other", inNames: ["days"], inUnits: ["days", "day", "d"] },
  { unit: "weeks", kind: "other", inNames: ["weeks"], inUnits: ["weeks", "week"] },
  { unit: "months", kind: "other", inNames: ["months"], inUnits: ["months", "month"] },
  { unit: "years", kind: "other", inNames: ["years"], inUnits: ["years", "year"] },
  {
    unit: "percent",
    kind: "other",
    inNames: ["percent", "pct", "percentage"],
    inUnits: ["percent", "%", "pct", "percentage"],
  },
  { unit: "bytes", kind: "other", inNames: ["bytes"], inUnits: ["bytes", "byte", "b"] },
  { unit: "kB", kind: "other", inNames: ["kb", "kilobytes"], inUnits: ["kb", "kilobytes", "kib"] },
  { unit: "MB", kind: "other", inNames: ["mb", "megabytes"], inUnits: ["mb", "megabytes", "mib"] },
  { unit: "GB", kind: "other", inNames: ["gb", "gigabytes"], inUnits: ["gb", "gigabytes", "gib"] },
  {
    unit: "km",
    kind: "other",
    inNames: ["km", "kilometers", "kilometres"],
    inUnits: ["km", "kilometers", "kilometres"],
  },
  { unit: "kg", kind: "other", inNames: ["kg", "kilograms"], inUnits: ["kg", "kilograms", "kilogrammes"] },
];

const BY_NAME: ReadonlyMap<string, UnitWords> = new Map(
  UNITS.flatMap((unit) => unit.inNames.map((word) => [word, unit] as const)),
);

const BY_UNIT: ReadonlyMap<string, UnitWords> = new Map(
  UNITS.flatMap((unit) => unit.inUnits.map((word) => [word, unit] as const)),
);

/**
 * The unit that a name ends with, if any.
 *
 * @example unitInName("duration_ms")?.unit // "milliseconds"
 * @example unitInName("requests_per_second") // undefined
 */
export function unitInName(name: string): NamedUnit | undefined {
  const words = splitWords(name);
  return words.length < 2 || words.at(-2) === "per" ? undefined : BY_NAME.get(words.at(-1) ?? "");
}

/**
 * The units that a declared unit speaks of: none for one that is not known, such as `people`.
 *
 * @example unitsIn("US dollars").map(({ unit }) => unit) // ["USD"]
 */
export function unitsIn(declared: string): readonly NamedUnit[] {
  const words = declared.toLowerCase().match(/[a-z]+|[$€£¥%]/gu) ?? [];
  return [...new Set(words.flatMap((word) => BY_UNIT.get(word) ?? []))];
}
