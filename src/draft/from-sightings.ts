import { type Shape, unite } from "../audit/facts/shapes.ts";
import type { NewEvent, NewProperty } from "../edit/new-event.ts";
import { MAX_GROUP_TYPES } from "../format/facts.ts";
import { looseForm } from "../plan/names.ts";
import { findNameFault } from "../read/names.ts";
import { byName } from "../text/order.ts";
import { allOf, plural, quote, someOf } from "../text/words.ts";
import type { DraftGroup, DraftPlan } from "./draft-plan.ts";
import type { SeenProperty, Sighting } from "./sighting.ts";
import { isPropertyName, typeOfShape } from "./type-of-shape.ts";

/** Most places that a comment lists. */
const MAX_PLACES = 3;

/**
 * A plan of what was seen. Properties are not shared yet, and events have no names in code.
 *
 * @param known - the groups of the plan that it is for, which gets no others
 */
export function draftFromSightings(
  sightings: readonly Sighting[],
  known?: readonly Pick<DraftGroup, "name" | "key">[],
): DraftPlan {
  const byEvent = new Map<string, Sighting[]>();
  const byGroup = new Map<string, Sighting[]>();
  const ofPeople: Sighting[] = [];
  for (const sighting of sightings) {
    const { about } = sighting;
    if (about.kind === "person") ofPeople.push(sighting);
    else if (about.kind === "group") {
      for (const type of new Set(about.types)) pushTo(byGroup, type, sighting);
    } else {
      for (const name of new Set(about.names)) pushTo(byEvent, name, sighting);
      for (const group of sighting.groups) if (!byGroup.has(group)) byGroup.set(group, []);
    }
  }
  const open: string[] = [];
  const own = [...byEvent.keys()].filter((name) => name.startsWith("$"));
  if (own.length > 0)
    open.push(`Left out: ${plural(own.length, "event")} of PostHog's own, ${allOf(own.toSorted())}.`);
  const refused = [...byEvent].filter(
    ([name]) => !name.startsWith("$") && findNameFault("event", name) !== undefined,
  );
  for (const [name, seen] of refused) {
    open.push(`The event ${quote(name)} is left out: ${faultOf("event", name)} Seen at ${listPlaces(seen)}.`);
  }
  const kept = [...byEvent].filter(([name]) => findNameFault("event", name) === undefined);
  const events = kept.map(([name, seen]) => draftEvent(name, seen)).toSorted(byName);
  const named = [...byGroup].filter(
    ([name]) =>
      findNameFault("group", name) === undefined && (known?.some((group) => group.name === name) ?? true),
  );
  const groups = named
    .map(([name, seen]): DraftGroup => ({
      name,
      key: known?.find((group) => group.name === name)?.key ?? keyOf(name, events),
      properties: mergeProperties(seen).properties,
    }))
    .toSorted(byName);
  for (const { name } of groups.slice(MAX_GROUP_TYPES)) {
    open.push(
      `The group ${quote(name)} is left out: PostHog accepts at most ${MAX_GROUP_TYPES} types of groups.`,
    );
  }
  const accepted = groups.slice(0, MAX_GROUP_TYPES);
  const keyed = events.map((event) => addKeys(event, byEvent.get(event.name) ?? [], accepted));
  return {
    events: keyed,
    properties: [],
    bundles: [],
    groups: accepted,
    // What one call does not set, others do.
    person: mergeProperties(ofPeople).properties.map((property) =>
      Object.assign({}, property, { optional: true }),
    ),
    open,
  };
}

function pushTo<Key>(map: Map<Key, Sighting[]>, key: Key, sighting: Sighting): void {
  const others = map.get(key);
  if (others) others.push(sighting);
  else map.set(key, [sighting]);
}

function faultOf(thing: "event" | "property", name: string): string {
  return findNameFault(thing, name)?.message ?? "";
}

function draftEvent(name: string, seen: readonly Sighting[]): NewEvent {
  const { properties, notes } = mergeProperties(seen, sourceOf(seen) !== "server");
  const source = sourceOf(seen);
  const unsure = seen.every(({ sure }) => !sure);
  return {
    name,
    source,
    // Two sides that send one event need a key, or it counts twice.
    ...(source === "both" && { owner_side: "server", idempotency: "caller" }),
    properties,
    notes: [
      listPlaces(seen),
      ...(unsure ? ["Perhaps not sent to PostHog: only the name of the call speaks for it."] : []),
      ...(source === "both"
        ? [
            "Both sides send it. Choose the side that must send it, and a key by which PostHog counts it once.",
          ]
        : []),
      ...notes,
    ],
  };
}

function sourceOf(seen: readonly Sighting[]): "server" | "client" | "both" {
  const sides = new Set(seen.flatMap(({ about }) => (about.kind === "events" ? (about.side ?? []) : [])));
  if (sides.size === 2) return "both";
  return sides.has("client") ? "client" : "server";
}

/** @example "src/a.ts:1, src/b.ts:2, src/c.ts:3 and 4 more" */
function listPlaces(seen: readonly Sighting[]): string {
  return someOf([...new Set(seen.map(({ place }) => place))], MAX_PLACES);
}

/** One property seen at several places. */
interface SeenAt extends SeenProperty {
  readonly place: string;
}

/** The properties of all sightings of one thing. What some of them lack is optional. */
function mergeProperties(
  seen: readonly Sighting[],
  isForBrowsers = false,
): { readonly properties: readonly NewProperty[]; readonly notes: readonly string[] } {
  const found = new Map<string, SeenAt[]>();
  for (const { properties, place } of seen) {
    for (const property of properties) {
      const others = found.get(property.name);
      if (others) others.push({ ...property, place });
      else found.set(property.name, [{ ...property, place }]);
    }
  }
  const refused = [...found.keys()].filter(
    (name) => !isPropertyName(name) || (isForBrowsers && name === "token"),
  );
  const properties = [...found]
    .filter(([name]) => !refused.includes(name))
    .map(([name, all]) => draftProperty(name, all, seen.length));
  const unknown = seen.flatMap((one) => one.unknown.map((text) => `\`${text}\` at ${one.place}`));
  return {
    properties,
    notes: [
      ...(unknown.length > 0 ? [`Some properties cannot be told: ${someOf(unknown, MAX_PLACES)}.`] : []),
      ...(refused.length > 0
        ? [
            `Left out, because the plan refuses the ${refused.length === 1 ? "name" : "names"}: ${allOf(refused)}.`,
          ]
        : []),
    ],
  };
}

function draftProperty(name: string, all: readonly SeenAt[], sightings: number): NewProperty {
  // What one place does not tell, another does.
  const known = all.filter(({ shape }) => shape.kind !== "unknown");
  const shapes = (known.length > 0 ? known : all).map(({ shape }) => shape);
  const { note, ...type } = typeOfShape(unite(shapes));
  const kinds = new Map<string, string>();
  for (const { shape, place } of known) {
    const kind = kindOf(shape);
    if (kind !== undefined && !kinds.has(kind)) kinds.set(kind, place);
  }
  return {
    name,
    ...type,
    optional: all.length < sightings || all.some(({ optional }) => optional),
    notes: [
      ...(note === undefined ? [] : [note]),
      ...(kinds.size > 1
        ? [`Different types: ${[...kinds].map(([kind, place]) => `${kind} at ${place}`).join(", ")}.`]
        : []),
    ],
  };
}

/** The kind of a value, as a note names it; nothing where it tells nothing. */
function kindOf(shape: Shape): string | undefined {
  const parts = (shape.kind === "union" ? shape.of : [shape]).filter(({ kind }) => kind !== "null");
  return parts.length === 0 ? undefined : [...new Set(parts.map(({ kind }) => kind))].toSorted().join(" or ");
}

/** Types that a group's key can have. */
const KEY_TYPES: ReadonlySet<unknown> = new Set(["string", "integer"]);

/** The property that holds a group's key: one that events have, if all of them have it as text or a number. */
function keyOf(group: string, events: readonly NewEvent[]): string {
  const wanted = looseForm(`${group}_id`);
  const properties = events.flatMap((event) => event.properties);
  const named = properties.find(({ name }) => looseForm(name) === wanted)?.name;
  const base = [...group.replaceAll(/\s+/gu, "_")].slice(0, 100).join("");
  const names = [...(named === undefined ? [] : [named]), `${base}_id`, `${base}_key`, `${base}_group_key`];
  const isFree = (name: string): boolean =>
    isPropertyName(name) &&
    properties.every((property) => property.name !== name || KEY_TYPES.has(property.type));
  return names.find(isFree) ?? `${base}_group_key`;
}

/** An event that is sent to groups needs their keys. */
function addKeys(event: NewEvent, seen: readonly Sighting[], groups: readonly DraftGroup[]): NewEvent {
  const sent = groups.filter(({ name }) => seen.some((one) => one.groups.includes(name)));
  const missing = sent.filter(({ key }) => !event.properties.some(({ name }) => name === key));
  if (missing.length === 0) return event;
  const added = missing.map(({ name, key }): NewProperty => ({
    name: key,
    type: "string",
    optional: true,
    notes: [`The key of the group ${quote(name)}, which the event is sent to.`],
  }));
  return { ...event, properties: [...event.properties, ...added] };
}
