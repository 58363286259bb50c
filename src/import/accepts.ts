import type { NewType } from "../edit/new-event.ts";
import type { EnumValue, Item, PropertyType, UnionBranch } from "../plan/property.ts";
import { refusalOf } from "../read/property/value.ts";

/** Whether a type of a draft accepts a value, as reading the plan checks examples and defaults. */
export function accepts(type: NewType, value: unknown): boolean {
  return refusalOf(typeOf(type), value, { nullable: type.nullable ?? false }) === undefined;
}

function typeOf(type: NewType): PropertyType {
  const { type: kind, values, items, properties = [], additional } = type;
  const limits = {
    pattern: type.pattern,
    minLength: type.min_length,
    maxLength: type.max_length,
    min: type.min,
    max: type.max,
    minItems: type.min_items,
    maxItems: type.max_items,
  };
  if (Array.isArray(kind)) {
    return { kind: "union", types: kind.map((one: string) => ({ kind: one, ...limits }) as UnionBranch) };
  }
  switch (kind) {
    case "enum":
    case "integer":
      return { kind, ...limits, ...(values !== undefined && { values: valuesOf(values) }) } as PropertyType;
    case "array":
    case "map":
      return { kind, ...limits, items: itemOf(items ?? { type: "json" }) };
    case "object":
      return {
        kind,
        additional,
        properties: properties.map((property) => ({
          name: property.name,
          at: [],
          type: typeOf(property),
          source: { kind: "argument", optional: property.optional ?? property.default !== undefined },
          nullable: property.nullable ?? false,
          pii: "none",
        })),
      };
    default:
      return { kind, ...limits } as PropertyType;
  }
}

function itemOf(items: NewType): Item {
  return { type: typeOf(items), nullable: items.nullable ?? false };
}

function valuesOf(values: NonNullable<NewType["values"]>): readonly EnumValue[] {
  const list: readonly (string | number)[] = Array.isArray(values) ? values : Object.keys(values);
  return list.map((value) => ({ value }));
}
