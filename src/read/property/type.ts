import {
  KEYS_OF_TYPE,
  keysOf,
  TYPE_KEYS,
  type TypeKey,
  type TypeName,
  type UnionName,
} from "../../format/property-body.ts";
import {
  DEFAULT_MAX_LENGTH,
  type Item,
  type Pointer,
  type PropertyType,
  UNION_KINDS,
  type UnionBranch,
} from "../../plan/property.ts";
import type { Reading } from "../reading.ts";
import { oneOf, quote, thousands } from "../words.ts";
import { readEnum, readIntegerValues } from "./enum-type.ts";
import { type ContentKey, type ResolvedProperty, SIMILAR_KEYS, blame, has } from "./property-content.ts";
import { findPatternFault } from "./pattern.ts";
import { resolveProperty } from "./resolve.ts";

/** Reads the type of a property or an item. Nothing when it is invalid, which was reported. */
export function readType(reading: Reading, body: ResolvedProperty): PropertyType | undefined {
  const { keys, own, base } = body;
  const changed = Object.hasOwn(own, "type") || TYPE_KEYS.some((key) => Object.hasOwn(own, key));
  if (base !== undefined && !changed) return reading.typeOfShared(base, body.at);
  if (keys.type === undefined) return undefined;

  const before = reading.report.errorCount();
  checkKeys(reading, body, keys.type);
  const type =
    typeof keys.type === "string" ? readKind(reading, body, keys.type) : readUnion(reading, body, keys.type);
  if (type !== undefined && sizeOf(type) > MAX_PARTS) reportSize(reading, body);
  return reading.report.errorCount() === before ? type : undefined;
}

/** The limit of properties and items in one type: every use of it is generated in full. */
const MAX_PARTS = 2000;

/** A cache: shared types are parts of many others. */
const sizes = new WeakMap<PropertyType, number>();

/** The number of properties and items of a type, including nested ones. */
function sizeOf(type: PropertyType): number {
  const known = sizes.get(type);
  if (known !== undefined) return known;
  let size = 1;
  if (type.kind === "object") for (const property of type.properties) size += sizeOf(property.type);
  else if (type.kind === "array" || type.kind === "map") size += sizeOf(type.items.type);
  sizes.set(type, size);
  return size;
}

function reportSize({ report }: Reading, { at }: ResolvedProperty): void {
  report.add({
    code: "type-too-large",
    at,
    part: "key",
    message: `The type has more than ${thousands(MAX_PARTS)} properties and items.`,
    hint: "Make a part of it `json`.",
  });
}

/** Reports keys of other types, such as `min` on a string. */
function checkKeys({ report }: Reading, body: ResolvedProperty, type: TypeName | readonly UnionName[]): void {
  const known = keysOf(type);
  for (const key of TYPE_KEYS) {
    if (known.includes(key) || !has(body.keys, key)) continue;
    const at = blame(body, key, "type");
    if (at === undefined) continue;
    const meant = SIMILAR_KEYS[key]?.find((similar) => known.includes(similar));
    report.add({
      code: "key-not-for-type",
      at,
      part: "key",
      message: `${quote(key)} is not a key of the type ${quote(typeof type === "string" ? type : `[${type.join(", ")}]`)}.`,
      hint: meant ? `Did you mean ${quote(meant)}?` : hintTypes(key),
    });
  }
}

function hintTypes(key: TypeKey): string {
  const types = Object.entries(KEYS_OF_TYPE).filter(([, keys]) => keys.includes(key));
  return `It is a key of ${oneOf(types.map(([name]) => name))}.`;
}

function readKind(reading: Reading, body: ResolvedProperty, kind: TypeName): PropertyType | undefined {
  switch (kind) {
    case "string":
      return readString(reading, body);
    case "number":
      return readNumber(reading, body, kind);
    case "integer": {
      const limits = readNumber(reading, body, kind);
      return Object.hasOwn(body.keys, "values") ? readIntegerValues(reading, body, limits) : limits;
    }
    case "enum":
      return readEnum(reading, body);
    case "array":
    case "map":
      return readCollection(reading, body, kind);
    case "object":
      return readObject(reading, body);
    case "boolean":
    case "datetime":
    case "date":
    case "uuid":
    case "email":
    case "ip":
    case "json":
      return { kind };
    case "url":
      return { kind, schemes: body.keys.schemes && [...new Set(body.keys.schemes)] };
    default:
      return kind satisfies never;
  }
}

/** Reads a list of types. Each key belongs to the one that has it. */
function readUnion(reading: Reading, body: ResolvedProperty, names: readonly UnionName[]): PropertyType {
  checkApart(reading, body, names);
  const types = UNION_KINDS.filter((kind) => names.includes(kind)).map((kind): UnionBranch => {
    if (kind === "string") return readString(reading, body);
    return kind === "boolean" ? { kind } : readNumber(reading, body, kind);
  });
  return { kind: "union", types };
}

/** Reports types of which a value can have two. */
function checkApart({ report }: Reading, body: ResolvedProperty, names: readonly UnionName[]): void {
  const at = blame(body, "type");
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  const isTwice = names.includes("number") && names.includes("integer");
  if (at === undefined || (repeated === undefined && !isTwice)) return;
  report.add({
    code: "types-overlap",
    at,
    message:
      repeated === undefined
        ? "`type` has both `number` and `integer`, but every integer is a number."
        : `\`type\` has ${quote(repeated)} twice.`,
    hint: "Remove one of the two.",
  });
}

type TypeOf<Kind extends PropertyType["kind"]> = Extract<PropertyType, { readonly kind: Kind }>;

function readString(reading: Reading, body: ResolvedProperty): TypeOf<"string"> {
  const { pattern, min_length: minLength, max_length: maxLength, truncate } = body.keys;
  checkRange(reading, body, ["min_length", "max_length"], DEFAULT_MAX_LENGTH);
  checkRange(reading, body, ["min_length", "truncate"]);
  checkRange(reading, body, ["truncate", "max_length"], DEFAULT_MAX_LENGTH);
  checkPattern(reading, body);
  return { kind: "string", pattern, minLength, maxLength, truncate };
}

function checkPattern({ report }: Reading, body: ResolvedProperty): void {
  const { pattern, pattern_unsafe: reason } = body.keys;
  if (pattern === undefined) {
    const at = blame(body, "pattern_unsafe");
    if (reason === undefined || at === undefined || Object.hasOwn(body.keys, "pattern")) return;
    report.add({
      code: "key-without-partner",
      at,
      part: "key",
      message: "`pattern_unsafe` has no effect without `pattern`.",
      hint: "Remove it.",
    });
    return;
  }
  const fault = findPatternFault(pattern, reason);
  const at = blame(body, "pattern", "pattern_unsafe");
  if (fault !== undefined && at !== undefined) report.add({ at, part: "value", ...fault });
}

function readNumber<Kind extends "number" | "integer">(
  reading: Reading,
  body: ResolvedProperty,
  kind: Kind,
): { readonly kind: Kind; readonly min: number | undefined; readonly max: number | undefined } {
  const { min, max } = body.keys;
  checkRange(reading, body, ["min", "max"]);
  if (kind === "integer" && min !== undefined && max !== undefined && min <= max) {
    const message = `There is no integer between \`min\` (${min}) and \`max\` (${max}).`;
    if (Math.ceil(min) > Math.floor(max)) reportRange(reading, body, ["min", "max"], message);
  }
  return { kind, min, max };
}

type LimitKey = "min" | "max" | "min_length" | "max_length" | "truncate" | "min_items" | "max_items";

/** Reports a lower limit above its upper limit, which may have a default. */
function checkRange(
  reading: Reading,
  body: ResolvedProperty,
  keys: readonly [low: LimitKey, high: LimitKey],
  defaultHigh?: number,
): void {
  const [low, high] = keys.map((key) => body.keys[key]);
  const max = high ?? defaultHigh;
  if (low === undefined || max === undefined || low <= max) return;
  const limit = `${max}${high === undefined ? " by default" : ""}`;
  reportRange(reading, body, keys, `\`${keys[0]}\` (${low}) is above \`${keys[1]}\` (${limit}).`);
}

function reportRange(
  { report }: Reading,
  body: ResolvedProperty,
  keys: readonly LimitKey[],
  message: string,
): void {
  const at = blame(body, ...keys);
  if (at !== undefined) report.add({ code: "range-inverted", at, message, hint: "Correct one of the two." });
}

function readCollection(
  reading: Reading,
  body: ResolvedProperty,
  kind: "array" | "map",
): PropertyType | undefined {
  const { items, min_items: minItems, max_items: maxItems } = body.keys;
  checkRange(reading, body, ["min_items", "max_items"]);
  if (items === undefined) return reportMissing(reading, body, "items");
  const item = readItem(reading, items, originOf(reading, body, "items"));
  if (item === undefined) return undefined;
  return kind === "map" ? { kind, items: item } : { kind, items: item, minItems, maxItems };
}

function readItem(
  reading: Reading,
  body: NonNullable<ResolvedProperty["keys"]["items"]>,
  at: Pointer,
): Item | undefined {
  const resolved = resolveProperty(reading, { name: undefined, body, at });
  const type = resolved && readType(reading, resolved);
  if (resolved === undefined || type === undefined) return undefined;
  const { nullable = false, description } = resolved.keys;
  return { type, nullable, description, use: resolved.base };
}

function readObject(reading: Reading, body: ResolvedProperty): PropertyType | undefined {
  const { properties, additional } = body.keys;
  if (properties === undefined) return reportMissing(reading, body, "properties");
  const before = reading.report.errorCount();
  const read = reading.readNested(properties, originOf(reading, body, "properties"));
  const complete = read.length === Object.keys(properties).length;
  return complete && reading.report.errorCount() === before
    ? { kind: "object", properties: read, additional }
    : undefined;
}

function reportMissing({ report }: Reading, body: ResolvedProperty, key: "items" | "properties"): undefined {
  const at = blame(body, "type");
  if (at === undefined || Object.hasOwn(body.keys, key)) return undefined;
  report.add({
    code: "missing-key",
    at,
    message: `The type ${quote(body.keys.type)} requires ${quote(key)}.`,
    hint: `Add \`${key}:\`.`,
  });
  return undefined;
}

/** Where a key is written: at the property itself, or at its shared property. */
function originOf(reading: Reading, body: ResolvedProperty, key: ContentKey): Pointer {
  let holder = body;
  while (!Object.hasOwn(holder.own, key) && holder.base !== undefined) {
    holder = reading.shared.find(holder.base) ?? { ...holder, base: undefined };
  }
  return [...holder.at, key];
}

/** How deep objects may contain shared properties that are objects. */
const MAX_NESTING = 20;

/**
 * Reads the type of each shared property once, and reports an object that contains itself.
 *
 * @param reading - later, because it needs the result
 */
export function createSharedTypes(reading: () => Reading): Reading["typeOfShared"] {
  const types = new Map<string, PropertyType | undefined>();
  const open: string[] = [];
  return (name, at) => {
    if (types.has(name)) return types.get(name);
    if (open.includes(name) || open.length >= MAX_NESTING) {
      reportNesting(reading(), [...open.slice(Math.max(0, open.indexOf(name))), name], at);
      return undefined;
    }
    const body = reading().shared.find(name);
    open.push(name);
    const type = body && readType(reading(), body);
    open.pop();
    types.set(name, type);
    return type;
  };
}

function reportNesting({ report }: Reading, chain: readonly string[], at: Pointer): void {
  const circular = chain.at(0) === chain.at(-1);
  report.add({
    code: circular ? "use-cycle" : "type-too-large",
    at,
    part: "key",
    message: circular
      ? `The property contains itself: ${chain.map(quote).join(" → ")}.`
      : `Shared properties contain one another more than ${MAX_NESTING} levels deep.`,
    hint: "Remove it, or make it a `json`.",
  });
}
