import { isDeepStrictEqual } from "node:util";
import type { NewProperty } from "../edit/new-event.ts";
import { nameOfSharedEnum } from "../plan/names.ts";
import { byCodeUnit, byName } from "../text/order.ts";
import { quote } from "../text/words.ts";
import type { DraftPlan } from "./draft-plan.ts";
import type { CodeNames } from "./names-in-code.ts";

/** A property, and what has it. */
interface Held {
  readonly holder: string;
  readonly property: NewProperty;
}

/**
 * Defines a property once where several events have it with one type: a name that is shared has one type everywhere. Where
 * the types differ, that is something to decide.
 *
 * @param names - a shared enum has a type of its own in code
 */
export function shareProperties(draft: DraftPlan, names: CodeNames): DraftPlan {
  const byProperty = new Map<string, Held[]>();
  const holders = [
    ...draft.events.map(({ name, properties }) => ({ holder: quote(name), properties })),
    ...draft.groups.map(({ name, properties }) => ({ holder: `the group ${quote(name)}`, properties })),
    { holder: "the person", properties: draft.person },
  ];
  for (const { holder, properties } of holders) {
    for (const property of properties) {
      const held = { holder, property };
      const others = byProperty.get(property.name);
      if (others) others.push(held);
      else byProperty.set(property.name, [held]);
    }
  }
  const keys = new Set(draft.groups.map(({ key }) => key));
  const shared = new Map<string, NewProperty>();
  const open: string[] = [];
  for (const [name, held] of [...byProperty].toSorted(([a], [b]) => byCodeUnit(a, b))) {
    const types = held.map(({ property }) => typeOf(property));
    const [first = {}] = types;
    const isSame = types.every((type) => isDeepStrictEqual(type, first));
    if (!isSame) open.push(...describeConflict(name, held));
    const isWanted = isSame && (held.length > 1 || keys.has(name));
    const isEnum = held[0]?.property.type === "enum";
    if (isWanted && (!isEnum || names.claim([nameOfSharedEnum({ name })])))
      shared.set(name, { name, ...first });
  }
  for (const key of keys) if (!byProperty.has(key)) shared.set(key, { name: key, type: "string" });
  const use = (properties: readonly NewProperty[]): readonly NewProperty[] =>
    properties.map((property) => (shared.has(property.name) ? asShared(property) : property));
  return {
    ...draft,
    properties: [...shared.values()].toSorted(byName),
    events: draft.events.map((event) => ({ ...event, properties: use(event.properties) })),
    groups: draft.groups.map((group) => ({ ...group, properties: use(group.properties) })),
    person: use(draft.person),
    open: [...draft.open, ...open],
  };
}

/** The property as the shared one of its name, with what is its own. */
export function asShared({ name, optional, nullable, notes }: NewProperty): NewProperty {
  return { name, optional, nullable, notes };
}

function typeOf({ type, items, values, properties }: NewProperty): Omit<NewProperty, "name"> {
  return { type, items, values, properties };
}

/** Types that differ in more than their values. Where a type is not known (`json`), nothing contradicts another. */
function describeConflict(name: string, held: readonly Held[]): readonly string[] {
  const byType = new Map<string, string>();
  for (const { holder, property } of held) {
    const type = looseType(property);
    if (type !== "json" && !byType.has(type)) byType.set(type, holder);
  }
  if (byType.size < 2) return [];
  const types = [...byType].map(([type, holder]) => `${type} in ${holder}`);
  return [`${quote(name)} has different types: ${types.join(", ")}.`];
}

function looseType({ type = "json" }: NewProperty): string {
  if (typeof type !== "string") return type.join(" or ");
  return type === "enum" ? "string" : type === "integer" ? "number" : type;
}
