import { hasNameInCode, namesOfGroup } from "../plan/names.ts";
import type { MoreProperties } from "../edit/add-properties.ts";
import type { NewProperty } from "../edit/new-event.ts";
import type { Plan } from "../plan/plan.ts";
import { quote } from "../text/words.ts";
import { bundleProperties } from "./bundle-properties.ts";
import type { DraftPlan } from "./draft-plan.ts";
import { createCodeNames } from "./names-in-code.ts";
import { asShared, shareProperties } from "./share-properties.ts";

/**
 * Makes a draft a plan that reads without errors: every event has a name in code, properties of one type are shared, and those
 * that always come together are bundles.
 */
export function settleDraft(draft: DraftPlan): DraftPlan {
  const names = createCodeNames();
  const isNamed = (group: string): boolean =>
    hasNameInCode(group) && names.claim(Object.values(namesOfGroup(group)));
  const groups = draft.groups.filter(({ name }) => isNamed(name));
  const open = draft.groups
    .filter((group) => !groups.includes(group))
    .map(({ name }) => `The group ${quote(name)} is left out: it has no name in code of its own.`);
  const events = draft.events.map((event) => names.nameEvent(event));
  return bundleProperties(
    shareProperties({ ...draft, groups, events, open: [...draft.open, ...open] }, names),
  );
}

/**
 * The properties of a draft that the plan's events do not have, each optional: calls of the helper do not pass it yet. Events that
 * accept additional properties need none.
 */
export function newProperties(draft: DraftPlan, plan: Plan): readonly MoreProperties[] {
  const shared = new Map(plan.properties.map((property) => [property.name, property]));
  return draft.events.flatMap(({ name, properties, notes = [] }) => {
    const planned = plan.events.find((event) => event.name === name);
    if (planned === undefined || planned.additional !== undefined) return [];
    const known = new Set(planned.properties.map((property) => property.name));
    if (planned.revenue !== undefined) known.add("currency");
    const added = properties
      .filter((property) => !known.has(property.name))
      .map((property): NewProperty => {
        const base = shared.get(property.name);
        const own = Object.assign({}, property, {
          optional: true,
          notes: [...notes.slice(0, 1), ...(property.notes ?? [])],
        });
        return base === undefined ? own : asShared(own, base);
      });
    return added.length === 0 ? [] : [{ event: name, properties: added }];
  });
}

/**
 * The events of a draft that a plan does not have, as they can be added to it: they use the plan's own shared properties.
 *
 * @param draft - not settled
 */
export function newEvents(draft: DraftPlan, plan: Plan): DraftPlan["events"] {
  const names = createCodeNames(plan);
  const known = new Set(plan.events.map(({ name }) => name));
  const shared = new Map(plan.properties.map((property) => [property.name, property]));
  return draft.events
    .filter(({ name }) => !known.has(name))
    .map((event) => {
      const properties = event.properties.map((property): NewProperty => {
        const base = shared.get(property.name);
        return base === undefined ? property : asShared(property, base);
      });
      return Object.assign({}, names.nameEvent(event), { properties });
    });
}
