import type { NewEvent } from "../edit/new-event.ts";
import {
  camelCase,
  hasNameInCode,
  looseForm,
  namesOfEvent,
  namesOfGroup,
  nameOfSharedEnum,
  typeName,
} from "../plan/names.ts";
import type { Plan } from "../plan/plan.ts";
import { isEnum } from "../plan/property.ts";
import { RESERVED_IDENTIFIERS } from "../plan/reserved-names.ts";
import { quote } from "../text/words.ts";

/** The names that code has already. Claiming one takes it. */
export interface CodeNames {
  /** Whether all of them were free. */
  claim(identifiers: readonly string[]): boolean;
  /** Whether the type of a shared enum has a name, which was free. Takes it. */
  claimEnum(name: string): boolean;
  /** The event with a name in code of its own: `as` where none can be derived, or where another event has it. */
  nameEvent(event: NewEvent): NewEvent;
}

/** @param plan - whose names are taken */
export function createCodeNames(plan?: Pick<Plan, "events" | "groups" | "properties">): CodeNames {
  const taken = new Set(RESERVED_IDENTIFIERS);
  const lookalikes = new Map<string, string>();
  const take = (identifiers: readonly string[]): void => {
    for (const identifier of identifiers) taken.add(identifier);
  };
  for (const { name } of plan?.groups ?? []) take(Object.values(namesOfGroup(name)));
  for (const { name, type } of plan?.properties ?? []) {
    if (isEnum(type)) take([nameOfSharedEnum({ name, as: type.as })]);
  }
  for (const event of plan?.events ?? []) {
    take(Object.values(namesOfEvent(event)));
    if (event.as === undefined) lookalikes.set(looseForm(event.name), event.name);
  }
  const claim = (identifiers: readonly string[]): boolean => {
    if (identifiers.some((identifier) => taken.has(identifier))) return false;
    take(identifiers);
    return true;
  };
  return {
    claim,
    claimEnum: (name) => hasNameInCode(name) && claim([nameOfSharedEnum({ name })]),
    nameEvent: (event) => {
      const { name } = event;
      const lookalike = lookalikes.get(looseForm(name));
      const isFree = (as?: string): boolean =>
        hasNameInCode(as ?? name) &&
        Object.values(namesOfEvent({ name, as })).every((one) => !taken.has(one));
      if (lookalike === undefined && isFree()) {
        take(Object.values(namesOfEvent(event)));
        if (looseForm(name) !== "") lookalikes.set(looseForm(name), name);
        return event;
      }
      const base = camelCase(typeName(camelCase(name), "Event"));
      const isReserved = lookalike === undefined && hasNameInCode(name);
      let as = isReserved ? `${base}Event` : base;
      for (let number = 2; !isFree(as); number++) as = `${base}${number}`;
      take(Object.values(namesOfEvent({ name, as })));
      const why =
        lookalike === undefined
          ? []
          : [`Nearly the name of ${quote(lookalike)}: if both mean the same, keep one of them.`];
      return { ...event, as, notes: [...(event.notes ?? []), ...why] };
    },
  };
}
