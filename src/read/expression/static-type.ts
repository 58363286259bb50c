import { isEnum, type Property, type PropertyType } from "../../plan/property.ts";
import { WEB_SCHEMES } from "../../portable/formats.ts";
import { byCodeUnit } from "../../text/order.ts";
import { refusalOf } from "../property/value.ts";

/** What is known about the value of an expression before it is evaluated. */
export interface StaticType {
  readonly kind: "number" | "boolean" | "string";
  /** All values that it can have, if they are known: of literals, enums, and choices between them. */
  readonly values?: ReadonlySet<string | number | boolean> | undefined;
  /** Whether it can have a value in its wire form: UUIDs in lower case, truncated strings. */
  readonly accepts: (value: string | number | boolean) => boolean;
  /** Inclusive limits of a number; meaningless for other kinds. */
  readonly range: NumberRange;
  /** What the value comes from: see {@link originOf}, or `literal` or `result`. */
  readonly origins: ReadonlySet<string>;
}

type NumberRange = readonly [min: number, max: number];

const ANY_NUMBER: NumberRange = [-Infinity, Infinity];

const KINDS_OF_TYPES: Readonly<Partial<Record<PropertyType["kind"], StaticType["kind"]>>> = {
  number: "number",
  integer: "number",
  boolean: "boolean",
  string: "string",
  enum: "string",
  date: "string",
  uuid: "string",
  url: "string",
  email: "string",
  ip: "string",
};

/** The type of a property inside an expression; nothing if an expression cannot read it. */
export function staticTypeOf({ type }: Property): StaticType | undefined {
  const kind = KINDS_OF_TYPES[type.kind];
  if (kind === undefined) return undefined;
  const values = isEnum(type) ? new Set(type.values.map(({ value }) => value)) : undefined;
  const range: NumberRange = "min" in type ? [type.min ?? -Infinity, type.max ?? Infinity] : ANY_NUMBER;
  const accepts = (value: string | number | boolean): boolean =>
    refusalOf(type, value, { nullable: false }) === undefined &&
    (type.kind !== "uuid" || value === String(value).toLowerCase());
  return { kind, values, accepts, range, origins: new Set([originOf(type)]) };
}

/** The kind of a type, with what makes one of its values no value of another: the schemes of a URL. */
export function originOf(type: PropertyType): string {
  return type.kind === "url"
    ? ["url", ...(type.schemes ?? WEB_SCHEMES).toSorted(byCodeUnit)].join(" ")
    : type.kind;
}

/** The type of a literal. */
export function literalType(value: string | number | boolean): StaticType {
  return {
    kind: typeof value as StaticType["kind"],
    values: new Set([value]),
    accepts: (other) => other === value,
    range: typeof value === "number" ? [value, value] : ANY_NUMBER,
    origins: new Set(["literal"]),
  };
}

/** The result of arithmetic. Integers stay integers, except with division. */
export function arithmeticType(operator: string, operands: readonly StaticType[]): StaticType {
  const whole = operator !== "/" && operands.every(isWhole);
  return {
    kind: "number",
    accepts: (value) => !whole || Number.isInteger(value),
    range: ANY_NUMBER,
    origins: new Set([whole ? "integer" : "result"]),
  };
}

/** The result of the unary minus. */
export function negatedType(operand: StaticType): StaticType {
  const { accepts, values, range } = operand;
  return {
    ...arithmeticType("-", [operand]),
    values: values && new Set([...values].map((value) => -Number(value))),
    accepts: (value) => accepts(-Number(value)),
    range: [-range[1], -range[0]],
  };
}

/** The result of a comparison. */
export const BOOLEAN_RESULT: StaticType = {
  kind: "boolean",
  accepts: () => true,
  range: ANY_NUMBER,
  origins: new Set(["result"]),
};

/** The result of `?:`: one of two values of the same kind. */
export function eitherType(a: StaticType, b: StaticType): StaticType {
  return {
    kind: a.kind,
    values: a.values && b.values && new Set([...a.values, ...b.values]),
    accepts: (value) => a.accepts(value) || b.accepts(value),
    range: [Math.min(a.range[0], b.range[0]), Math.max(a.range[1], b.range[1])],
    origins: new Set([...a.origins, ...b.origins]),
  };
}

/** Whether two values can ever be equal. */
export function canBeEqual(a: StaticType, b: StaticType): boolean {
  if (a.values !== undefined) return [...a.values].some(b.accepts);
  if (b.values !== undefined) return [...b.values].some(a.accepts);
  return a.kind !== "number" || (a.range[0] <= b.range[1] && b.range[0] <= a.range[1]);
}

/** Whether an order of two numbers can ever be true. */
export function canBeTrue(operator: "<" | "<=" | ">" | ">=", a: StaticType, b: StaticType): boolean {
  switch (operator) {
    case "<":
      return a.range[0] < b.range[1];
    case "<=":
      return a.range[0] <= b.range[1];
    case ">":
      return a.range[1] > b.range[0];
    case ">=":
      return a.range[1] >= b.range[0];
    default:
      return operator satisfies never;
  }
}

/** Whether a number is always an integer. */
export function isWhole({ origins, values }: StaticType): boolean {
  if (values !== undefined) return [...values].every((value) => Number.isInteger(value));
  return [...origins].every((origin) => origin === "integer");
}
