import type { DraftGroup, DraftPlan } from "../draft/draft-plan.ts";
import type { NewEvent, NewProperty } from "../edit/new-event.ts";
import type { Loss } from "../exchange/losses.ts";
import { MAX_GROUP_TYPES } from "../format/facts.ts";
import { findNameFault } from "../read/names.ts";
import { byName } from "../text/order.ts";
import type { PlaceOf } from "./importer.ts";

interface Accepted {
  readonly draft: DraftPlan;
  readonly losses: readonly Loss[];
}

/** The draft without what no plan accepts: names that are reserved or invalid, and more types of groups than PostHog has. */
export function acceptDraft(draft: DraftPlan, placeOf: PlaceOf): Accepted {
  const losses: Loss[] = [];
  const isNamed = (thing: string, name: string, at: readonly string[]): boolean => {
    const fault = findNameFault(thing, name);
    if (fault === undefined) return true;
    const why = fault.message.replace(/\.$/u, "");
    const kind = thing === "event" || thing === "group" ? "skipped" : "dropped";
    losses.push({ kind, at: placeOf(at), of: at.slice(1).join("."), what: thing, why });
    return false;
  };
  const accepted = (properties: readonly NewProperty[], at: readonly string[]): readonly NewProperty[] =>
    properties.flatMap((property) => {
      const own = [...at, property.name];
      if (!isNamed("property", property.name, own)) return [];
      return [
        property.properties ? { ...property, properties: accepted(property.properties, own) } : property,
      ];
    });
  const held = <Thing extends NewEvent | DraftGroup | DraftPlan["bundles"][number]>(
    section: string,
    thing: string,
    things: readonly Thing[],
  ): readonly Thing[] =>
    things
      .filter(({ name }) => isNamed(thing, name, [section, name]))
      .map((one) => Object.assign({}, one, { properties: accepted(one.properties, [section, one.name]) }))
      .toSorted(byName);
  const groups = held("groups", "group", draft.groups);
  for (const { name } of groups.slice(MAX_GROUP_TYPES)) {
    const why = `PostHog accepts at most ${MAX_GROUP_TYPES} types of groups`;
    losses.push({ kind: "skipped", at: placeOf(["groups", name]), of: name, what: "group", why });
  }
  return {
    draft: {
      ...draft,
      events: held("events", "event", draft.events),
      properties: accepted(draft.properties, ["properties"]).toSorted(byName),
      bundles: held("bundles", "bundle", draft.bundles),
      groups: groups.slice(0, MAX_GROUP_TYPES),
      person: accepted(draft.person, ["person"]),
    },
    losses,
  };
}
