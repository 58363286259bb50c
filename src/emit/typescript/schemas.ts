import type { IdNames } from "../../plan/ids/id-names.ts";
import { DEFAULT_MAX_LENGTH, MAX_MAP_KEYS } from "../../plan/property.ts";
import type { PropertyType } from "../../plan/property.ts";
import { quoteKey, quoteString } from "../../text/quote.ts";
import { arrayLiteral, indent, objectLiteral, type Member } from "./literals.ts";
import type { TypedProperty } from "./key-brands.ts";
import type { PartWriter } from "./part-writer.ts";
import { isArgument, isOmissible } from "./types.ts";

/**
 * The zod schema of what a caller passes: of an event's argument, of a person or a group. Closed: a key that the plan
 * does not have is an issue. It transforms nothing, and `undefined` is as good as absent.
 */
export function objectSchema(module: PartWriter, properties: readonly TypedProperty[]): string {
  const members = properties
    .filter((property) => isArgument(property))
    .map((property) => `${quoteKey(property.name)}: ${propertySchema(module, property)},`);
  return members.length === 0 ? "z.strictObject({})" : `z.strictObject({\n${indent(members.join("\n"))}\n})`;
}

function propertySchema(module: PartWriter, property: TypedProperty): string {
  const schema = itemSchema(module, property);
  return isOmissible(property) ? `${schema}.optional()` : schema;
}

function itemSchema(
  module: PartWriter,
  { type, nullable, brand }: Pick<TypedProperty, "type" | "nullable" | "brand">,
): string {
  const schema = brand === undefined ? typeSchema(module, type) : keySchema(module, type, brand);
  return nullable ? `${schema}.nullable()` : schema;
}

/** The schema of the key of a group: whatever passes has the branded type for certain. */
function keySchema(module: PartWriter, type: PropertyType, brand: IdNames): string {
  // The form of a UUID is the brand's alone; of text the lengths are checked too.
  const schema = type.kind === "uuid" ? "z.string()" : typeSchema(module, type);
  return `${schema}.refine(${module.useOfId(brand, "is")}, ${NOT_A_KEY})`;
}

/** What the violation of a value that is not the key of a group is called. */
const NOT_A_KEY = '{ params: { code: "not_a_key" } }';

function typeSchema(module: PartWriter, type: PropertyType): string {
  switch (type.kind) {
    case "string":
      return `z.string().check(${module.use("text")}(${textRules(type)}))`;
    case "number":
      return `z.number()${bounds(type)}`;
    case "integer":
      return `z.int()${bounds(type)}`;
    case "boolean":
      return "z.boolean()";
    case "enum":
      return `z.enum(${arrayLiteral(type.values.map(({ value }) => quoteString(value)))})`;
    case "datetime":
      return `z.union([z.date(), z.string()]).check(${module.use("moment")}())`;
    case "date":
      return "z.iso.date()";
    case "uuid":
      return "z.guid()";
    case "url":
      return `z.string().check(${module.use("httpUrl")}())`;
    case "json":
      return "z.json()";
    case "array":
      return `z.array(${itemSchema(module, type.items)})${bounds({ min: type.minItems, max: type.maxItems })}`;
    case "map":
      return `z.record(z.string(), ${itemSchema(module, type.items)}).check(${module.use("maxKeys")}(${MAX_MAP_KEYS}))`;
    case "object":
      return objectSchema(module, type.properties);
    default:
      return type satisfies never;
  }
}

function textRules(type: Extract<PropertyType, { kind: "string" }>): string {
  // What is cut is bounded by the cut, unless the plan asks for less.
  const max = type.maxLength ?? (type.truncate === undefined ? DEFAULT_MAX_LENGTH : undefined);
  const members: readonly (Member | undefined)[] = [
    type.truncate === undefined ? undefined : ["truncate", String(type.truncate)],
    type.minLength === undefined ? undefined : ["min", String(type.minLength)],
    max === undefined ? undefined : ["max", String(max)],
    type.pattern === undefined ? undefined : ["pattern", quoteString(type.pattern)],
  ];
  return objectLiteral(members.filter((member) => member !== undefined));
}

function bounds({
  min,
  max,
}: {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}): string {
  return [
    min === undefined ? "" : `.min(${JSON.stringify(min)})`,
    max === undefined ? "" : `.max(${JSON.stringify(max)})`,
  ].join("");
}
