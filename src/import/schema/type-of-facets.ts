import type { NewProperty, NewType } from "../../edit/new-event.ts";
import { DEFAULT_MAX_LENGTH, UNION_KINDS } from "../../plan/property.ts";
import { findNameFault } from "../../read/names.ts";
import type { JsonValue } from "../../text/json.ts";
import type { Cursor } from "../source/cursor.ts";
import { accepts } from "../accepts.ts";
import { typeOfChoices } from "./choices.ts";
import type { Facets } from "./facets.ts";
import type { TypeContext } from "./type-context.ts";
import { listOf, numberKeys, sizeKeys, stringKeys } from "./limits.ts";
import { reportUnsaid } from "./unsaid.ts";
import { typeOfValues, valuesOf } from "./values.ts";

/** Deeper objects are any JSON: the plan's file may be nested 60 levels deep. */
const MAX_DEPTH = 16;

/** The plan's type of a value, but for `const` and `default`. Reports what it cannot say. */
export function typeOfFacets(facets: Facets, context: TypeContext): NewType {
  if (facets.unknown !== undefined) return anyJson(facets.at, context, facets.unknown);
  reportUnsaid(facets, context);
  const type = bareType(facets, context);
  if (isNullable(facets) && type.type !== "json") return { ...type, nullable: true };
  if (type.type === "string" && type.max_length === undefined && type.pattern === undefined)
    context.loseOfMany(facets.at, "length");
  return type;
}

function anyJson(at: Cursor, context: TypeContext, from: string): NewType {
  context.lose(at, { kind: "widened", what: "type", from, to: "any JSON" });
  return { type: "json" };
}

const SCALARS: ReadonlySet<string> = new Set(UNION_KINDS);

function bareType(facets: Facets, context: TypeContext): NewType {
  const values = valuesOf(facets);
  if (values !== undefined) return typeOfValues(values, context);
  const types = typesOf(facets, context).filter((type) => type !== "null");
  if (types.length === 0) {
    if (facets.choices !== undefined) return typeOfChoices(facets.choices, context, typeOfFacets);
    return isNullable(facets) ? anyJson(facets.at, context, "only `null`") : { type: "json" };
  }
  const [only] = types;
  if (only !== undefined && types.length === 1) return typeNamed(only, facets, context);
  if (!types.every((type) => SCALARS.has(type))) return anyJson(facets.at, context, inWords(types));
  return {
    type: UNION_KINDS.filter((kind) => types.includes(kind)),
    ...(types.includes("string") && stringKeys(facets, context, "union").keys),
    ...((types.includes("number") || types.includes("integer")) &&
      numberKeys(facets, context, types.includes("number") ? "number" : "integer")),
  };
}

function inWords(types: readonly string[]): string {
  return types.map((type) => `\`${type}\``).join(" or ");
}

function typeNamed(type: string, facets: Facets, context: TypeContext): NewType {
  switch (type) {
    case "string": {
      const { format, keys } = stringKeys(facets, context, "string");
      return { type: format ?? "string", ...keys };
    }
    case "number":
    case "integer": {
      // A whole number, said otherwise.
      const kind = facets.keywords.get("multipleOf")?.value === 1 ? "integer" : type;
      return { type: kind, ...numberKeys(facets, context, kind) };
    }
    case "array": {
      const items = facets.items?.();
      return {
        type: "array",
        items: items === undefined ? { type: "json" } : itemType(items, context),
        ...sizeKeys(facets, context, ["minItems", "maxItems"]),
      };
    }
    case "object":
      return typeOfObject(facets, context);
    default:
      return { type };
  }
}

/** The type of an item: it has no `const` of its own. */
function itemType(facets: Facets, context: TypeContext): NewType {
  if (context.depth >= MAX_DEPTH) return anyJson(facets.at, context, "a type that is nested deeper");
  const description = facets.keywords.get("description")?.text();
  const type = typeOfFacets(facets, context.inside("[]"));
  return description === undefined ? type : { ...type, description };
}

function typeOfObject(facets: Facets, context: TypeContext): NewType {
  const { properties, additional } = facets;
  if (properties.size === 0 && additional !== false) {
    const items = typeof additional === "function" ? itemType(additional(), context) : { type: "json" };
    return { type: "map", items };
  }
  if (context.depth >= MAX_DEPTH) return anyJson(facets.at, context, "an object that is nested deeper");
  const own = propertiesOf(facets, context, "object");
  if (typeof additional === "function") {
    context.lose(additional().at, {
      kind: "widened",
      what: "further properties",
      from: "those of one type",
      to: "any JSON",
    });
  }
  // Where a name is refused, an object that has it must still pass.
  const isOpen = additional !== false || own.length < properties.size;
  return { type: "object", properties: own, ...(isOpen && { additional: "json" as const }) };
}

/** What a property is of: people and groups have no values that are always the same. */
export type Holder = "event" | "object" | "profile";

/** The properties of a thing. Inside an object, those with names that the plan refuses are left out. */
export function propertiesOf(
  { properties, required }: Facets,
  context: TypeContext,
  holder: Holder,
): readonly NewProperty[] {
  const isRequired = (name: string, { keywords }: Facets): boolean =>
    required.has(name) || keywords.get("required")?.value === true;
  return [...properties].flatMap(([name, facetsOf]) => {
    const facets = facetsOf();
    const own = context.inside(name);
    own.remember(facets.at);
    const fault = holder === "object" ? findNameFault("property", name)?.message : undefined;
    const why = facets.at.value === false ? "no value is accepted" : fault?.replace(/\.$/u, "");
    if (why === undefined)
      return [propertyOf(facets, own, { name, holder, isRequired: isRequired(name, facets) })];
    own.lose(facets.at, { kind: "dropped", what: "property", why });
    return [];
  });
}

interface PropertyPlace {
  readonly name: string;
  readonly holder: Holder;
  readonly isRequired: boolean;
}

function propertyOf(facets: Facets, context: TypeContext, place: PropertyPlace): NewProperty {
  const { name, holder, isRequired } = place;
  const description = describe(facets);
  const common = {
    ...(description !== undefined && { description }),
    ...(facets.keywords.get("deprecated")?.value === true && { deprecated: {} }),
  };
  const constant = holder === "profile" || !isRequired ? undefined : constantOf(facets);
  if (constant !== undefined) return { name, ...typeOfConstant(constant), ...common, const: constant };
  const type = typeOfFacets(facets, context);
  const fallback =
    holder === "profile" || isRequired ? undefined : acceptedValue(facets, "default", type, context);
  return {
    name,
    ...type,
    ...common,
    ...exampleOf(facets, type, context),
    ...(fallback !== undefined ? { default: fallback } : isRequired ? {} : { optional: true }),
  };
}

/** What the property means: its description, else a title that is more than its name. */
export function describe({ keywords }: Facets): string | undefined {
  return keywords.get("description")?.text() ?? keywords.get("title")?.text();
}

/** The one value that a thing always has. */
function constantOf({ keywords }: Facets): JsonValue | undefined {
  const value = keywords.get("const")?.value as JsonValue | undefined;
  return value === null ? undefined : value;
}

function typeOfConstant(value: JsonValue): NewType {
  if (typeof value === "string") {
    const length = [...value].length;
    return { type: "string", ...(length > DEFAULT_MAX_LENGTH && { max_length: length }) };
  }
  if (typeof value === "number") return { type: Number.isSafeInteger(value) ? "integer" : "number" };
  return { type: typeof value === "boolean" ? "boolean" : "json" };
}

/** A value for the plan, if the type accepts it. */
function acceptedValue(
  { keywords }: Facets,
  key: "default" | "example",
  type: NewType,
  context: TypeContext,
): JsonValue | undefined {
  const at = keywords.get(key);
  if (at === undefined || accepts(type, at.value)) return at?.value as JsonValue | undefined;
  context.lose(at, { kind: "dropped", what: key, why: "its type does not accept it" });
  return undefined;
}

/** An example for the docs: the first of which the type accepts. */
function exampleOf(facets: Facets, type: NewType, context: TypeContext): Pick<NewProperty, "example"> {
  const all = facets.keywords.get("examples");
  const example =
    acceptedValue(facets, "example", type, context) ??
    (listOf(all).find((value) => accepts(type, value)) as JsonValue | undefined);
  if (example !== undefined) return { example };
  if (all !== undefined && listOf(all).length > 0) {
    context.lose(all, { kind: "dropped", what: "example", why: "its type accepts none of them" });
  }
  return {};
}

const TYPES: ReadonlySet<unknown> = new Set([
  "string",
  "number",
  "integer",
  "boolean",
  "array",
  "object",
  "null",
]);

/** Keywords by which a type is told where none is named. */
const TOLD_BY: readonly (readonly [keyword: string, type: string])[] = [
  ...["pattern", "format", "minLength", "maxLength"].map((key) => [key, "string"] as const),
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"].map(
    (key) => [key, "number"] as const,
  ),
  ...["minItems", "maxItems", "uniqueItems"].map((key) => [key, "array"] as const),
];

/** The names of the types that a value may have: none where it may have any. */
function typesOf(facets: Facets, context: TypeContext): readonly string[] {
  const at = facets.keywords.get("type");
  if (at === undefined) {
    const told =
      facets.properties.size > 0 || facets.additional !== undefined
        ? "object"
        : facets.items === undefined
          ? TOLD_BY.find(([key]) => facets.keywords.has(key))?.[1]
          : "array";
    if (told === undefined) return [];
    context.lose(facets.at, { kind: "closed", what: "type", from: "any", to: `\`${told}\`` });
    return [told];
  }
  const given = Array.isArray(at.value) ? at.items() : [at];
  const names = [...new Set(given.map(({ value }) => value))];
  const strange = given.find(({ value }) => !TYPES.has(value) && value !== "any");
  if (strange !== undefined) {
    const name = JSON.stringify(strange.value);
    context.lose(at, {
      kind: "widened",
      what: "type",
      from: `\`${name}\`, which is not a type`,
      to: "any JSON",
    });
  }
  if (names.some((name) => !TYPES.has(name))) return [];
  // A whole number is a number.
  return (names as readonly string[]).filter((name) => name !== "integer" || !names.includes("number"));
}

function isNullable({ keywords }: Facets): boolean {
  const type = keywords.get("type")?.value;
  const values = keywords.get("enum")?.value;
  const isOfType = type === "null" || (Array.isArray(type) && type.includes("null"));
  if (keywords.get("nullable")?.value === true) return true;
  return Array.isArray(values) ? values.includes(null) && (type === undefined || isOfType) : isOfType;
}
