import type { NewType } from "../../edit/new-event.ts";
import { DEFAULT_MAX_LENGTH } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import type { Facets } from "./facets.ts";
import type { TypeContext } from "./type-context.ts";
import { planPattern } from "./pattern.ts";

/** The items of a list. */
export function listOf(at: { readonly value: unknown } | undefined): readonly unknown[] {
  return Array.isArray(at?.value) ? at.value : [];
}

/** The formats of JSON Schema that are types of the plan, and what the plan accepts otherwise. */
const FORMATS: Readonly<
  Record<string, { readonly type: string; readonly change?: readonly ["widened" | "closed", string, string] }>
> = {
  "date-time": { type: "datetime" },
  date: { type: "date" },
  uuid: { type: "uuid" },
  email: { type: "email" },
  uri: { type: "url", change: ["closed", "any URI", "a URL with `http` or `https`"] },
  url: { type: "url" },
  ipv4: { type: "ip", change: ["widened", "an IPv4 address", "an IPv4 or IPv6 address"] },
  ipv6: { type: "ip", change: ["widened", "an IPv6 address", "an IPv4 or IPv6 address"] },
};

type StringKeys = Pick<NewType, "pattern" | "min_length" | "max_length" | "schemes">;

/** The keys of a string, or the type that its format is. */
export function stringKeys(
  facets: Facets,
  context: TypeContext,
  kind: "string" | "union",
): { readonly format?: string; readonly keys: StringKeys } {
  const at = facets.keywords.get("format");
  const format = kind === "string" && typeof at?.value === "string" ? lookUp(at.value) : undefined;
  if (at !== undefined && format === undefined) {
    context.lose(at, { kind: "widened", what: "format", from: quote(at.value), to: "any text" });
  }
  if (at === undefined || format === undefined) return { keys: textKeys(facets, context) };
  const schemes = format.type === "url" ? schemesOf(facets.keywords.get("pattern")) : undefined;
  if (format.change !== undefined && schemes === undefined) {
    const [change, from, to] = format.change;
    context.lose(at, { kind: change, what: "format", from, to });
  }
  for (const key of ["pattern", "minLength", "maxLength"]) {
    const limit = facets.keywords.get(key);
    if (limit === undefined || (key === "pattern" && schemes !== undefined)) continue;
    context.lose(limit, { kind: "dropped", what: key, why: `the type \`${format.type}\` has no such key` });
  }
  const isWeb = schemes?.toSorted().join(" ") === "http https";
  return { format: format.type, keys: schemes === undefined || isWeb ? {} : { schemes } };
}

/** The schemes of URLs that a pattern names and nothing else: `^https?:`, or each letter in either case. */
function schemesOf(pattern: { readonly value: unknown } | undefined): readonly string[] | undefined {
  if (typeof pattern?.value !== "string") return undefined;
  const [, list = ""] =
    /^\^(?:\(\?:(.+)\)|([a-z]+s?\??)):(?:\/\/)?$/u.exec(pattern.value)?.filter(Boolean) ?? [];
  const names = list
    .replaceAll(/\[([a-z])[A-Z]\]/gu, "$1")
    .replaceAll(/\\([.+])/gu, "$1")
    .split("|")
    .flatMap((name) => (name.endsWith("s?") ? [name.slice(0, -2), name.slice(0, -1)] : [name]));
  return names.every((name) => /^[a-z][a-z0-9+.-]*$/u.test(name)) ? names : undefined;
}

function lookUp(format: string): (typeof FORMATS)[string] | undefined {
  return Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
}

function textKeys(facets: Facets, context: TypeContext): StringKeys {
  const { min_length, max_length } = sizeKeys(facets, context, ["minLength", "maxLength"]);
  const isLong = min_length !== undefined && max_length === undefined && min_length > DEFAULT_MAX_LENGTH;
  return {
    ...patternKey(facets, context),
    ...(min_length !== undefined && min_length > 0 && { min_length }),
    ...(max_length !== undefined && max_length !== DEFAULT_MAX_LENGTH && { max_length }),
    ...(isLong && { max_length: min_length }),
  };
}

function patternKey({ keywords }: Facets, context: TypeContext): Pick<NewType, "pattern"> {
  const at = keywords.get("pattern");
  if (at === undefined) return {};
  const pattern = typeof at.value === "string" ? planPattern(at.value) : undefined;
  if (pattern !== undefined) return { pattern };
  const from = `${quote(at.value)}, which is not valid with the flag \`u\` or may be slow`;
  context.lose(at, { kind: "widened", what: "pattern", from, to: "any text" });
  return {};
}

type SizeKey = "minLength" | "maxLength" | "minItems" | "maxItems";

const SIZE_KEYS = {
  minLength: "min_length",
  maxLength: "max_length",
  minItems: "min_items",
  maxItems: "max_items",
} as const satisfies Record<SizeKey, keyof NewType>;

type SizeLimits = Pick<NewType, (typeof SIZE_KEYS)[SizeKey]>;

/** Counts of characters or items. What is no count, or above its upper limit, is dropped. */
export function sizeKeys(
  facets: Facets,
  context: TypeContext,
  keys: readonly [low: SizeKey, high: SizeKey],
): SizeLimits {
  const [low, high] = keys.map((key) => limitOf(facets, context, key, isCount));
  if (low !== undefined && high !== undefined && low > high) {
    dropInverted(facets, context, keys);
    return {};
  }
  return {
    ...(low !== undefined && { [SIZE_KEYS[keys[0]]]: low }),
    ...(high !== undefined && { [SIZE_KEYS[keys[1]]]: high }),
  };
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** The number of a keyword. */
function limitOf(
  { keywords }: Facets,
  context: TypeContext,
  key: string,
  isValid: (value: unknown) => boolean,
): number | undefined {
  const at = keywords.get(key);
  if (at === undefined) return undefined;
  if (isValid(at.value)) return Number(at.value) + 0;
  context.lose(at, {
    kind: "dropped",
    what: key,
    why: `${quote(at.value)} is no limit that the plan can have`,
  });
  return undefined;
}

function dropInverted({ keywords }: Facets, context: TypeContext, keys: readonly [string, string]): void {
  const at = keywords.get(keys[0]);
  if (at === undefined) return;
  const why = `it is above \`${keys[1]}\`, so that no value fits`;
  context.lose(at, { kind: "dropped", what: keys[0], why });
}

/** The limits of a number. A limit that is itself excluded is the next integer, or accepted. */
export function numberKeys(
  facets: Facets,
  context: TypeContext,
  kind: "number" | "integer",
): Pick<NewType, "min" | "max"> {
  const min = boundOf(facets, context, { kind, key: "minimum", excluded: "exclusiveMinimum", step: 1 });
  const max = boundOf(facets, context, { kind, key: "maximum", excluded: "exclusiveMaximum", step: -1 });
  const isEmpty = kind === "integer" ? Math.ceil(min ?? -Infinity) > Math.floor(max ?? Infinity) : false;
  if ((min !== undefined && max !== undefined && min > max) || isEmpty) {
    dropInverted(facets, context, ["minimum", "maximum"]);
    return {};
  }
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

interface Bound {
  readonly kind: "number" | "integer";
  readonly key: "minimum" | "maximum";
  readonly excluded: "exclusiveMinimum" | "exclusiveMaximum";
  /** Where the values are that it leaves. */
  readonly step: 1 | -1;
}

function boundOf(
  facets: Facets,
  context: TypeContext,
  { kind, key, excluded, step }: Bound,
): number | undefined {
  const { keywords } = facets;
  const exclusive = keywords.get(excluded);
  // Draft 4 has `true` beside the limit.
  const isBeside = typeof exclusive?.value === "boolean";
  const isOutside = exclusive !== undefined && exclusive.value !== false;
  const limits = [
    { value: limitOf(facets, context, key, Number.isFinite), isOutside: isBeside && isOutside },
    { value: isBeside ? undefined : limitOf(facets, context, excluded, Number.isFinite), isOutside: true },
  ].flatMap(({ value, isOutside: without }) =>
    value === undefined
      ? []
      : [{ value: kind === "integer" ? nextInteger(value, step, without) : value, without }],
  );
  const [tightest] = limits.toSorted((a, b) => (b.value - a.value) * step);
  if (tightest === undefined) return undefined;
  const at = keywords.get(key) ?? exclusive ?? facets.at;
  if (kind === "integer" && !Number.isSafeInteger(tightest.value)) {
    const to = "JavaScript's safe range";
    context.lose(at, { kind: "closed", what: key, from: String(tightest.value), to });
    return undefined;
  }
  if (kind === "number" && tightest.without && exclusive !== undefined) {
    const [from, to] =
      step === 1
        ? [`more than ${tightest.value}`, `${tightest.value} or more`]
        : [`less than ${tightest.value}`, `${tightest.value} or less`];
    context.lose(exclusive, { kind: "widened", what: excluded, from, to });
  }
  return tightest.value;
}

function nextInteger(value: number, step: 1 | -1, isOutside: boolean): number {
  const whole = step === 1 ? Math.ceil(value) : Math.floor(value);
  return (isOutside && whole === value ? whole + step : whole) + 0;
}
