import { isDeepStrictEqual } from "node:util";
import type { Loss } from "../exchange/losses.ts";
import type { Bundle, Group, Plan, PlanEvent } from "../plan/plan.ts";
import type { Property } from "../plan/property.ts";
import type { PlaceOf } from "./importer.ts";

/**
 * What an import says of things that a plan has, too, and says otherwise. The plan keeps what it says.
 *
 * @param imported - the plan of the import alone
 */
export function differencesBetween(imported: Plan, plan: Plan, placeOf: PlaceOf): readonly Loss[] {
  const known = {
    events: byName(plan.events),
    groups: byName(plan.groups),
    bundles: byName(plan.bundles),
    person: byName(plan.person),
    properties: byName(plan.properties),
  };
  const drop = (path: readonly string[], what: string): Loss => ({
    kind: "dropped",
    at: placeOf(path),
    of: path.slice(1).join("."),
    what,
    why: "the plan says something else, which it keeps",
  });
  const ofProperties = (
    path: readonly string[],
    said: readonly Property[],
    has: NameMap<Property>,
  ): readonly Loss[] =>
    said.flatMap((property) => {
      const same = has.get(property.name);
      if (same === undefined) return [];
      const own = [...path, property.name];
      return [
        ...(useOf(property) === useOf(same) ? [] : [drop(own, "type")]),
        ...differing(["description", "unit"], property, same).map((what) => drop(own, what)),
      ];
    });
  const ofEvent = (event: PlanEvent): readonly Loss[] => {
    const path = ["events", event.name];
    const same = known.events.get(event.name);
    if (same !== undefined) {
      const keys = ["description", "trigger", "category", "owner"] as const;
      return [
        ...differing(keys, event, same).map((what) => drop(path, what)),
        ...ofProperties(path, event.properties, byName(same.properties)),
      ];
    }
    // Of a name that the plan shares, a new event has the plan's type.
    return event.properties.flatMap((property) => {
      const { name, use = name } = property;
      const shared = use === name ? known.properties.get(name) : undefined;
      const isOther = shared !== undefined && typeTextOf(property) !== typeTextOf(shared);
      return isOther ? [drop([...path, name], "type")] : [];
    });
  };
  const ofGroup = (group: Group): readonly Loss[] => {
    const same = known.groups.get(group.name);
    const path = ["groups", group.name];
    if (same === undefined) return [];
    return [
      ...differing(["key", "description"], group, same).map((what) => drop(path, what)),
      ...ofProperties(path, group.properties, byName(same.properties)),
    ];
  };
  return [
    ...imported.events.flatMap(ofEvent),
    ...imported.bundles.flatMap((bundle) => {
      const same = known.bundles.get(bundle.name);
      return same === undefined || isSameBundle(bundle, same)
        ? []
        : [drop(["bundles", bundle.name], "bundle")];
    }),
    ...imported.groups.flatMap(ofGroup),
    ...ofProperties(["person"], imported.person, known.person),
  ];
}

/** Whether two bundles have the same properties. */
export function isSameBundle(one: Bundle, other: Bundle): boolean {
  return isDeepStrictEqual(usesOf(one), usesOf(other));
}

function usesOf({ properties }: Bundle): Readonly<Record<string, string>> {
  return Object.fromEntries(properties.map((property) => [property.name, useOf(property)]));
}

/** What a property accepts, as a text that two have where they accept the same. */
export function typeTextOf({ type }: Pick<Property, "type">): string {
  return textOf(type);
}

/** A property's type, and whether it may be absent or null. */
function useOf({ type, nullable, source }: Property): string {
  return textOf([type, nullable, source.kind === "argument" && source.optional]);
}

/** Without where it stands, and what it is called in code. */
const UNSAID = new Set(["at", "shared", "as", "use"]);

function textOf(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (UNSAID.has(key) ? undefined : inner));
}

type NameMap<Thing> = ReadonlyMap<string, Thing>;

function byName<Thing extends { readonly name: string }>(things: readonly Thing[]): NameMap<Thing> {
  return new Map(things.map((thing) => [thing.name, thing]));
}

/** The keys whose values differ. What is not said has a default in plans, and differs from nothing. */
function differing<Key extends string>(
  keys: readonly Key[],
  one: Readonly<Partial<Record<Key, unknown>>>,
  other: Readonly<Partial<Record<Key, unknown>>>,
): readonly Key[] {
  return keys.filter((key) => one[key] !== undefined && !isDeepStrictEqual(one[key], other[key]));
}
