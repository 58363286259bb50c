import type { Property, PropertyType } from "../../plan/property.ts";
import { oneOf, withArticle } from "../words.ts";

/** Types whose values go over the wire as text. */
const TEXT: ReadonlySet<PropertyType["kind"]> = new Set([
  "string",
  "enum",
  "uuid",
  "url",
  "date",
  "datetime",
]);

type Value = Pick<Property, "type" | "nullable">;

/**
 * Why a value of one property may not be set as another, as the end of a sentence; nothing when it may. Kinds and
 * values of enums count; limits of lengths and numbers do not.
 */
export function misfitOf(from: Value, to: Value): string | undefined {
  if (from.nullable && !to.nullable) return "it may be null";
  const [source, target] = [from.type, to.type];
  if (target.kind === "json") return undefined;
  if (target.kind === "string" && TEXT.has(source.kind)) return undefined;
  if (target.kind === "number" && source.kind === "integer") return undefined;
  if (source.kind !== target.kind)
    return `it is ${withArticle(source.kind)}, not ${withArticle(target.kind)}`;
  return misfitOfParts(source, target);
}

function misfitOfParts(source: PropertyType, target: PropertyType): string | undefined {
  if (source.kind === "enum" && target.kind === "enum") {
    const known = new Set(target.values.map(({ value }) => value));
    const extra = source.values.map(({ value }) => value).filter((value) => !known.has(value));
    return extra.length === 0 ? undefined : `it may be ${oneOf(extra)}`;
  }
  if (
    (source.kind === "array" && target.kind === "array") ||
    (source.kind === "map" && target.kind === "map")
  ) {
    const misfit = misfitOf(source.items, target.items);
    return misfit && `of its items, ${misfit}`;
  }
  if (source.kind === "object" && target.kind === "object") {
    return misfitOfProperties(source.properties, target.properties);
  }
  return undefined;
}

function misfitOfProperties(source: readonly Property[], target: readonly Property[]): string | undefined {
  for (const property of source) {
    const match = target.find(({ name }) => name === property.name);
    if (match === undefined) return `its \`${property.name}\` is not known there`;
    const misfit = misfitOf(property, match);
    if (misfit !== undefined) return `of its \`${property.name}\`, ${misfit}`;
  }
  const given = new Set(source.filter((property) => !mayBeAbsent(property)).map(({ name }) => name));
  const missing = target.find((property) => !mayBeAbsent(property) && !given.has(property.name));
  return missing && `it may have no \`${missing.name}\``;
}

function mayBeAbsent({ source }: Property): boolean {
  return source.kind === "argument" && source.optional;
}
