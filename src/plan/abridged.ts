import { isRecord } from "../text/json.ts";

/** A property with any keys: one of a plan, or one that was read from a file and not checked yet. */
type Keys = Readonly<Record<string, unknown>>;

/**
 * A plan as `plan.json` has it, where properties do not repeat what is known of them. One without a `type` is as its base is,
 * except for the keys that it has itself. Its base is the property of that name in its `bundle`, or the shared property that it
 * uses. One with a `type` inherits nothing, and only the usual is left out. Properties inside objects are written in full.
 *
 * @param plan - of the shape of a plan
 */
export function abridgePlan(plan: unknown): unknown {
  return changeProperties(plan, (property, base) => ({ whole: property, changed: abridge(property, base) }));
}

/**
 * The whole of what {@link abridgePlan} made. A property whose base is missing has no type.
 *
 * @param plan - anything: what does not have the shape of a plan stays as it is
 */
export function unabridgePlan(plan: unknown): unknown {
  return changeProperties(plan, (property, base) => {
    const whole = unabridge(property, base);
    return { whole, changed: whole };
  });
}

/** What is a property's own even where another defines it. */
const OWN: ReadonlySet<string> = new Set(["name", "renamedFrom", "requiredWith"]);

/** What a property is where nothing else is said. */
const USUAL: Keys = { nullable: false, pii: "none", source: { kind: "argument", optional: false } };

function abridge(property: Keys, base: Keys | undefined): Keys {
  const inherited = base && inheritedFrom(base);
  const known = inherited && isLike(property, inherited) ? inherited : USUAL;
  return keysOf(property, (key, value) => !isSame(value, known[key]));
}

/** Whether a property only adds to what it may inherit: a key that it inherits cannot be taken back. */
function isLike(property: Keys, inherited: Keys): boolean {
  return (
    isSame(property["type"], inherited["type"]) &&
    Object.keys(inherited).every((key) => property[key] !== undefined)
  );
}

function unabridge(property: Keys, base: Keys | undefined): Keys {
  const isLikeBase = base !== undefined && property["type"] === undefined;
  return { ...USUAL, ...(isLikeBase && inheritedFrom(base)), ...property };
}

function inheritedFrom(base: Keys): Keys {
  return keysOf(base, (key, value) => value !== undefined && !OWN.has(key));
}

function keysOf(keys: Keys, isKept: (key: string, value: unknown) => boolean): Keys {
  return Object.fromEntries(Object.entries(keys).filter(([key, value]) => isKept(key, value)));
}

/** Whether the JSON of two values is the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  return [one, other].every((keys) => Object.keys(keys).every((key) => isSame(one[key], other[key])));
}

type Change = (property: Keys, base: Keys | undefined) => { readonly whole: Keys; readonly changed: Keys };

/** Changes each property of a plan, shared ones and bundles before what refers to them. */
function changeProperties(plan: unknown, change: Change): unknown {
  if (!isRecord(plan)) return plan;
  const shared = new Map<unknown, Keys>();
  const bundles = new Map<unknown, Map<unknown, Keys>>();
  const baseOf = ({ name, bundle, use }: Keys): Keys | undefined =>
    bundles.get(bundle)?.get(name) ?? shared.get(use);
  const changeAll = (properties: unknown, base: typeof baseOf, known = new Map<unknown, Keys>()): unknown =>
    mapRecords(properties, (property) => {
      const { whole, changed } = change(property, base(property));
      known.set(property["name"], whole);
      return changed;
    });
  const changeIn = (holders: unknown): unknown =>
    mapRecords(holders, (holder) => ({ ...holder, properties: changeAll(holder["properties"], baseOf) }));
  return {
    ...plan,
    properties: changeAll(plan["properties"], () => undefined, shared),
    bundles: mapRecords(plan["bundles"], (bundle) => {
      const known = new Map<unknown, Keys>();
      const properties = changeAll(bundle["properties"], ({ use }) => shared.get(use), known);
      bundles.set(bundle["name"], known);
      return { ...bundle, properties };
    }),
    person: changeAll(plan["person"], baseOf),
    groups: changeIn(plan["groups"]),
    events: changeIn(plan["events"]),
  };
}

function mapRecords(list: unknown, change: (record: Keys) => Keys): unknown {
  return Array.isArray(list) ? list.map((item: unknown) => (isRecord(item) ? change(item) : item)) : list;
}
