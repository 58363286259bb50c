import { isDeepStrictEqual } from "node:util";
import type { NewEvent, NewProperty } from "../edit/new-event.ts";
import { findNameFault } from "../read/names.ts";
import { splitWords } from "../naming/name-style.ts";
import { byName, groupBy } from "../text/order.ts";
import { allOf } from "../text/words.ts";
import type { DraftBundle, DraftPlan } from "./draft-plan.ts";
import { inFull } from "./share-properties.ts";

/** Fewer properties are hardly longer than the name of a bundle. */
const MIN_PROPERTIES = 3;

/** In fewer events, properties may come together by chance. */
const MIN_EVENTS = 3;

/** A property, and the events that have it. */
interface Use {
  readonly property: NewProperty;
  readonly events: NewEvent[];
  /** Whether all of them write it alike. */
  isAlike: boolean;
}

/**
 * Makes bundles of properties that always come together: several events have all of them, written alike, and no other event
 * has any.
 */
export function bundleProperties(draft: DraftPlan): DraftPlan {
  const uses = usesOf(draft.events);
  const bundled = new Set(draft.bundles.flatMap(({ properties }) => properties.map(({ name }) => name)));
  const free = [...uses.values()].filter(({ property, isAlike }) => isAlike && !bundled.has(property.name));
  const together = groupBy(free, ({ events }) => JSON.stringify(events.map(({ name }) => name)));
  const shared = new Map(draft.properties.map((property) => [property.name, property]));
  // What is used elsewhere, too, stays a shared property.
  const elsewhere = new Set([
    ...draft.groups.map(({ key }) => key),
    ...[...draft.person, ...draft.groups.flatMap(({ properties }) => properties)].map(({ name }) => name),
  ]);
  const names = new Set(draft.bundles.map(({ name }) => name));
  const made: DraftBundle[] = [];
  for (const members of together.values()) {
    const properties = members.map(({ property }) => property);
    const name = nameOfBundle(
      properties.map((property) => property.name),
      names,
    );
    const isBundle = properties.length >= MIN_PROPERTIES && (members[0]?.events.length ?? 0) >= MIN_EVENTS;
    if (!isBundle || name === undefined) continue;
    names.add(name);
    made.push({
      name,
      properties: properties.map((property) =>
        elsewhere.has(property.name) ? property : inFull(property, shared.get(property.name)),
      ),
    });
  }
  if (made.length === 0) return draft;
  const bundleOf = new Map(
    made.flatMap(({ name, properties }) => properties.map((property) => [property.name, name] as const)),
  );
  return {
    ...draft,
    bundles: [...draft.bundles, ...made].toSorted(byName),
    properties: draft.properties.filter(({ name }) => elsewhere.has(name) || !bundleOf.has(name)),
    events: draft.events.map((event) => takeBundles(event, bundleOf)),
    open: [
      ...draft.open,
      `Some properties always come together, and are bundles now: ${allOf(made.map(({ name }) => name))}. Give them the names that your team uses.`,
    ],
  };
}

function usesOf(events: readonly NewEvent[]): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const event of events) {
    for (const property of event.properties) {
      const known = uses.get(property.name);
      if (known === undefined) uses.set(property.name, { property, events: [event], isAlike: true });
      else {
        known.events.push(event);
        known.isAlike &&= isDeepStrictEqual(known.property, property);
      }
    }
  }
  return uses;
}

/** The words that all names begin with, such as `utm`; else the first name and that there are others. */
function nameOfBundle(
  [first = "", ...others]: readonly string[],
  taken: ReadonlySet<string>,
): string | undefined {
  const words = splitWords(first);
  const isCommon = (count: number): boolean =>
    others.every((name) => words.slice(0, count).join(" ") === splitWords(name).slice(0, count).join(" "));
  const counts = words.map((_, index) => index + 1).filter(isCommon);
  const common = words.slice(0, counts.at(-1) ?? 0).join("_");
  return [common, `${first}_and_others`].find(
    (name) => !taken.has(name) && findNameFault("bundle", name) === undefined,
  );
}

function takeBundles(event: NewEvent, bundleOf: ReadonlyMap<string, string>): NewEvent {
  const taken = event.properties.flatMap(({ name }) => bundleOf.get(name) ?? []);
  if (taken.length === 0) return event;
  return {
    ...event,
    with: [...new Set([...(event.with ?? []), ...taken])],
    properties: event.properties.filter(({ name }) => !bundleOf.has(name)),
  };
}
