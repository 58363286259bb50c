import { isDeepStrictEqual } from "node:util";
import type { DraftBundle, DraftPlan } from "../../draft/draft-plan.ts";
import { createCodeNames } from "../../draft/names-in-code.ts";
import { asShared, sharedPartOf, sharedWords } from "../../draft/share-properties.ts";
import type { NewEvent, NewProperty } from "../../edit/new-event.ts";
import { findNameFault } from "../../read/names.ts";
import { groupBy } from "../../text/order.ts";
import type { Facets } from "./facets.ts";
import type { Cursor } from "../source/cursor.ts";
import type { ImportLog } from "../source/import-log.ts";

/** An event, and where its properties come from. */
export interface DescribedEvent {
  readonly event: NewEvent;
  readonly facets: Facets;
}

/** Of an event that is described in several places: where each property is described first. */
export function firstOf(all: readonly Facets[]): Facets {
  const [first] = all as readonly [Facets];
  return {
    ...first,
    properties: new Map(all.toReversed().flatMap(({ properties }) => Array.from(properties))),
  };
}

interface NamedFragments extends Pick<DraftPlan, "events" | "properties" | "bundles"> {
  /** The fragments whose names are in the plan. */
  readonly named: readonly Cursor[];
}

/** What a format calls schemas that others refer to, and how it names one. */
export interface FragmentNames {
  readonly what: "fragment" | "custom type" | "dictionary";
  /** The name of a fragment, if it has one. */
  readonly nameOf: (at: Cursor) => string | undefined;
}

/** A schema that others refer to, by the name that it has there. */
interface Fragment extends Pick<FragmentNames, "what"> {
  readonly at: Cursor;
  readonly name: string;
}

/** A property of an event. */
interface Use {
  readonly event: string;
  readonly property: NewProperty;
  /** What it refers to. */
  readonly reference: Fragment | undefined;
  /** What the event refers to that has the property. */
  readonly origin: Fragment | undefined;
}

/**
 * Keeps the names of fragments that are used twice: what several properties refer to is a shared property, and what gives the
 * same properties to several events is a bundle. Reports the names that have to change.
 */
export function nameFragments(
  described: readonly DescribedEvent[],
  { what, nameOf }: FragmentNames,
  log: ImportLog,
): NamedFragments {
  const fragmentAt = (at: Cursor | undefined): Fragment | undefined => {
    const name = at && nameOf(at);
    return at && name !== undefined ? { at, name, what } : undefined;
  };
  const uses = described.flatMap(({ event, facets }) =>
    event.properties.map((property): Use => {
      const { reference, origin } = facets.properties.get(property.name)?.() ?? {};
      return {
        event: event.name,
        property,
        reference: fragmentAt(reference),
        origin: fragmentAt(origin),
      };
    }),
  );
  const events = described.map(({ event }) => event);
  const shared = shareFragments(uses, events, log);
  const bundled = bundleFragments(shared.uses, log);
  const left = groupBy(bundled.left, ({ event }) => event);
  return {
    properties: shared.properties,
    bundles: bundled.bundles,
    events: events.map((event) => {
      const names = bundled.with.get(event.name);
      const properties = (left.get(event.name) ?? []).map(({ property }) => property);
      return Object.assign({}, event, { with: names, properties });
    }),
    named: [...shared.named, ...bundled.named],
  };
}

/**
 * Reports the fragments whose names are not in the plan: their types are where they were used.
 *
 * @param followed - the fragments that were used, each with the name of an event that uses it
 * @param named - those whose names are in the plan
 */
export function reportLostNames(
  followed: ReadonlyMap<Cursor, string>,
  named: readonly Cursor[],
  { what, nameOf }: FragmentNames,
  log: ImportLog,
): void {
  const known = new Set(named.map((at) => at.id()));
  for (const [at, into] of followed) {
    const name = nameOf(at);
    if (name !== undefined && !known.has(at.id())) log.lose(at, name, { kind: "merged", what, into });
  }
}

/** Makes shared properties of what several properties refer to, where all of them have one type. */
function shareFragments(
  uses: readonly Use[],
  events: readonly NewEvent[],
  log: ImportLog,
): Pick<NamedFragments, "properties" | "named"> & { readonly uses: readonly Use[] } {
  const inCode = createCodeNames();
  for (const event of events) inCode.nameEvent(event);
  const byName = groupBy(uses, ({ property }) => property.name);
  const properties = new Map<string, NewProperty>();
  const sharedBy = new Map<Use, NewProperty>();
  const ofFragments = uses.flatMap((use): readonly (readonly [Use, Fragment])[] =>
    use.reference === undefined || use.property.const !== undefined ? [] : [[use, use.reference]],
  );
  // A property of the fragment's name keeps it without more.
  const named = ofFragments.flatMap(([{ property }, { at, name }]) => (property.name === name ? [at] : []));
  const byType = groupBy(ofFragments, ([{ property }, { name }]) =>
    JSON.stringify([name, sharedPartOf(property)]),
  );
  const groups = [...byType.values()].filter((group) => group.length > 1);
  for (const group of groups.toSorted((a, b) => b.length - a.length)) {
    const [[use, fragment]] = group as [[Use, Fragment]];
    const type = sharedPartOf(use.property);
    const name = nameInPlan("property", fragment, log, (one) => {
      if (properties.has(one)) return "another fragment has the name";
      const others = byName.get(one) ?? [];
      if (!others.every(({ property }) => isDeepStrictEqual(sharedPartOf(property), type)))
        return "a property of another type has the name";
      const isFree = type.values === undefined || inCode.claimEnum(one);
      return isFree ? undefined : "its type needs a name of its own in code";
    });
    const words = sharedWords(group.map(([{ property }]) => property));
    const shared = {
      name,
      ...type,
      ...words,
      // What one of them says of itself does not hold for the others.
      description:
        fragment.at.textAt("description") ??
        (group.every(([{ property }]) => property.description === words.description)
          ? words.description
          : undefined),
    };
    log.remember(["properties", name], fragment.at);
    properties.set(name, shared);
    for (const [one, { at }] of group) {
      sharedBy.set(one, shared);
      named.push(at);
    }
  }
  return {
    properties: [...properties.values()],
    named,
    uses: uses.map((use) => {
      const { property } = use;
      const shared = sharedBy.get(use);
      return shared === undefined || shared.name === property.name
        ? use
        : { ...use, property: { ...asShared(property, shared), use: shared.name } };
    }),
  };
}

/** Makes bundles of the properties that fragments give to several events, where all of them write these alike. */
function bundleFragments(
  uses: readonly Use[],
  log: ImportLog,
): Pick<NamedFragments, "bundles" | "named"> & {
  readonly with: ReadonlyMap<string, readonly string[]>;
  readonly left: readonly Use[];
} {
  const bundles = new Map<string, DraftBundle>();
  const bundlesOf = new Map<string, string[]>();
  const taken = new Set<Use>();
  const named: Cursor[] = [];
  // One fragment may stand in many files, or be there in several versions.
  const ids = new Map<string, string>();
  const idOf = ({ at, name }: Fragment): string => {
    const known = ids.get(at.id());
    if (known !== undefined) return known;
    const id = JSON.stringify([name, at.get("properties")?.value]);
    ids.set(at.id(), id);
    return id;
  };
  const ofFragments = uses.flatMap((use): readonly (readonly [Use, Fragment])[] =>
    use.origin === undefined ? [] : [[use, use.origin]],
  );
  for (const group of groupBy(ofFragments, ([, origin]) => idOf(origin)).values()) {
    const [[, fragment]] = group as [[Use, Fragment]];
    const events = [...new Set(group.map(([{ event }]) => event))];
    const members = [...groupBy(group, ([{ property }]) => property.name).values()].filter(
      (alike) =>
        alike.length === events.length &&
        // It is required with others, which the bundle may lack.
        alike.every(([{ property }]) => property.required_with === undefined) &&
        alike.every(([{ property }]) => isDeepStrictEqual(property, alike[0]?.[0].property)),
    );
    if (events.length < 2 || members.length === 0) continue;
    const name = nameInPlan("bundle", fragment, log, (one) =>
      bundles.has(one) ? "another fragment has the name" : undefined,
    );
    log.remember(["bundles", name], fragment.at);
    bundles.set(name, {
      name,
      description: fragment.at.textAt("description"),
      properties: members.flatMap(([first]) => first?.[0].property ?? []),
    });
    for (const event of events) bundlesOf.set(event, [...(bundlesOf.get(event) ?? []), name]);
    for (const [use] of members.flat()) taken.add(use);
    named.push(...group.map(([, { at }]) => at));
  }
  return {
    bundles: [...bundles.values()],
    with: bundlesOf,
    left: uses.filter((use) => !taken.has(use)),
    named,
  };
}

/**
 * The name of a fragment in the plan: its own or, where that cannot be, one like it. Reports another one.
 *
 * @param findFault - why a name cannot be, if so
 */
function nameInPlan(
  thing: "property" | "bundle",
  { at, name, what }: Fragment,
  log: ImportLog,
  findFault: (name: string) => string | undefined,
): string {
  const why = (one: string): string | undefined =>
    findNameFault(thing, one)?.message.replace(/\.$/u, "") ?? findFault(one);
  const fault = why(name);
  if (fault === undefined) return name;
  const bare = name.replace(/^\$+/u, "");
  const base = findNameFault(thing, bare) === undefined ? bare : thing;
  for (let number = 1; ; number++) {
    const to = number === 1 ? base : `${base}_${number}`;
    if (why(to) !== undefined) continue;
    log.lose(at, name, { kind: "renamed", what, to, why: fault });
    return to;
  }
}
