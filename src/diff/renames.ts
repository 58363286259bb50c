import { distance } from "fastest-levenshtein";
import { branchesOf, isEnum, type Property } from "../plan/property.ts";
import { type Change, type Named, nameOfSubject, type Subject } from "./change.ts";

export interface Renamable {
  readonly name: string;
  readonly renamedFrom?: string | undefined;
  /** A former name, too, that is still in use. */
  readonly alsoSentAs?: { readonly name: string } | undefined;
}

export interface Matching<T> {
  readonly removed: readonly T[];
  readonly added: readonly T[];
  /** In both lists, by its name or its former name. */
  readonly kept: readonly (readonly [before: T, after: T])[];
}

/**
 * Matches old and new entries. An entry with `renamed_from`, or else `also_sent_as`, is the old one of that name, unless
 *
 * - it had the same before: then that was only left in place;
 * - there is no such old entry, or it still exists under its own name: then this one is new;
 * - the old entry of its own name would be unmatched: then it matches that one, and the other was removed.
 *
 * Swapped names and chains of names are renames. If two claim one name, the first gets it.
 */
export function matchByName<T extends Renamable>(before: readonly T[], after: readonly T[]): Matching<T> {
  const old = new Map(before.map((thing) => [thing.name, thing]));
  const present = new Map(after.map((thing) => [thing.name, thing]));
  const claims = findClaims(old, after);
  dropInvalid(claims, { old, present });
  const pairs = after.map((thing) => {
    const source = claims.bySource.get(claims.byTarget.get(thing.name) ?? "");
    if (source === thing.name) return [old.get(claims.byTarget.get(thing.name)!), thing] as const;
    // The old entry of its name was renamed.
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
  for (const thing of after) {
    const { name } = thing;
    const former = formerNameIn(thing);
    if (former === undefined || former === name || !old.has(former)) continue;
    const before = old.get(name);
    if ((before && formerNameIn(before)) === former || claims.bySource.has(former)) continue;
    claims.byTarget.set(name, former);
    claims.bySource.set(former, name);
  }
  return claims;
}

function formerNameIn({ renamedFrom, alsoSentAs }: Renamable): string | undefined {
  return renamedFrom ?? alsoSentAs?.name;
}

/** Drops claims on names that still exist, and the claims that depend on those. */
function dropInvalid<T extends Renamable>(
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
    // Claims on either name may now be invalid.
    const claimant = bySource.get(target);
    open.push(source, ...(claimant === undefined ? [] : [claimant]));
  }
}

/** Something removed or added, and what it is recognised by. */
interface Half {
  readonly change: Change;
  readonly name: string;
  /** The words of its name, in alphabetical order. */
  readonly words: string;
  /** The properties of an event or an object, or the type. */
  readonly parts: ReadonlySet<string>;
}

interface Siblings {
  readonly gone: Half[];
  readonly fresh: Half[];
}

/** Beyond this many pairs, only those with the same words or the same parts are compared. */
const MAX_PAIRS = 10_000;

/** Minimum similarity of two halves, from 0 to 1. */
const MIN_SIMILARITY = 0.6;

/** Suggests for each removed entry the added one that looks similar: it may be a rename without `renamed_from`. */
export function suggestRenames(changes: readonly Change[]): readonly Change[] {
  const suggestions = new Map<Change, string>();
  for (const { gone, fresh } of siblingsOf(changes)) {
    for (const [from, to] of pairUp(gone, fresh)) suggestions.set(from.change, to.name);
  }
  return changes.map((change) => {
    const looksLike = suggestions.get(change);
    return looksLike === undefined ? change : Object.assign({}, change, { looksLike });
  });
}

function siblingsOf(changes: readonly Change[]): Iterable<Siblings> {
  const places = new Map<string, Siblings>();
  for (const change of changes) {
    const { edit, subject } = change;
    if (edit.kind !== "add" && edit.kind !== "remove") continue;
    if (subject.kind !== "event" && subject.kind !== "property") continue;
    const place = subject.kind === "property" ? nameOfSubject(parentOf(subject)) : "";
    const siblings = places.get(place) ?? { gone: [], fresh: [] };
    places.set(place, siblings);
    siblings[edit.kind === "remove" ? "gone" : "fresh"].push(halfOf(change, edit.value));
  }
  return places.values();
}

function parentOf(subject: Extract<Subject, { kind: "property" }>): Subject {
  return { ...subject, path: subject.path.slice(0, -1) };
}

function halfOf(change: Change, value: Named): Half {
  const words = value.name.toLowerCase().split(/[^\p{L}\p{N}\p{M}]+/u);
  const parts =
    "type" in value
      ? partsOfType(value)
      : "properties" in value
        ? value.properties.map(({ name }) => name)
        : [];
  return { change, name: value.name, words: words.toSorted().join(" "), parts: new Set(parts) };
}

function partsOfType({ type, unit }: Property): readonly string[] {
  if (type.kind === "object") return type.properties.map(({ name }) => name);
  if (isEnum(type)) return type.values.map(({ value }) => String(value));
  return [...branchesOf(type).map(({ kind }) => kind), ...(unit === undefined ? [] : [unit])];
}

/** Each half is in one pair at most; the best pairs win. */
function pairUp(gone: readonly Half[], fresh: readonly Half[]): readonly (readonly [Half, Half])[] {
  const scored = candidatesOf(gone, fresh)
    .map((pair) => ({ pair, score: similarityOf(...pair) }))
    .filter(({ score }) => score >= MIN_SIMILARITY)
    .toSorted((a, b) => b.score - a.score);
  const taken = new Set<Half>();
  return scored.flatMap(({ pair }) => {
    if (pair.some((half) => taken.has(half))) return [];
    for (const half of pair) taken.add(half);
    return [pair];
  });
}

function candidatesOf(gone: readonly Half[], fresh: readonly Half[]): readonly (readonly [Half, Half])[] {
  if (gone.length * fresh.length <= MAX_PAIRS) {
    return gone.flatMap((from) => fresh.map((to) => [from, to] as const));
  }
  const buckets = new Map<string, Half>();
  const keysOf = ({ words, parts }: Half): readonly string[] => [
    `words ${words}`,
    ...(parts.size < 2 ? [] : [`parts ${[...parts].toSorted().join("\0")}`]),
  ];
  for (const half of fresh) for (const key of keysOf(half)) buckets.set(key, half);
  return gone.flatMap((from) =>
    keysOf(from).flatMap((key) => {
      const to = buckets.get(key);
      return to === undefined ? [] : [[from, to] as const];
    }),
  );
}

/** Half by name, half by parts. */
function similarityOf(a: Half, b: Half): number {
  const [x, y] = [a.name.toLowerCase(), b.name.toLowerCase()];
  const byName = a.words === b.words ? 1 : 1 - distance(x, y) / Math.max(x.length, y.length);
  const common = [...a.parts].filter((part) => b.parts.has(part)).length;
  const all = a.parts.size + b.parts.size - common;
  // Two events without properties have nothing in common.
  return (byName + (all === 0 ? 0 : common / all)) / 2;
}
