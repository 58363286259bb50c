/** Something with a name, which may say what it was called before. */
export interface Renamable {
  readonly name: string;
  readonly renamedFrom?: string | undefined;
}

/** What became of two lists of named things. */
export interface Matching<T> {
  readonly removed: readonly T[];
  readonly added: readonly T[];
  /** What is in both, by its name or by the one that it says it had. */
  readonly kept: readonly (readonly [before: T, after: T])[];
}

/**
 * Finds the old half of each new thing. A thing that says `renamed_from` is the old one of that name, unless
 *
 * - it said so before: then it only was not cleared up;
 * - there is no such old thing, or one of that name is still there in its own right: then it is new;
 * - the old thing of its own name is still there to be accounted for: then it took over from it, and the other is gone.
 *
 * Names that are swapped, and chains of names, are renames. Of two that claim one name the first has it.
 */
export function matchByName<T extends Renamable>(before: readonly T[], after: readonly T[]): Matching<T> {
  const old = new Map(before.map((thing) => [thing.name, thing]));
  const present = new Map(after.map((thing) => [thing.name, thing]));
  const claims = findClaims(old, after);
  dropUnfounded(claims, { old, present });
  const pairs = after.map((thing) => {
    const source = claims.bySource.get(claims.byTarget.get(thing.name) ?? "");
    if (source === thing.name) return [old.get(claims.byTarget.get(thing.name)!), thing] as const;
    // The old thing of its name has gone elsewhere.
    return [claims.bySource.has(thing.name) ? undefined : old.get(thing.name), thing] as const;
  });
  const kept = pairs.flatMap(([from, to]) => (from === undefined ? [] : [[from, to] as const]));
  const found = new Set(kept.map(([from]) => from));
  return {
    kept,
    added: pairs.flatMap(([from, to]) => (from === undefined ? [to] : [])),
    removed: before.filter((thing) => !found.has(thing)),
  };
}

interface Claims {
  readonly byTarget: Map<string, string>;
  readonly bySource: Map<string, string>;
}

function findClaims<T extends Renamable>(old: ReadonlyMap<string, T>, after: readonly T[]): Claims {
  const claims: Claims = { byTarget: new Map(), bySource: new Map() };
  for (const { name, renamedFrom } of after) {
    if (renamedFrom === undefined || renamedFrom === name || !old.has(renamedFrom)) continue;
    if (old.get(name)?.renamedFrom === renamedFrom || claims.bySource.has(renamedFrom)) continue;
    claims.byTarget.set(name, renamedFrom);
    claims.bySource.set(renamedFrom, name);
  }
  return claims;
}

/** Drops claims on names that are still held, and whatever claims rest on those. */
function dropUnfounded<T extends Renamable>(
  { byTarget, bySource }: Claims,
  { old, present }: { readonly old: ReadonlyMap<string, T>; readonly present: ReadonlyMap<string, T> },
): void {
  const open = [...byTarget.keys()];
  for (let target = open.pop(); target !== undefined; target = open.pop()) {
    const source = byTarget.get(target);
    if (source === undefined) continue;
    const isTaken = old.has(target) && !bySource.has(target);
    const staysPut = present.has(source) && !byTarget.has(source);
    if (!isTaken && !staysPut) continue;
    byTarget.delete(target);
    bySource.delete(source);
    // Who claimed the name of the one, or whose name the other claimed, may now be without ground.
    const claimant = bySource.get(target);
    open.push(source, ...(claimant === undefined ? [] : [claimant]));
  }
}
