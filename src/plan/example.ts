import { momentOf } from "../portable/timestamps.ts";
import type { JsonValue } from "../text/json.ts";
import type { IdForm } from "./ids/identity.ts";
import { exampleOfForm } from "./ids/forms.ts";
import { branchFor, isEnum, type Property, type PropertyType } from "./property.ts";
import { samplePattern } from "./sample-pattern.ts";

export type JsonObject = Readonly<Record<string, JsonValue>>;

const SAMPLE_UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

/** The example for a pattern without a sample. */
const UNKNOWN_TEXT = "…";

/**
 * A value of a property as it goes over the wire, for documentation: the constant, the author's example, the
 * default, or else a plain value that the type accepts. The same property gives the same value.
 */
export function exampleOf(property: Property): JsonValue {
  const { source, type } = property;
  if (source.kind === "const") return source.value;
  if (property.example !== undefined) return toWire(type, property.example);
  if (source.kind === "argument" && source.default !== undefined) return toWire(type, source.default);
  return sampleOf(type);
}

/** An id of a form, for documentation. */
export function exampleId(form: IdForm): string {
  return exampleOfForm(form) ?? form.prefix + UNKNOWN_TEXT;
}

/** Whether an example is better without it: it is deprecated, and may be left out. */
export function isOnItsWayOut({ deprecated, requiredWith, source }: Property): boolean {
  return (
    deprecated !== undefined && requiredWith === undefined && source.kind === "argument" && source.optional
  );
}

/**
 * What a caller would pass to send a value, or `undefined` when nothing need be passed: neither what is constant nor
 * what is sent by default, inside objects too.
 */
function toArgument({ source, type }: Property, sent: JsonValue): JsonValue | undefined {
  if (source.kind !== "argument") return undefined;
  const isDefault = source.default !== undefined && isSame(toWire(type, source.default), sent);
  return isDefault ? undefined : withoutFixed(type, sent);
}

function withoutFixed(type: PropertyType, sent: JsonValue): JsonValue {
  if (sent === null) return sent;
  switch (type.kind) {
    case "array":
      return (sent as readonly JsonValue[]).map((item) => withoutFixed(type.items.type, item));
    case "map":
      return mapValues(sent as JsonObject, (item) => withoutFixed(type.items.type, item));
    case "object":
      return { ...argumentsOf(type.properties, sent as JsonObject), ...furtherIn(type, sent as JsonObject) };
    default:
      return sent;
  }
}

/** What a caller would pass of a set of properties to send these values. */
export function argumentsOf(properties: readonly Property[], sent: JsonObject): JsonObject {
  const entries = properties.flatMap((property) => {
    const value = sent[property.name];
    const argument = value === undefined ? undefined : toArgument(property, value);
    return argument === undefined ? [] : [[property.name, argument] as const];
  });
  return Object.fromEntries(entries);
}

/** What a value that its type accepts becomes on its way: cut, in UTC, in lower case, with defaults filled in. */
export function toWire(type: PropertyType, value: JsonValue): JsonValue {
  if (value === null) return value;
  switch (type.kind) {
    case "string":
      return type.truncate === undefined ? value : [...String(value)].slice(0, type.truncate).join("");
    case "datetime":
      return inUtc(String(value));
    case "uuid":
      return String(value).toLowerCase();
    case "array":
      return (value as readonly JsonValue[]).map((item) => toWire(type.items.type, item));
    case "map":
      return mapValues(value as JsonObject, (item) => toWire(type.items.type, item));
    case "object":
      return {
        ...objectToWire(type.properties, value as JsonObject),
        ...furtherIn(type, value as JsonObject),
      };
    case "union": {
      const branch = branchFor(type, value);
      return branch === undefined ? value : toWire(branch, value);
    }
    default:
      return value;
  }
}

/** The same of all properties of an object or an event, in their order. What is computed is not among them. */
export function objectToWire(properties: readonly Property[], value: JsonObject): JsonObject {
  const entries = properties.flatMap((property) => {
    const { name, source, type } = property;
    if (source.kind === "const") return [[name, source.value] as const];
    const fallback = source.kind === "argument" ? source.default : undefined;
    const given = Object.hasOwn(value, name) ? value[name] : fallback;
    return given === undefined ? [] : [[name, toWire(type, given)] as const];
  });
  return Object.fromEntries(entries);
}

/** What an object has besides its properties. */
function furtherIn(
  { properties }: Extract<PropertyType, { readonly kind: "object" }>,
  value: JsonObject,
): JsonObject {
  const known = new Set(properties.map(({ name }) => name));
  return Object.fromEntries(Object.entries(value).filter(([name]) => !known.has(name)));
}

function sampleOf(type: PropertyType): JsonValue {
  switch (type.kind) {
    case "string":
      return sampleString(type);
    case "number":
      return clamp(1, type.min, type.max);
    case "integer":
      if (isEnum(type)) return type.values[0]?.value ?? 0;
      return clamp(1, type.min && Math.ceil(type.min), type.max && Math.floor(type.max));
    case "boolean":
      return true;
    case "datetime":
      return "2026-01-15T09:30:00.000Z";
    case "date":
      return "2026-01-15";
    case "uuid":
      return SAMPLE_UUID;
    case "url":
      return sampleUrl(type.schemes ?? []);
    case "email":
      return "ann@example.com";
    case "ip":
      return "192.0.2.1";
    case "json":
      return { key: "value" };
    case "enum":
      return type.values[0]?.value ?? UNKNOWN_TEXT;
    case "array": {
      const length = clamp(1, type.minItems, type.maxItems);
      return Array.from({ length }, () => sampleOf(type.items.type));
    }
    case "map":
      return { key: sampleOf(type.items.type) };
    case "object":
      return Object.fromEntries(
        type.properties
          .filter((property) => !isOnItsWayOut(property))
          .map((property) => [property.name, exampleOf(property)]),
      );
    case "union":
      return type.types[0] === undefined ? UNKNOWN_TEXT : sampleOf(type.types[0]);
    default:
      return type satisfies never;
  }
}

function sampleString(type: Extract<PropertyType, { kind: "string" }>): string {
  const { pattern, minLength = 0, maxLength = Infinity, truncate = Infinity } = type;
  if (pattern !== undefined) return samplePattern(pattern, minLength) ?? UNKNOWN_TEXT;
  const word = "text".repeat(Math.max(1, Math.ceil(minLength / "text".length)));
  return word.slice(0, Math.max(minLength, Math.min("text".length, maxLength, truncate)));
}

function sampleUrl(schemes: readonly string[]): string {
  const scheme = schemes.length === 0 || schemes.includes("https") ? "https" : schemes[0];
  return scheme === "mailto" ? "mailto:ann@example.com" : `${scheme}://example.com/`;
}

function inUtc(datetime: string): string {
  const time = momentOf(datetime);
  return Number.isNaN(time) ? datetime : new Date(time).toISOString();
}

function clamp(value: number, min = -Infinity, max = Infinity): number {
  return Math.max(min, Math.min(value, max));
}

function mapValues(value: JsonObject, change: (item: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
}

export function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
