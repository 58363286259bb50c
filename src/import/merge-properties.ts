import { isDeepStrictEqual } from "node:util";
import type { NewProperty } from "../edit/new-event.ts";

/**
 * The properties of one event that several places describe. What some of them lack is optional, and what differs is reported.
 *
 * @param sets - the properties that each place says
 * @param onConflict - is told of a property whose type differs: the first one stays
 */
export function mergeProperties(
  sets: readonly (readonly NewProperty[])[],
  onConflict: (name: string) => void,
): readonly NewProperty[] {
  const byName = new Map<string, NewProperty[]>();
  for (const property of sets.flat()) {
    const known = byName.get(property.name);
    if (known) known.push(property);
    else byName.set(property.name, [property]);
  }
  return [...byName].map(([name, all]) => {
    const [first, ...others] = all as [NewProperty, ...NewProperty[]];
    const merged = mergeValues(all) ?? first;
    const isSame = others.every((other) => isDeepStrictEqual(restOf(other), restOf(first)));
    if (!isSame && merged === first) onConflict(name);
    const isOptional = all.length < sets.length || all.some(({ optional }) => optional === true);
    if (!isOptional || merged.default !== undefined) return merged;
    return withoutConstant({ ...merged, optional: true });
  });
}

/** What must be the same. */
function restOf(property: NewProperty): object {
  return { ...property, optional: undefined, description: undefined, example: undefined };
}

/** Values that are each the only ones in their place are all values of one enum. */
function mergeValues(all: readonly NewProperty[]): NewProperty | undefined {
  const lists = all.map(({ const: value, values }) => (typeof value === "string" ? [value] : values));
  const [first] = all;
  const values = [...new Set(lists.flatMap((list) => (Array.isArray(list) ? list : [])))];
  const isMerged =
    lists.every((list) => Array.isArray(list)) &&
    lists.some((list) => list.length < values.length) &&
    values.every((value) => typeof value === "string");
  return isMerged && first ? { ...first, const: undefined, type: "enum", values } : undefined;
}

/** A value that may be absent is one of a list of one. */
function withoutConstant(property: NewProperty): NewProperty {
  const { const: value, ...rest } = property;
  if (value === undefined) return property;
  if (typeof value === "string") return { ...rest, type: "enum", values: [value] };
  return Number.isSafeInteger(value) ? { ...rest, type: "integer", values: [Number(value)] } : rest;
}
