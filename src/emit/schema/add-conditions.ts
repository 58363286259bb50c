import { FORMAT_KEYS } from "../../format/facts.ts";
import { KEYS_OF_TYPE, keysOf, TYPE_KEYS, type TypeKey, type TypeName } from "../../format/property-body.ts";
import { UNION_KINDS } from "../../plan/property.ts";
import { type JsonSchema, partOf, refTo, when } from "./json-schema.ts";

/**
 * Adds what one key asks of the others, which the format itself cannot say and reading refuses: an editor underlines an `array`
 * without `items` while it is written.
 */
export function addConditions(schema: JsonSchema): JsonSchema {
  const definitions = partOf(schema, ["definitions"]);
  for (const [name, conditions] of Object.entries(CONDITIONS)) definitions[name] = { allOf: conditions };
  for (const [name, ...path] of PLACES) {
    const place = partOf(schema, path);
    place["allOf"] = [...((place["allOf"] as readonly JsonSchema[] | undefined) ?? []), refTo(name)];
  }
  return schema;
}

/** A map whose key has one of some values. */
function has(key: string, ...values: readonly unknown[]): JsonSchema {
  // Of an `enum`, editors offer the values, though it is a condition.
  const allowed = values.length === 1 ? { const: values[0] } : { enum: values };
  return { properties: { [key]: allowed }, required: [key] };
}

/** A map whose key has another value than some. */
function hasOther(key: string, ...values: readonly unknown[]): JsonSchema {
  return { not: has(key, ...values), required: [key] };
}

/** A map whose key has no list with one of some values. */
function hasNoneOf(key: string, values: readonly unknown[]): JsonSchema {
  return { not: { properties: { [key]: { type: "array", contains: { enum: values } } } } };
}

/** A map without some keys. */
function without(...keys: readonly string[]): JsonSchema {
  return { properties: Object.fromEntries(keys.map((key) => [key, false])) };
}

/** What a type needs, unless a shared property has it. */
const NEEDED = {
  enum: "values",
  array: "items",
  map: "items",
  object: "properties",
} as const satisfies Partial<Record<TypeName, TypeKey>>;

/** A type of its own, which has all its keys itself. */
function isOwn(type: JsonSchema): JsonSchema {
  return { ...type, properties: { ...(type["properties"] as JsonSchema), use: false } };
}

const TYPE_CONDITIONS: readonly JsonSchema[] = [
  ...Object.entries(NEEDED).map(([type, key]) => when(isOwn(has("type", type)), { required: [key] })),
  ...TYPE_KEYS.map((key) => {
    const types = Object.entries(KEYS_OF_TYPE).flatMap(([type, keys]) => (keys.includes(key) ? [type] : []));
    const branches = UNION_KINDS.filter((kind) => keysOf([kind]).includes(key));
    const isOther = hasOther("type", ...types);
    return when(
      branches.length === 0 ? isOther : { allOf: [isOther, hasNoneOf("type", branches)] },
      without(key),
    );
  }),
  when(isOwn({ required: ["type", "pattern_unsafe"] }), { required: ["pattern"] }),
  when(has("type", "enum"), { properties: { values: { ...aList({ type: "string" }), minProperties: 1 } } }),
  when(has("type", "integer"), {
    properties: {
      values: {
        ...aList({ type: "integer" }),
        minProperties: 1,
        propertyNames: { pattern: "^(?:0|-?[1-9][0-9]*)$" },
      },
    },
  }),
];

function aList(items: JsonSchema): JsonSchema {
  return { items, minItems: 1, uniqueItems: true };
}

const TYPE_OR_USE = when({ required: ["use"] }, {}, { required: ["type"] });

const SOURCE_CONDITIONS: readonly JsonSchema[] = [
  when({ required: ["const"] }, without("default", "computed")),
  when({ required: ["computed"] }, without("default")),
  when(has("optional", true), without("default", "const")),
];

const EVENT_CONDITIONS: readonly JsonSchema[] = [
  when(has("source", "both"), { required: ["idempotency", "owner_side"] }, without("owner_side")),
  when({ required: ["deprecated"] }, has("status", "deprecated")),
];

const FORM_CONDITIONS: readonly JsonSchema[] = [
  when(has("format", "pattern"), { required: ["pattern"] }),
  when(has("format", "integer"), has("reused", false)),
  ...Object.entries(FORMAT_KEYS).map(([key, formats]) => when(hasOther("format", ...formats), without(key))),
];

/** Conditions by the name of their definition. */
const CONDITIONS: Readonly<Record<string, readonly JsonSchema[]>> = {
  typeKeys: TYPE_CONDITIONS,
  typeOrUse: [TYPE_OR_USE],
  sourceKeys: SOURCE_CONDITIONS,
  eventKeys: EVENT_CONDITIONS,
  formKeys: FORM_CONDITIONS,
};

/** Where each of them holds. */
const PLACES: readonly (readonly [name: string, ...path: string[]])[] = [
  ["typeKeys", "definitions", "propertyBody"],
  ["sourceKeys", "definitions", "propertyBody"],
  ["typeKeys", "definitions", "sharedProperty"],
  ["sourceKeys", "definitions", "sharedProperty"],
  ["typeOrUse", "definitions", "sharedProperty"],
  ["typeKeys", "definitions", "item"],
  ["typeOrUse", "definitions", "item"],
  ["eventKeys", "definitions", "event"],
  ["formKeys", "definitions", "idForm"],
  ["formKeys", "definitions", "actor"],
  ["formKeys", "properties", "identity", "properties", "user_id"],
];
