/**
 * Compares by code units, for sorting: the same on every machine and in every language.
 *
 * @example ["b", "B", "a"].toSorted(byCodeUnit) // ["B", "a", "b"]
 */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares things by their names, in code units. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return byCodeUnit(a.name, b.name);
}

/**
 * Things in the order of these names. What is not named comes last, as it came.
 *
 * @example inOrderOf([{ name: "a" }, { name: "b" }], ["b"]) // [{ name: "b" }, { name: "a" }]
 */
export function inOrderOf<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  names: readonly string[] = [],
): readonly Thing[] {
  const ranks = new Map(names.map((name, index) => [name, index]));
  const rankOf = ({ name }: Thing): number => ranks.get(name) ?? names.length;
  return things.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Things by what a function says of them, in the order in which it first says so. */
export function groupBy<Thing, Key>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => Key,
): ReadonlyMap<Key, readonly Thing[]> {
  const groups = new Map<Key, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}
