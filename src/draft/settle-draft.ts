import { hasNameInCode, namesOfGroup } from "../plan/names.ts";
import type { Plan } from "../plan/plan.ts";
import { quote } from "../text/words.ts";
import type { DraftPlan } from "./draft-plan.ts";
import { createCodeNames } from "./names-in-code.ts";
import { asShared, shareProperties } from "./share-properties.ts";

/** Makes a draft a plan that reads without errors: every event has a name in code, and properties of one type are shared. */
export function settleDraft(draft: DraftPlan): DraftPlan {
  const names = createCodeNames();
  const isNamed = (group: string): boolean =>
    hasNameInCode(group) && names.claim(Object.values(namesOfGroup(group)));
  const groups = draft.groups.filter(({ name }) => isNamed(name));
  const open = draft.groups
    .filter((group) => !groups.includes(group))
    .map(({ name }) => `The group ${quote(name)} is left out: it has no name in code of its own.`);
  const events = draft.events.map((event) => names.nameEvent(event));
  return shareProperties({ ...draft, groups, events, open: [...draft.open, ...open] }, names);
}

/** The events of a draft that a plan does not have, as they can be added to it. */
export function newEvents(draft: DraftPlan, plan: Plan): DraftPlan["events"] {
  const names = createCodeNames(plan);
  const known = new Set(plan.events.map(({ name }) => name));
  const shared = new Map(plan.properties.map((property) => [property.name, property]));
  return draft.events
    .filter(({ name }) => !known.has(name))
    .map((event) =>
      Object.assign({}, names.nameEvent(event), {
        properties: event.properties.map((property) => {
          const base = shared.get(property.name);
          return base === undefined ? property : asShared(property, base);
        }),
      }),
    );
}
