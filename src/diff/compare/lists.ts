import type { Named } from "../change.ts";
import { type Matching, matchByName, type Renamable } from "../renames.ts";

/** Two lists of named things, and what is needed to make the one from the other. */
export interface ComparedLists<T> extends Matching<T> {
  readonly renamed: readonly (readonly [before: T, after: T])[];
  /** What each new thing follows. */
  readonly predecessors: ReadonlyMap<T, string | null>;
  /** The order that removing, renaming and adding give. */
  readonly order: readonly string[];
}

/** Compares two lists by name. */
export function compareLists<T extends Named>(before: readonly T[], after: readonly T[]): ComparedLists<T> {
  if (haveSameNames(before, after)) return keepAll(before, after);
  const matching = matchByName(before, after);
  const newNames = new Map(matching.kept.map(([from, to]) => [from, to.name]));
  const kept = before.flatMap((thing) => newNames.get(thing) ?? []);
  const added = new Set(matching.added);
  const predecessors = new Map<T, string | null>();
  const followers = new Map<string | null, string[]>();
  after.forEach((thing, index) => {
    if (!added.has(thing)) return;
    const predecessor = after[index - 1]?.name ?? null;
    predecessors.set(thing, predecessor);
    followers.set(predecessor, [thing.name]);
  });
  return {
    ...matching,
    renamed: matching.kept.filter(([from, to]) => from.name !== to.name),
    predecessors,
    order: orderOf(kept, followers),
  };
}

/** Whether nothing was added, removed, renamed or moved: so it is of most lists of a large plan. */
function haveSameNames<T extends Renamable>(before: readonly T[], after: readonly T[]): boolean {
  return (
    before.length === after.length &&
    after.every(({ name, renamedFrom }, index) => before[index]?.name === name && renamedFrom === undefined)
  );
}

function keepAll<T extends Named>(before: readonly T[], after: readonly T[]): ComparedLists<T> {
  const kept = before.flatMap((from, index) => {
    const to = after[index];
    return to === undefined ? [] : [[from, to] as const];
  });
  const order = after.map(({ name }) => name);
  return { kept, removed: [], added: [], renamed: [], predecessors: new Map(), order };
}

/** The kept names with those that follow them, and what follows those. */
function orderOf(
  kept: readonly string[],
  followers: ReadonlyMap<string | null, readonly string[]>,
): readonly string[] {
  const order: string[] = [];
  const append = (name: string | null): void => {
    if (name !== null) order.push(name);
    for (let next = followers.get(name)?.[0]; next !== undefined; next = followers.get(next)?.[0])
      order.push(next);
  };
  append(null);
  for (const name of kept) append(name);
  return order;
}

/** What a thing that was kept says it was called: to be renamed is to say so. */
export function formerName(
  before: { readonly name: string; readonly renamedFrom?: string | undefined },
  after: { readonly name: string },
): string | undefined {
  return before.name === after.name ? before.renamedFrom : before.name;
}
