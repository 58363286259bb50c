import { hasNameInCode, namesOfGroup } from "../plan/names.ts";
import type { NewProperty } from "../edit/new-event.ts";
import type { Plan } from "../plan/plan.ts";
import { quote } from "../text/words.ts";
import { bundleProperties } from "./bundle-properties.ts";
import type { DraftPlan } from "./draft-plan.ts";
import { createCodeNames } from "./names-in-code.ts";
import { asShared, inFull, isReference, shareProperties } from "./share-properties.ts";

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

/** The events of a draft that a plan does not have, as they can be added to it: they use the plan's own shared properties. */
export function newEvents(draft: DraftPlan, plan: Plan): DraftPlan["events"] {
  const names = createCodeNames(plan);
  const known = new Set(plan.events.map(({ name }) => name));
  const shared = new Map(plan.properties.map((property) => [property.name, property]));
  const own = new Map(draft.properties.map((property) => [property.name, property]));
  const bundles = new Map(draft.bundles.map(({ name, properties }) => [name, properties]));
  return draft.events
    .filter(({ name }) => !known.has(name))
    .map((event) => {
      const bundled = (event.with ?? []).flatMap((name) => bundles.get(name) ?? []);
      const properties = [...bundled, ...event.properties].map((property): NewProperty => {
        const base = shared.get(property.name);
        if (base !== undefined) return asShared(property, base);
        return isReference(property) ? inFull(property, own.get(property.name)) : property;
      });
      return Object.assign({}, names.nameEvent(event), { with: undefined, properties });
    });
}
