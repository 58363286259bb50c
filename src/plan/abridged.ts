import { isRecord } from "../text/json.ts";

/** A property with any keys: one of a plan, or one that was read from a file and not checked yet. */
type Keys = Readonly<Record<string, unknown>>;

/**
 * A plan as `plan.json` has it, where properties do not repeat what is known of them. One without a `type` is as its base is,
 * except for the keys that it has itself. Its base is the property of that name in its `bundle`, or the shared property that it
 * uses. One with a `type` inherits nothing, and only the usual is left out. What is left is written shortly: see {@link shorten}.
 * Properties inside objects are written in full. An event names the property by which it joins a group where that is not the
 * group's own key.
 *
 * @param plan - of the shape of a plan
 */
export function abridgePlan(plan: unknown): unknown {
  const short = changeProperties(plan, (property, baseOf) => ({
    whole: property,
    changed: shorten(abridge(property, baseOf(property))),
  }));
  return changeGroups(short, (property, key) => (property === key ? undefined : property));
}

/**
 * The whole of what {@link abridgePlan} made. A property whose base is missing has no type.
 *
 * @param plan - anything: what does not have the shape of a plan stays as it is
 */
export function unabridgePlan(plan: unknown): unknown {
  const joined = changeGroups(plan, (property, key) => property ?? key);
  return changeProperties(joined, (property, baseOf) => {
    const long = lengthen(property);
    const whole = unabridge(long, baseOf(long));
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

type Change = (
  property: Keys,
  baseOf: (property: Keys) => Keys | undefined,
) => { readonly whole: Keys; readonly changed: Keys };

/** Changes each property of a plan, shared ones and bundles before what refers to them. */
function changeProperties(plan: unknown, change: Change): unknown {
  if (!isRecord(plan)) return plan;
  const shared = new Map<unknown, Keys>();
  const bundles = new Map<unknown, Map<unknown, Keys>>();
  const baseOf = ({ name, bundle, use }: Keys): Keys | undefined =>
    bundles.get(bundle)?.get(name) ?? shared.get(use);
  const changeAll = (properties: unknown, base: typeof baseOf, known = new Map<unknown, Keys>()): unknown =>
    mapRecords(properties, (property) => {
      const { whole, changed } = change(property, base);
      known.set(whole["name"], whole);
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

/** Changes the property by which each event names a group. */
function changeGroups(plan: unknown, change: (property: unknown, key: unknown) => unknown): unknown {
  if (!isRecord(plan)) return plan;
  const groups = Array.isArray(plan["groups"]) ? plan["groups"].filter(isRecord) : [];
  const keys = new Map(groups.map(({ name, key }) => [name, key]));
  const changeIn = (event: Keys): Keys => ({
    ...event,
    groups: mapRecords(event["groups"], ({ group, property }) => ({
      group,
      property: change(property, keys.get(group)),
    })),
  });
  return { ...plan, events: mapRecords(plan["events"], changeIn) };
}

function mapRecords(list: unknown, change: (record: Keys) => Keys): unknown {
  return Array.isArray(list) ? list.map((item: unknown) => (isRecord(item) ? change(item) : item)) : list;
}

/**
 * A property with the keys that a plan file has for its source, and without its name where that is the name of what it uses. Values of
 * an enum are just the values where they have no meaning.
 *
 * @example shorten({ name: "tier", use: "tier", source: { kind: "argument", optional: true } })
 * // { use: "tier", optional: true }
 */
function shorten({ name, source, type, ...rest }: Keys): Keys {
  return {
    ...rest,
    ...(name !== rest["use"] && { name }),
    ...(isRecord(source) && shortSource(source)),
    ...(type !== undefined && { type: changeValues(type, shortValue) }),
  };
}

/** What {@link shorten} made a property from. */
function lengthen({ name, type, optional, default: preset, const: value, computed, ...rest }: Keys): Keys {
  return {
    ...longSource({ optional, preset, value, computed }),
    ...rest,
    name: name ?? rest["use"],
    ...(type !== undefined && { type: changeValues(type, longValue) }),
  };
}

function shortSource({ kind, optional, default: preset, value, text }: Keys): Keys {
  if (kind === "const") return { const: value };
  if (kind === "computed") return { computed: text, ...(optional === true && { optional }) };
  return preset === undefined ? { optional } : { default: preset, ...(optional === true && { optional }) };
}

function longSource({ optional, preset, value, computed }: Keys): Keys {
  if (value !== undefined) return { source: { kind: "const", value } };
  if (computed !== undefined) {
    return { source: { kind: "computed", optional: optional ?? false, text: computed } };
  }
  if (optional === undefined && preset === undefined) return {};
  return {
    source: {
      kind: "argument",
      optional: optional ?? false,
      ...(preset !== undefined && { default: preset }),
    },
  };
}

function changeValues(type: unknown, change: (value: unknown) => unknown): unknown {
  return isRecord(type) && Array.isArray(type["values"])
    ? { ...type, values: type["values"].map((value: unknown) => change(value)) }
    : type;
}

function shortValue(value: unknown): unknown {
  return isRecord(value) && value["meaning"] === undefined ? value["value"] : value;
}

function longValue(value: unknown): unknown {
  return isRecord(value) ? value : { value };
}
