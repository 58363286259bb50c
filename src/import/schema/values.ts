import type { NewType } from "../../edit/new-event.ts";
import { UNION_KINDS } from "../../plan/property.ts";
import type { Cursor } from "../source/cursor.ts";
import type { Facets } from "./facets.ts";
import type { TypeContext } from "./type-context.ts";

/** Values that are the only ones. */
export interface Values {
  readonly at: Cursor;
  readonly values: readonly unknown[];
  /** What they mean, by the value, where the source says so. */
  readonly meanings?: ReadonlyMap<unknown, string> | undefined;
}

/** The values that a schema lists; one where it has a `const`. */
export function valuesOf({ keywords }: Facets): Values | undefined {
  const listed = keywords.get("enum");
  if (listed !== undefined && Array.isArray(listed.value)) return { at: listed, values: listed.value };
  const constant = keywords.get("const");
  return constant && { at: constant, values: [constant.value] };
}

/** The plan's type of listed values: an `enum` of strings, an `integer` with values, or what is nearest to it. */
export function typeOfValues(listed: Values, context: TypeContext): NewType {
  const values = [...new Set(listed.values)].filter((value) => value !== null);
  if (values.length > 0 && values.every((value) => typeof value === "string")) {
    return { type: "enum", values: withMeanings(values, listed.meanings) };
  }
  if (values.length > 0 && values.every((value) => Number.isSafeInteger(value))) {
    // No negative zero.
    return { type: "integer", values: values.map((value) => Number(value) + 0) };
  }
  const kinds = new Set<string>(
    values.map((value) => (typeof value === "boolean" ? "boolean" : kindOf(value))),
  );
  if (values.length === 2 && kinds.size === 1 && kinds.has("boolean")) return { type: "boolean" };
  const isScalar = kinds.size > 0 && !kinds.has("json");
  const types = UNION_KINDS.filter((kind) => kinds.has(kind));
  const [only = "json"] = types;
  const type = isScalar ? (types.length === 1 ? only : types) : "json";
  const from = values.length === 1 ? "one value" : `${values.length} values`;
  const to =
    typeof type === "string" ? (isScalar ? `any \`${type}\`` : "any JSON") : `\`[${type.join(", ")}]\``;
  context.lose(listed.at, { kind: "widened", what: "list of values", from, to });
  return { type };
}

function kindOf(value: unknown): "string" | "number" | "json" {
  return typeof value === "string" ? "string" : typeof value === "number" ? "number" : "json";
}

/** A map of value to meaning, where that keeps the order: JavaScript puts keys such as `10` first. */
function withMeanings(
  values: readonly string[],
  meanings: Values["meanings"] = new Map(),
): NonNullable<NewType["values"]> {
  const unique = [...new Set(values)];
  const isMap =
    meanings.size > 0 && unique.every((value) => /^[\p{L}_]/u.test(value) && value !== "__proto__");
  return isMap ? Object.fromEntries(unique.map((value) => [value, meanings.get(value) ?? null])) : unique;
}
