import type { Property, PropertyType } from "../../plan/property.ts";

/** What can be said of an expression's value without running it. */
export interface StaticType {
  readonly kind: "number" | "boolean" | "text";
  /** All values that it can have, where they are known: of literals, enums, and choices between them. */
  readonly values?: ReadonlySet<string | number | boolean> | undefined;
  /** The kinds of property that the value comes from, `literal` among them. */
  readonly origins: ReadonlySet<PropertyType["kind"] | "literal" | "result">;
}

const KINDS_OF_TYPES: Readonly<Partial<Record<PropertyType["kind"], StaticType["kind"]>>> = {
  number: "number",
  integer: "number",
  boolean: "boolean",
  string: "text",
  enum: "text",
  date: "text",
  uuid: "text",
  url: "text",
};

/** The type of a property inside an expression; nothing for those that an expression cannot work with. */
export function staticTypeOf({ type }: Property): StaticType | undefined {
  const kind = KINDS_OF_TYPES[type.kind];
  if (kind === undefined) return undefined;
  const values = type.kind === "enum" ? new Set(type.values.map(({ value }) => value)) : undefined;
  return { kind, values, origins: new Set([type.kind]) };
}

/** The type of a literal. */
export function literalType(value: string | number | boolean): StaticType {
  const kind = typeof value === "string" ? "text" : typeof value === "number" ? "number" : "boolean";
  return { kind, values: new Set([value]), origins: new Set(["literal"]) };
}

/** What arithmetic gives. Whole numbers stay whole, but for division. */
export function arithmeticType(operator: string, operands: readonly StaticType[]): StaticType {
  const whole = operator !== "/" && operands.every(isWhole);
  return { kind: "number", origins: new Set([whole ? "integer" : "result"]) };
}

/** What a comparison gives. */
export const BOOLEAN_RESULT: StaticType = { kind: "boolean", origins: new Set(["result"]) };

/** One or the other of two values of the same kind. */
export function eitherType(a: StaticType, b: StaticType): StaticType {
  const values = a.values && b.values && new Set([...a.values, ...b.values]);
  return { kind: a.kind, values, origins: new Set([...a.origins, ...b.origins]) };
}

/** Whether two values can ever be equal, as far as is known. */
export function canBeEqual(a: StaticType, b: StaticType): boolean {
  if (a.values === undefined || b.values === undefined) return true;
  const others = b.values;
  return [...a.values].some((value) => others.has(value));
}

/** Whether a number is known to be whole. */
export function isWhole({ origins, values }: StaticType): boolean {
  if (values !== undefined) return [...values].every((value) => Number.isInteger(value));
  return [...origins].every((origin) => origin === "integer");
}
