import { isRecord } from "../../text/json.ts";
import {
  branchFor,
  DEFAULT_MAX_LENGTH,
  type EnumType,
  isEnum,
  MAX_MAP_KEYS,
  type PropertyType,
} from "../../plan/property.ts";
import { isEmail, isIp, isUrl, isUuid, WEB_SCHEMES } from "../../portable/formats.ts";
import { isDate, momentOf } from "../../portable/timestamps.ts";
import { describe, oneOf, quote, TYPE_WORDS } from "../words.ts";
import { compilePattern, findPatternFault } from "./pattern.ts";

/** Why a type does not accept a value. */
export interface Refusal {
  /** Keys and indexes inside the value. */
  readonly path: readonly (string | number)[];
  /** The end of a sentence: "is above the maximum, 10". */
  readonly reason: string;
}

/** The same checks as at run time, so that both agree on every value. */
const FORMATS = {
  datetime: [(text) => !Number.isNaN(momentOf(text)), "a date and time such as `2026-01-31T12:00:00Z`"],
  date: [isDate, "a valid date such as `2026-01-31`"],
  uuid: [isUuid, "a UUID"],
  email: [isEmail, "an email address such as `ann@example.com`"],
  ip: [isIp, "an IPv4 or IPv6 address such as `192.0.2.1`"],
} as const satisfies Record<string, readonly [check: (text: string) => boolean, words: string]>;

/** Why a type does not accept a value; nothing when it does. Values are checked as they are sent: truncated. */
export function refusalOf(
  type: PropertyType,
  value: unknown,
  { nullable }: { readonly nullable: boolean },
): Refusal | undefined {
  if (value === null && nullable) return undefined;
  switch (type.kind) {
    case "string":
      return typeof value === "string" ? refusalOfText(type, value) : not("a string", value);
    case "number":
    case "integer":
      if (isEnum(type)) return refusalOfChoice(type, value);
      return typeof value === "number" ? refusalOfNumber(type, value) : not("a number", value);
    case "boolean":
      return typeof value === "boolean" ? undefined : not("`true` or `false`", value);
    case "enum":
      return refusalOfChoice(type, value);
    case "datetime":
    case "date":
    case "uuid":
    case "email":
    case "ip": {
      const [isOfFormat, words] = FORMATS[type.kind];
      return typeof value === "string" && isOfFormat(value) ? undefined : not(words, value);
    }
    case "url":
      return typeof value === "string" && isUrl(value, type.schemes) ? undefined : not(urlWords(type), value);
    case "json":
      return refusalOfJson(value);
    case "array":
      return Array.isArray(value) ? refusalOfList(type, value) : not("a list", value);
    case "map":
      return isRecord(value) ? refusalOfMap(type, value) : not("a map", value);
    case "object":
      return isRecord(value) ? refusalOfObject(type, value) : not("a map", value);
    case "union": {
      const branch = branchFor(type, value);
      const words = type.types.map(({ kind }) => TYPE_WORDS[kind]);
      return branch === undefined
        ? not(words.join(" or "), value)
        : refusalOf(branch, value, { nullable: false });
    }
    default:
      return type satisfies never;
  }
}

type TypeOf<Kind extends PropertyType["kind"]> = Extract<PropertyType, { readonly kind: Kind }>;

function not(words: string, value: unknown): Refusal {
  return { path: [], reason: `must be ${words}, but is ${describe(value)}` };
}

function refusalOfChoice({ values }: EnumType, value: unknown): Refusal | undefined {
  return values.some((known) => known.value === value)
    ? undefined
    : not(oneOf(values.map((known) => String(known.value))), value);
}

/** Whether JSON can hold a value of YAML: it has no infinity, for example. */
function isJson(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).every(isJson);
  return typeof value === "number" ? Number.isFinite(value) : value !== undefined;
}

function refusalOfJson(value: unknown): Refusal | undefined {
  return isJson(value) ? undefined : { path: [], reason: "is not valid JSON" };
}

function urlWords({ schemes = WEB_SCHEMES }: TypeOf<"url">): string {
  return `a URL that starts with ${oneOf(schemes.map((scheme) => `${scheme}:`))}`;
}

function refusalOfText(type: TypeOf<"string">, value: string): Refusal | undefined {
  const length = [...value].length;
  const max = Math.min(type.maxLength ?? DEFAULT_MAX_LENGTH, type.truncate ?? Infinity);
  if (length < (type.minLength ?? 0)) {
    return { path: [], reason: `has ${length} characters, fewer than ${type.minLength}` };
  }
  if (length > max) return { path: [], reason: `has ${length} characters, more than ${max}` };
  // A pattern with `pattern_unsafe` could hang on this very value.
  if (type.pattern === undefined || findPatternFault(type.pattern, undefined) !== undefined) return undefined;
  if (compilePattern(type.pattern).test(value)) return undefined;
  return { path: [], reason: `does not match the pattern ${quote(type.pattern)}` };
}

function refusalOfNumber(type: TypeOf<"number" | "integer">, value: number): Refusal | undefined {
  if (!Number.isFinite(value)) return { path: [], reason: "is not a finite number" };
  if (type.kind === "integer" && !Number.isSafeInteger(value)) {
    return { path: [], reason: `is ${value}, which is not an integer that JavaScript represents exactly` };
  }
  if (type.min !== undefined && value < type.min) {
    return { path: [], reason: `is ${value}, below the minimum ${type.min}` };
  }
  if (type.max !== undefined && value > type.max) {
    return { path: [], reason: `is ${value}, above the maximum ${type.max}` };
  }
  return undefined;
}

function refusalOfList(type: TypeOf<"array">, value: readonly unknown[]): Refusal | undefined {
  if (value.length < (type.minItems ?? 0)) {
    return { path: [], reason: `has ${value.length} items, fewer than ${type.minItems}` };
  }
  if (value.length > (type.maxItems ?? Infinity)) {
    return { path: [], reason: `has ${value.length} items, more than ${type.maxItems}` };
  }
  return firstRefusal(value.entries(), (item) => refusalOf(type.items.type, item, type.items));
}

function refusalOfMap(type: TypeOf<"map">, value: Readonly<Record<string, unknown>>): Refusal | undefined {
  const entries = Object.entries(value);
  if (entries.length > MAX_MAP_KEYS) {
    return { path: [], reason: `has ${entries.length} keys, more than ${MAX_MAP_KEYS}` };
  }
  return firstRefusal(entries, (item) => refusalOf(type.items.type, item, type.items));
}

function refusalOfObject(
  { properties, additional }: TypeOf<"object">,
  value: Readonly<Record<string, unknown>>,
): Refusal | undefined {
  const known = new Map(properties.map((property) => [property.name, property]));
  const unknown = Object.keys(value).find((key) => !known.has(key));
  if (additional === undefined && unknown !== undefined)
    return { path: [unknown], reason: "is not a property of the object" };
  const missing = properties.find(
    ({ name, source }) =>
      source.kind === "argument" &&
      !source.optional &&
      source.default === undefined &&
      !Object.hasOwn(value, name),
  );
  if (missing !== undefined) return { path: [], reason: `is missing ${quote(missing.name)}` };
  return firstRefusal(Object.entries(value), (item, key) => {
    const property = known.get(key);
    return property === undefined ? refusalOfJson(item) : refusalOf(property.type, item, property);
  });
}

function firstRefusal<Key extends string | number>(
  entries: Iterable<[Key, unknown]>,
  judge: (item: unknown, key: Key) => Refusal | undefined,
): Refusal | undefined {
  for (const [key, item] of entries) {
    const refusal = judge(item, key);
    if (refusal !== undefined) return { ...refusal, path: [key, ...refusal.path] };
  }
  return undefined;
}
