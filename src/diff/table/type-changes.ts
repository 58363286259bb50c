import { MAX_EMAIL_LENGTH } from "../../portable/formats.ts";
import { compareLanguages } from "../../plan/ids/languages.ts";
import { branchesOf, DEFAULT_MAX_LENGTH, isEnum, type PropertyType } from "../../plan/property.ts";

/** The types, in the order of rows and columns. A union is compared by its branches. */
export const TYPE_ORDER = [
  "string",
  "number",
  "integer",
  "boolean",
  "enum",
  "datetime",
  "date",
  "uuid",
  "url",
  "email",
  "ip",
  "array",
  "map",
  "object",
  "json",
] as const satisfies readonly PropertyType["kind"][];

/** A type that is no list of types. */
export type SingleKind = Exclude<PropertyType["kind"], "union">;

/**
 * A change from the type of a row to the type of a column, in the order of {@link TYPE_ORDER}: `w` wider (everything accepted
 * before still is), `n` narrower (all values were possible before), `x` neither.
 *
 * A URL may be longer than a string, and a `Date` is neither a string nor JSON: neither change widens.
 */
const TYPE_CHANGES = {
  //         s n i b e d d u u e i a m o j
  string: "  - x x x n n n n n n n x x x w",
  number: "  x - n x x x x x x x x x x x w",
  integer: " x w - x x x x x x x x x x x w",
  boolean: " x x x - x x x x x x x x x x w",
  enum: "    w x x x - x x x x x x x x x w",
  datetime: "n x x x x - x x x x x x x x n",
  date: "    w x x x x x - x x x x x x x w",
  uuid: "    w x x x x x x - x x x x x x w",
  url: "     n x x x x x x x - x x x x x w",
  email: "   w x x x x x x x x - x x x x w",
  ip: "      w x x x x x x x x x - x x x w",
  array: "   x x x x x x x x x x x - x x w",
  map: "     x x x x x x x x x x x x - x w",
  object: "  x x x x x x x x x x x x x - w",
  json: "    n n n n n n n n n n n n n n -",
} as const satisfies Readonly<Record<SingleKind, string>>;

type TypeChangeKind = "type-changed" | "type-narrowed" | "type-widened";

const KIND_OF_LETTER: Readonly<Record<string, TypeChangeKind>> = {
  w: "type-widened",
  n: "type-narrowed",
  x: "type-changed",
};

/** The change between two types without limits. */
export function kindOfTypeChange(before: SingleKind, after: SingleKind): TypeChangeKind {
  const letters = TYPE_CHANGES[before].trim().split(" ");
  return KIND_OF_LETTER[letters[TYPE_ORDER.indexOf(after)] ?? ""] ?? "type-changed";
}

/** The change between two types of different kinds. A type is only wider if its limits accept every value of the other. */
export function classifyTypeChange(before: PropertyType, after: PropertyType): TypeChangeKind {
  if (before.kind === "union" || after.kind === "union") {
    if (takesBranches(after, before)) return "type-widened";
    return takesBranches(before, after) ? "type-narrowed" : "type-changed";
  }
  const kind = kindOfTypeChange(before.kind, after.kind);
  if (kind !== "type-widened") return kind;
  return takesAll(after, before) && !holdsDates(before) ? kind : "type-narrowed";
}

/** Whether each branch of a type is accepted by one of another type. */
function takesBranches(after: PropertyType, before: PropertyType): boolean {
  return branchesOf(before).every((from) =>
    branchesOf(after).some((to) =>
      from.kind === to.kind ? takesAll(to, from) : classifyTypeChange(from, to) === "type-widened",
    ),
  );
}

/** How what two patterns match differs. Without a pattern it is any string; no pattern is known to match that. */
export function comparePatterns(
  before: string | undefined,
  after: string | undefined,
): ReturnType<typeof compareLanguages> {
  if (before === after) return "same";
  if (before === undefined || after === undefined) return after === undefined ? "wider" : "narrower";
  return compareLanguages({ source: before, flags: "u" }, { source: after, flags: "u" });
}

/** Whether a type that may be wider accepts all that the other one accepts. */
export function takesAll(after: PropertyType, before: PropertyType): boolean {
  if (after.kind === "string") {
    const [shortest, longest] = lengthsOf(before);
    const { pattern, minLength = 0, maxLength = DEFAULT_MAX_LENGTH, truncate } = after;
    const old = before.kind === "string" ? before : undefined;
    return (
      ["same", "wider"].includes(comparePatterns(old?.pattern, pattern)) &&
      truncate === old?.truncate &&
      minLength <= shortest &&
      maxLength >= longest
    );
  }
  if (
    (after.kind === "number" || after.kind === "integer") &&
    (before.kind === "number" || before.kind === "integer")
  ) {
    const [min, max] = rangeOf(before);
    return !isEnum(after) && (after.min ?? -Infinity) <= min && (after.max ?? Infinity) >= max;
  }
  return true;
}

function rangeOf(
  type: Extract<PropertyType, { kind: "number" | "integer" }>,
): readonly [min: number, max: number] {
  const { min = -Infinity, max = Infinity } = type;
  const numbers = isEnum(type) ? type.values.map(({ value }) => Number(value)) : [min, max];
  return [Math.min(...numbers), Math.max(...numbers)];
}

/** The fewest and the most code points of text, and of the types that become wider as text. */
function lengthsOf(type: PropertyType): readonly [shortest: number, longest: number] {
  if (type.kind === "string") return [type.minLength ?? 0, type.maxLength ?? DEFAULT_MAX_LENGTH];
  if (type.kind === "email") return ["a@b.cd".length, MAX_EMAIL_LENGTH];
  if (type.kind === "ip") return ["::".length, 45];
  if (type.kind !== "enum") return ["YYYY-MM-DD".length, 36];
  const lengths = type.values.map(({ value }) => [...value].length);
  return [Math.min(...lengths), Math.max(...lengths)];
}

/** Whether a `Date` may be passed anywhere in it. */
function holdsDates(type: PropertyType): boolean {
  switch (type.kind) {
    case "datetime":
      return true;
    case "array":
    case "map":
      return holdsDates(type.items.type);
    case "object":
      return type.properties.some((property) => holdsDates(property.type));
    default:
      return false;
  }
}
