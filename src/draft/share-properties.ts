import { isDeepStrictEqual } from "node:util";
import type { NewProperty } from "../edit/new-event.ts";
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
    ...draft.bundles.map(({ name, properties }) => ({ holder: `the bundle ${quote(name)}`, properties })),
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
  const shared = new Map(draft.properties.map((property) => [property.name, property]));
  for (const { name, values } of draft.properties) if (values !== undefined) names.claimEnum(name);
  const open: string[] = [];
  for (const [name, held] of [...byProperty].toSorted(([a], [b]) => byCodeUnit(a, b))) {
    if (shared.has(name)) continue;
    const properties = held.map(({ property }) => property);
    const [first = {}] = properties.map(sharedPartOf);
    const isSame = properties.every((property) => isDeepStrictEqual(sharedPartOf(property), first));
    if (!isSame) open.push(...describeConflict(name, held));
    const isWanted = isSame && (held.length > 1 || keys.has(name)) && !("use" in first);
    const isEnum = held[0]?.property.values !== undefined;
    if (isWanted && (!isEnum || names.claimEnum(name))) {
      shared.set(name, { name, ...first, ...sharedWords(properties) });
    }
  }
  for (const key of keys)
    if (!byProperty.has(key) && !shared.has(key)) shared.set(key, { name: key, type: "string" });
  const use = (properties: readonly NewProperty[]): readonly NewProperty[] =>
    properties.map((property) => {
      const base = shared.get(property.name);
      return base === undefined ? property : asShared(property, base);
    });
  return {
    ...draft,
    properties: [...shared.values()].toSorted(byName),
    events: draft.events.map((event) => ({ ...event, properties: use(event.properties) })),
    bundles: draft.bundles.map((bundle) => ({ ...bundle, properties: use(bundle.properties) })),
    groups: draft.groups.map((group) => ({ ...group, properties: use(group.properties) })),
    person: use(draft.person),
    open: [...draft.open, ...open],
  };
}

/**
 * The property as the shared one of its name, with what is its own.
 *
 * @param base - what the shared one says
 */
export function asShared(
  property: NewProperty,
  base: Pick<NewProperty, "description" | "example" | "nullable">,
): NewProperty {
  const { name, optional, nullable, description, example, default: fallback, const: constant } = property;
  return {
    name,
    optional,
    required_with: property.required_with,
    nullable: base.nullable === true ? undefined : nullable,
    default: fallback,
    const: constant,
    deprecated: property.deprecated,
    description: description === base.description ? undefined : description,
    example: isDeepStrictEqual(example, base.example) ? undefined : example,
    notes: property.notes,
  };
}

/** What all uses of a shared property have in common: everything but what {@link asShared} keeps. */
export function sharedPartOf(property: NewProperty): Partial<NewProperty> {
  const own = { ...asShared(property, {}), description: undefined, example: undefined };
  const entries = Object.entries(property).filter(([key, value]) => value !== undefined && !(key in own));
  return Object.fromEntries(entries);
}

/** What a shared property says for all of its uses, beside its type. */
export function sharedWords(
  uses: readonly NewProperty[],
): Pick<NewProperty, "nullable" | "description" | "example"> {
  return {
    ...(uses.every(({ nullable }) => nullable === true) && { nullable: true }),
    description: mostCommon(uses, "description"),
    example: mostCommon(uses, "example"),
  };
}

/** What most of them say; what was said first, if several things are said as often. */
function mostCommon<Key extends "description" | "example">(
  properties: readonly NewProperty[],
  key: Key,
): NewProperty[Key] {
  const counts = new Map<string, { readonly value: NewProperty[Key]; count: number }>();
  for (const { [key]: value } of properties) {
    // Not all of them may be nullable.
    if (value === undefined || value === null) continue;
    const id = JSON.stringify(value);
    const known = counts.get(id);
    if (known) known.count++;
    else counts.set(id, { value, count: 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count)[0]?.value;
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

/** Whether a property is the shared one of its name. */
export function isReference({ type, use }: NewProperty): boolean {
  return type === undefined && use === undefined;
}

/** A shared property, with what a use of it says itself. */
export function inFull(property: NewProperty, base: NewProperty | undefined): NewProperty {
  const own = Object.entries(property).filter(([, value]) => value !== undefined);
  return { ...base, ...(Object.fromEntries(own) as unknown as NewProperty) };
}
