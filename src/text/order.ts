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
