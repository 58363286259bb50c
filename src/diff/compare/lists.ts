import type { Named } from "../change.ts";
import { matchByName, type Matching } from "../renames.ts";
import { nameOfSharedEnum } from "../../plan/names.ts";
import type { EnumType, EnumValue } from "../../plan/property.ts";
import { changedKey, compareKey, type Context, DESCRIBED, type FoundChange, isSame } from "./context.ts";

interface ComparedLists<T> extends Matching<T> {
  readonly renamed: readonly (readonly [before: T, after: T])[];
  /** The name before each added entry. */
  readonly predecessors: ReadonlyMap<T, string | null>;
  /** The order after removing, renaming and adding. */
  readonly order: readonly string[];
}

/** Compares two lists by name. */
export function compareLists<T extends Named>(before: readonly T[], after: readonly T[]): ComparedLists<T> {
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

/** The kept names, each with the added ones that follow it. */
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

/** The `renamedFrom` to expect of a kept entry: a rename implies it. */
export function formerName(
  before: { readonly name: string; readonly renamedFrom?: string | undefined },
  after: { readonly name: string },
): string | undefined {
  return before.name === after.name ? before.renamedFrom : before.name;
}

/** Changes of an enum in steps: values removed, values added, then changes of order and meaning. */
export function compareEnums(before: EnumType, after: EnumType, context: Context): readonly FoundChange[] {
  const was = new Set<string | number>(before.values.map(({ value }) => value));
  const is = new Set<string | number>(after.values.map(({ value }) => value));
  const left = (before.values as readonly EnumValue[]).filter(({ value }) => is.has(value));
  const grown = withAdded(left, after.values, was);
  const steps = [
    ["values-removed", before.values, left, left.length < before.values.length],
    ["values-added", left, grown, grown.length > left.length],
    ["values-reordered", grown, after.values, !isSame(grown, after.values)],
  ] as const;
  return [
    ...steps.flatMap(([kind, from, to, isThere]) =>
      isThere ? [changedKey(kind, context, { key: "type.values", before: from, after: to })] : [],
    ),
    ...compareKey("type.shared", [before.shared, after.shared], context, {
      added: "enum-type-named",
      removed: "enum-type-named",
      other: "enum-type-named",
    }),
    ...compareTypeName(before, after, context),
  ];
}

function nameOf({ shared = "", as }: EnumType): string {
  return nameOfSharedEnum({ name: shared, as });
}

/** The name of the type in code, as far as `as` sets it. */
function compareTypeName(before: EnumType, after: EnumType, context: Context): readonly FoundChange[] {
  if (before.shared !== after.shared || nameOf(before) === nameOf(after))
    return compareKey("type.as", [before.as, after.as], context, DESCRIBED);
  return [changedKey("enum-type-renamed", context, { key: "type.as", before: before.as, after: after.as })];
}

/** The old values with each new one after its predecessor. */
function withAdded(
  left: readonly EnumValue[],
  after: readonly EnumValue[],
  was: ReadonlySet<string | number>,
): readonly EnumValue[] {
  const grown: EnumValue[] = [];
  const followers = new Map<string | number | undefined, EnumValue>();
  after.forEach((value, index) => {
    if (!was.has(value.value)) followers.set(after[index - 1]?.value, value);
  });
  const append = (value: EnumValue | undefined): void => {
    if (value !== undefined) grown.push(value);
    for (let next = followers.get(value?.value); next !== undefined; next = followers.get(next.value))
      grown.push(next);
  };
  append(undefined);
  for (const value of left) append(value);
  return grown;
}
