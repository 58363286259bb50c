import type { EnumValue, PropertyType } from "../../plan/property.ts";
import { code } from "../../text/markdown.ts";

/** Where the meanings of a shared enum stand, as a link; undefined when it stands nowhere. */
export type LinkToValues = (sharedEnum: string) => string | undefined;

/** A type in words that need no knowledge of programming, as Markdown for a cell. */
export function describeType(type: PropertyType, linkToValues: LinkToValues): string {
  switch (type.kind) {
    case "string":
      return sentence("text", [
        type.pattern === undefined ? "" : `that matches ${code(type.pattern, "cell")}`,
        range(type.minLength, type.maxLength, "characters"),
        type.truncate === undefined ? "" : `cut after ${type.truncate} characters`,
      ]);
    case "number":
      return sentence("number", [range(type.min, type.max)]);
    case "integer":
      return sentence("whole number", [range(type.min, type.max)]);
    case "boolean":
      return "true or false";
    case "datetime":
      return "date and time";
    case "date":
      return "date";
    case "uuid":
      return "UUID";
    case "url":
      return "web address";
    case "json":
      return "any JSON";
    case "enum": {
      const link = type.shared === undefined ? undefined : linkToValues(type.shared);
      return link === undefined ? "one of a list" : `one of ${link}`;
    }
    case "array": {
      const items = itemsIn(type.items, linkToValues);
      return sentence(`list: ${items}`, [range(type.minItems, type.maxItems, "items")]);
    }
    case "map":
      return `any keys: ${itemsIn(type.items, linkToValues)}`;
    case "object":
      return "object";
    default:
      return type satisfies never;
  }
}

/** The values that a property may have, also when it is a list or a map of them. */
export function enumValuesOf(type: PropertyType): readonly EnumValue[] {
  switch (type.kind) {
    case "enum":
      return type.values;
    case "array":
    case "map":
      return enumValuesOf(type.items.type);
    default:
      return [];
  }
}

function itemsIn(
  items: { readonly type: PropertyType; readonly nullable: boolean },
  link: LinkToValues,
): string {
  return `${describeType(items.type, link)}${items.nullable ? " or null" : ""}`;
}

function sentence(word: string, details: readonly string[]): string {
  return [word, ...details.filter((detail) => detail !== "")].join(", ");
}

function range(min: number | undefined, max: number | undefined, unit = ""): string {
  const counted = unit === "" ? "" : ` ${unit}`;
  if (min !== undefined && min === max) return `exactly ${min}${counted}`;
  if (min !== undefined && max !== undefined) return `${min} to ${max}${counted}`;
  if (min !== undefined) return min === 1 && unit !== "" ? "not empty" : `at least ${min}${counted}`;
  return max === undefined ? "" : `at most ${max}${counted}`;
}
