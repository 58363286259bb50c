import type { Shape, ShapeProperty } from "../audit/facts/shapes.ts";
import type { NewProperty, NewType } from "../edit/new-event.ts";
import { isPrintable } from "../plan/names.ts";
import { findNameFault } from "../read/names.ts";

/** The type of the plan that is nearest to what is known of a value. */
interface DraftType extends NewType {
  /** Why it is not exact, as one sentence. */
  readonly note?: string | undefined;
}

/** More values are no choice that somebody made a list of. */
const MAX_VALUES = 50;

/** Longer values are text for people. */
const MAX_VALUE_LENGTH = 60;

/** The order in which a union of types is written. */
const SCALARS = ["string", "number", "boolean"] as const;

export function typeOfShape(shape: Shape): DraftType {
  const parts = shape.kind === "union" ? shape.of : [shape];
  const nullable = parts.some(({ kind }) => kind === "null");
  const present = parts.filter(({ kind }) => kind !== "null");
  const [only, ...others] = present;
  const type =
    only === undefined
      ? untold("No value was seen that has a type.")
      : others.length === 0
        ? typeOfPart(only)
        : typeOfUnion(present);
  return nullable && type.type !== "json" ? { ...type, nullable } : type;
}

function untold(note: string): DraftType {
  return { type: "json", note };
}

function typeOfPart(shape: Exclude<Shape, { kind: "union" }> | Shape): DraftType {
  switch (shape.kind) {
    case "string": {
      const values = shape.literals?.map(String) ?? [];
      return values.length > 0 && values.length <= MAX_VALUES && values.every(isValue)
        ? { type: "enum", values }
        : { type: "string" };
    }
    case "number": {
      const { literals = [] } = shape;
      return { type: literals.length > 0 && literals.every(Number.isSafeInteger) ? "integer" : "number" };
    }
    case "boolean":
      return { type: "boolean" };
    case "date":
      return { type: "datetime" };
    case "array": {
      const { note, ...items } = typeOfShape(shape.items);
      return { type: "array", items, note };
    }
    case "object":
      return typeOfObject(shape.properties);
    case "null":
    case "unknown":
    case "union":
      return untold("The type is not known.");
    default:
      return shape satisfies never;
  }
}

function isValue(value: unknown): boolean {
  return (
    typeof value === "string" &&
    value.trim() === value &&
    value !== "" &&
    value.length <= MAX_VALUE_LENGTH &&
    isPrintable(value)
  );
}

function typeOfObject(properties: readonly ShapeProperty[]): DraftType {
  const isPlain = properties.length > 0 && properties.every(({ name }) => isPropertyName(name));
  if (!isPlain)
    return untold("An object whose properties are not known, or have names that the plan refuses.");
  return {
    type: "object",
    properties: properties.map(({ name, shape, optional }): NewProperty => {
      const { note, ...type } = typeOfShape(shape);
      return { name, ...type, optional, notes: note === undefined ? [] : [note] };
    }),
  };
}

/** Whether the plan accepts a name of a property. */
export function isPropertyName(name: string): boolean {
  return findNameFault("property", name) === undefined;
}

function typeOfUnion(parts: readonly Shape[]): DraftType {
  const kinds = new Set<string>(parts.map(({ kind }) => kind));
  if ([...kinds].every((kind) => (SCALARS as readonly string[]).includes(kind))) {
    return { type: SCALARS.filter((kind) => kinds.has(kind)) };
  }
  if ([...kinds].every((kind) => kind === "string" || kind === "date")) {
    return { type: "datetime", note: "Also a string, which must be a date and time in RFC 3339." };
  }
  return untold(`Values of several types: ${[...kinds].join(", ")}.`);
}
