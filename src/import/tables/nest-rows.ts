import type { NewProperty, NewType } from "../../edit/new-event.ts";

/**
 * Puts rows that are about a part of another row into it: `order.total` into the object `order`, `tags[]` into the list `tags`, and
 * `prices.*` into the map `prices`. An object of which nothing else is known has these properties. A row whose whole has no row, or another type, is a property of its own: names have dots, too.
 */
export function nestRows(properties: readonly NewProperty[]): readonly NewProperty[] {
  const nested = new Map<string, NewProperty>();
  for (const property of properties) {
    const { name } = property;
    const filled = prefixesOf(name)
      .map((prefix) => nested.get(prefix))
      .map((whole) => whole && withPart(whole, name.slice(whole.name.length), property))
      .find((one) => one !== undefined);
    if (filled === undefined) nested.set(name, property);
    else nested.set(filled.name, filled);
  }
  return [...nested.values()];
}

/** What stands before each mark of a part, the shortest first. */
function prefixesOf(name: string): readonly string[] {
  return Array.from(name.matchAll(/\.|\[\]/gu), ({ index }) => name.slice(0, index));
}

/** @param path - such as `.total`, `[]` or `[].sku` */
function withPart<Whole extends NewType>(whole: Whole, path: string, part: NewProperty): Whole | undefined {
  const { type, items, properties = [] } = whole;
  const isUnknown = type === "json" || (type === "map" && items?.type === "json");
  if (isUnknown && path.startsWith(".") && !path.startsWith(".*"))
    return withPart({ ...whole, type: "object", items: undefined, additional: "json" }, path, part);
  const mark = type === "array" ? "[]" : type === "map" ? ".*" : undefined;
  if (mark !== undefined) {
    if (!path.startsWith(mark)) return undefined;
    const inner = path === mark ? itemOf(part) : items && withPart(items, path.slice(mark.length), part);
    return inner && { ...whole, items: inner };
  }
  if (type !== "object" || !path.startsWith(".")) return undefined;
  const name = path.slice(1);
  const holder = properties.find((one) =>
    [".", "[]"].some((after) => name.startsWith(`${one.name}${after}`)),
  );
  const filled = holder && withPart(holder, name.slice(holder.name.length), part);
  return filled === undefined
    ? { ...whole, properties: [...properties, { ...part, name }] }
    : { ...whole, properties: properties.map((one) => (one === holder ? filled : one)) };
}

/** A row about all items, as their type. */
function itemOf({ type, items, values, properties, nullable, description }: NewProperty): NewType {
  return { type, items, values, properties, nullable, description };
}
