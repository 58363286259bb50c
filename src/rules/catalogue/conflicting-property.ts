import { branchesOf, isEnum, nameOfType, type Property, type PropertyType } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type PlacedProperty, type RuleFinding } from "../rule.ts";
import { splitWords } from "../../naming/name-style.ts";
import { createSpeller, keysOfName } from "../../naming/similar-names.ts";
import { unitsIn } from "../../naming/units.ts";
import type { Normalizer } from "../../naming/word-forms.ts";

/** An aspect in which all properties of a name must agree, whatever else they are. */
interface Aspect {
  /** The value of the aspect; `undefined` if it is not set. */
  readonly of: (property: Property) => string | undefined;
  /** The key to report. */
  readonly key: "type" | "unit";
  readonly message: (property: Property, other: Property) => string;
}

const ASPECTS: readonly Aspect[] = [
  {
    of: ({ type }) => kindOf(type),
    key: "type",
    message: ({ name, type }, other) =>
      `${quote(name)} is ${described(type)} here, and ${described(other.type)} elsewhere.`,
  },
  {
    of: ({ unit }) =>
      unit &&
      (unitsIn(unit)
        .map((each) => each.unit)
        .toSorted()
        .join(" ") ||
        unit.toLowerCase()),
    key: "unit",
    message: ({ name, unit }, other) =>
      `${quote(name)} is in ${quote(unit)} here, and in ${quote(other.unit)} elsewhere.`,
  },
];

/** Values of so many enums that sharing one says nothing. */
const CATCH_ALLS: ReadonlySet<string> = new Set(
  "all any auto custom default false manual na no none null off on other true unknown unspecified yes".split(
    " ",
  ),
);

/** One name, one meaning: the same type and unit in every event, and no two lists of values that are nearly the same. */
export const conflictingProperty = defineRule({
  name: "conflicting-property",
  severity: "warning",
  title: "All properties of one name have one type, one unit and one list of values.",
  why: "In PostHog, properties of one name are one property with one type for all events. If it is a number in one event and a string in another, filters and sums over both are wrong or refused. If one list of values has `by_hand` and the other `by-hand`, a breakdown shows two things that are one.",
  bad: `events:
  order_completed:
    description: A customer paid for an order.
    properties:
      carrier: { type: enum, values: [own_van, post], description: Who brings it. }
      weight: { type: number, unit: kg, description: What the parcel weighs. }
  order_returned:
    description: A customer sent an order back.
    properties:
      carrier: { type: enum, values: [own-van, shop], description: Who brought it back. }
      weight: { type: number, unit: pounds, description: What the parcel weighs. }
`,
  good: `properties:
  carrier: { type: enum, values: [own_van, post, shop], description: Who brings it. }
  weight: { type: number, unit: kg, description: What the parcel weighs. }
events:
  order_completed:
    description: A customer paid for an order.
    properties:
      carrier:
      weight:
  order_returned:
    description: A customer sent an order back.
    properties:
      carrier:
      weight:
`,
  notes:
    "The majority counts as correct; the others are reported. `number` and `integer` count as one type, and `json` agrees with every type. Lists of values are compared if they share a value or have two that differ only in spelling: `action` may be `[push, pull]` in one event and `[share, save]` in another. Values such as `other` and `none` do not count. Properties of people, of groups and inside objects are compared separately.",
  *check({ properties, normalize }) {
    for (const namesakes of groupByName(properties)) {
      if (namesakes.length < 2) continue;
      for (const aspect of ASPECTS) yield* checkAspect(namesakes, aspect);
      yield* checkValues(namesakes, normalize);
    }
  },
});

function groupByName(properties: readonly PlacedProperty[]): Iterable<readonly Property[]> {
  const byName = new Map<string, Property[]>();
  for (const { property, holder } of properties) {
    if ((holder.kind !== "event" && holder.kind !== "bundle") || property.deprecated !== undefined) continue;
    const known = byName.get(property.name);
    if (known === undefined) byName.set(property.name, [property]);
    else known.push(property);
  }
  return byName.values();
}

function* checkAspect(namesakes: readonly Property[], { of, key, message }: Aspect): Iterable<RuleFinding> {
  const [usual, ...others] = sidesOf(namesakes, of);
  const other = usual?.[0];
  if (other === undefined) return;
  for (const property of others.flat())
    yield told({ property, other, key, message: message(property, other) });
}

/** The properties that agree, the most first. Those of which nothing is known are left out. */
function sidesOf(
  namesakes: readonly Property[],
  of: (property: Property) => string | undefined,
): readonly (readonly Property[])[] {
  const sides = new Map<string, Property[]>();
  for (const property of namesakes) {
    const said = of(property);
    if (said === undefined) continue;
    const known = sides.get(said);
    if (known === undefined) sides.set(said, [property]);
    else known.push(property);
  }
  return [...sides.values()].toSorted((a, b) => b.length - a.length);
}

function told({
  property,
  other,
  key,
  message,
}: Readonly<Record<"property" | "other", Property>> &
  Readonly<Record<"key" | "message", string>>): RuleFinding {
  return {
    at: [...property.at, key],
    part: key === "values" ? "key" : undefined,
    message,
    hint: "Define it once under `properties` and use that, or give them different names.",
    related: [{ at: other.at, part: "key", message: "The other is here." }],
  };
}

/** A value of a list, and the property that has it. */
interface ListedValue {
  readonly value: string;
  readonly of: Property;
}

/** Compares each list of values with the most frequent one that has a value of it, or a value that differs in spelling. */
function* checkValues(namesakes: readonly Property[], normalize: Normalizer): Iterable<RuleFinding> {
  const sides = sidesOf(namesakes, ({ type }) => {
    const values = valuesOf(type);
    return values && JSON.stringify(values.toSorted());
  });
  if (sides.length < 2) return;
  const spell = createSpeller(
    sides.flatMap(([first]) => (first && valuesOf(first.type)?.flatMap(splitWords)) ?? []),
  );
  const seen = new Map<string, ListedValue>();
  for (const [first, ...others] of sides) {
    if (first === undefined) continue;
    const pairs: (readonly [value: string, known: ListedValue])[] = [];
    for (const value of valuesOf(first.type) ?? []) {
      const keys = keysOfValue(value, normalize, spell);
      const known = keys.map((key) => seen.get(key)).find((found) => found !== undefined);
      if (known !== undefined && known.of !== first) pairs.push([value, known]);
      for (const key of keys) if (!seen.has(key)) seen.set(key, { value, of: first });
    }
    // A different spelling is the better example.
    const [value, known] = pairs.find((pair) => pair[0] !== pair[1].value) ?? pairs[0] ?? [];
    if (known === undefined) continue;
    const difference =
      value === known.value
        ? describeValues(first, known.of)
        : `the value ${quote(value)} here, and ${quote(known.value)} elsewhere`;
    const message = `${quote(first.name)} has ${difference}.`;
    for (const property of [first, ...others])
      yield told({ property, other: known.of, key: "values", message });
  }
}

/** What two values share that are the same or differ only in spelling. */
function keysOfValue(
  value: string,
  normalize: Normalizer,
  spell: (word: string) => string,
): readonly string[] {
  const words = splitWords(value);
  if (CATCH_ALLS.has(words.join(""))) return [];
  return words.length === 0 ? [value] : [...keysOfName(value, normalize), words.map(spell).join(" ")];
}

/** Numbers are one type in PostHog. The type of items counts too. Nothing is known of `json`. */
function kindOf(type: PropertyType): string | undefined {
  if (type.kind === "json") return undefined;
  if (type.kind === "array" || type.kind === "map") {
    const items = kindOf(type.items.type);
    return items && `${type.kind} of ${items}`;
  }
  return branchesOf(type)
    .map(({ kind }) => (kind === "integer" ? "number" : kind))
    .join(" or ");
}

function described(type: PropertyType): string {
  if (type.kind === "array" || type.kind === "map")
    return `\`${type.kind}\` of ${quote(nameOfType(type.items.type))}`;
  return quote(nameOfType(type));
}

function valuesOf(type: PropertyType): readonly string[] | undefined {
  if (type.kind === "array" || type.kind === "map") return valuesOf(type.items.type);
  return isEnum(type) ? type.values.map(({ value }) => String(value)) : undefined;
}

function describeValues(property: Property, other: Property): string {
  const [own, theirs] = [new Set(valuesOf(property.type)), new Set(valuesOf(other.type))];
  const added = [...own].find((value) => !theirs.has(value));
  const lacking = [...theirs].find((value) => !own.has(value));
  const parts = [
    added === undefined ? undefined : `the value ${quote(added)} here and not elsewhere`,
    lacking === undefined ? undefined : `the value ${quote(lacking)} elsewhere and not here`,
  ];
  return parts.filter((part) => part !== undefined).join(", and ");
}
