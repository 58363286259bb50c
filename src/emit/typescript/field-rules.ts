import type { IdNames } from "../../plan/ids/id-names.ts";
import {
  branchesOf,
  type EnumType,
  isEnum,
  type Item,
  type Property,
  type PropertyType,
} from "../../plan/property.ts";
import type { Constants } from "./constants.ts";
import { quoteString } from "../../text/quote.ts";
import {
  arrayLiteral,
  jsonLiteral,
  type Member,
  numberMember,
  objectLiteral,
  regExpLiteral,
} from "./literals.ts";
import { isOmissible, type TypedProperty } from "./types.ts";

/** What a table of rules is written for. */
export interface RuleTarget {
  /** Whether a value is checked, or only converted: a server checks all, a browser what revenue is made of. */
  readonly checks: (property: TypedProperty) => boolean;
  readonly write: FieldWriter;
}

/** How code names what rules need, where it is to stand. */
export interface FieldWriter {
  readonly constants: Constants;
  readonly toIso: () => string;
  readonly isKey: (names: IdNames) => string;
}

/** `Fields`: the rules of all properties but the computed ones. */
export function fieldsLiteral(properties: readonly TypedProperty[], target: RuleTarget): string {
  return objectLiteral(properties.flatMap((property) => fieldMember(property, target)));
}

/** Whether something is sent that no caller passes: a constant or a default, also inside of objects. */
export function hasDefaults(properties: readonly Property[]): boolean {
  const isIn = ({ type }: Pick<Property, "type">): boolean =>
    branchesOf(type).some((branch) => {
      if (branch.kind === "object") return hasDefaults(branch.properties);
      return (branch.kind === "array" || branch.kind === "map") && isIn(branch.items);
    });
  return properties.some(
    (property) =>
      property.source.kind === "const" ||
      (property.source.kind === "argument" && property.source.default !== undefined) ||
      isIn(property),
  );
}

function fieldMember(property: TypedProperty, target: RuleTarget): readonly Member[] {
  const { name, source } = property;
  switch (source.kind) {
    case "const":
      return [[name, objectLiteral([["constant", jsonLiteral(source.value)]])]];
    case "computed":
      return [];
    case "argument": {
      const isChecked = target.checks(property);
      const rule = [
        ...valueRule(property, target, isChecked),
        ...(isChecked && isOmissible(property) && source.default === undefined
          ? [["optional", "true"] as const]
          : []),
        ...(source.default === undefined ? [] : [["default", jsonLiteral(source.default)] as const]),
      ];
      return [[name, objectLiteral(rule)]];
    }
    default:
      return source satisfies never;
  }
}

function valueRule(
  { type, nullable, brand }: Pick<TypedProperty, "type" | "nullable" | "brand">,
  target: RuleTarget,
  isChecked: boolean,
): readonly Member[] {
  const converted = conversions(type, target, isChecked);
  if (!isChecked) return converted;
  return [
    ...checks(type, target.write),
    ...converted,
    ...(brand === undefined ? [] : [["isKey", target.write.isKey(brand)] as const]),
    ...(nullable ? [["nullable", "true"] as const] : []),
  ];
}

/** How a value is sent, and the rules of what is inside of it. */
function conversions(type: PropertyType, target: RuleTarget, isChecked: boolean): readonly Member[] {
  switch (type.kind) {
    case "string":
      return numberMember("truncate", type.truncate);
    case "datetime":
      return [["as", target.write.toIso()]];
    case "uuid":
      return [["type", quoteString("uuid")]];
    case "array":
    case "map":
      return eachMember(type.items, target, isChecked);
    case "object":
      return [
        ["fields", fieldsLiteral(type.properties, target)],
        ...(type.additional === undefined ? [] : [["each", "{}"] as const]),
      ];
    case "union":
      return type.types.flatMap((branch) => conversions(branch, target, isChecked));
    default:
      return [];
  }
}

function eachMember(items: Item, target: RuleTarget, isChecked: boolean): readonly Member[] {
  const rule = valueRule(items, target, isChecked);
  return rule.length === 0 ? [] : [["each", objectLiteral(rule)]];
}

/** What a value must be, beside what its conversion says. */
function checks(type: PropertyType, write: FieldWriter): readonly Member[] {
  if (isEnum(type)) return [["oneOf", valuesCode(type, write)]];
  switch (type.kind) {
    case "string":
      return [["type", quoteString("string")], ...textLimits(type)];
    case "number":
    case "integer":
      return [["type", quoteString("number")], ...limitsOfNumber(type)];
    case "boolean":
    case "date":
    case "email":
    case "ip":
    case "map":
    case "object":
      return [["type", quoteString(type.kind)]];
    case "url":
      return [
        ["type", quoteString("url")],
        ...(type.schemes === undefined ? [] : [["schemes", jsonLiteral(type.schemes)] as const]),
      ];
    case "array":
      return [
        ["type", quoteString("array")],
        ...numberMember("minItems", type.minItems),
        ...numberMember("maxItems", type.maxItems),
      ];
    case "union":
      return [["anyOf", arrayLiteral(type.types.map((branch) => objectLiteral(checks(branch, write))))]];
    case "datetime":
    case "uuid":
    case "json":
      return [];
    default:
      return type satisfies never;
  }
}

/** The values of an enum. Those of a shared one are a constant of the file. */
function valuesCode({ shared, values }: EnumType, { constants }: FieldWriter): string {
  const code = jsonLiteral(values.map(({ value }) => value));
  return shared === undefined ? code : constants.nameOf("values", shared, code);
}

/** What text must be: the same of what a caller passes and of what is computed. */
export function textRules(type: Extract<PropertyType, { kind: "string" }>): readonly Member[] {
  return [...numberMember("truncate", type.truncate), ...textLimits(type)];
}

function textLimits({
  pattern,
  minLength,
  maxLength,
}: Extract<PropertyType, { kind: "string" }>): readonly Member[] {
  return [
    ...numberMember("minLength", minLength),
    ...numberMember("maxLength", maxLength),
    ...(pattern === undefined ? [] : [["pattern", regExpLiteral(pattern)] as const]),
  ];
}

/** The members of `NumberLimits`. */
export function limitsOfNumber({
  kind,
  min,
  max,
}: Extract<PropertyType, { kind: "number" | "integer" }>): readonly Member[] {
  return [
    ...(kind === "integer" ? [["integer", "true"] as const] : []),
    ...numberMember("min", min),
    ...numberMember("max", max),
  ];
}
