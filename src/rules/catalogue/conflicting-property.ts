import { branchesOf, isEnum, nameOfType, type Property, type PropertyType } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type PlacedProperty, type RuleFinding } from "../rule.ts";
import { unitsIn } from "../words/units.ts";

/** An aspect in which all properties of a name must agree. */
interface Aspect {
  /** The value of the aspect; `undefined` if it is not set. */
  readonly of: (property: Property) => string | undefined;
  /** The key to report. */
  readonly key: string;
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
  {
    of: ({ type }) => {
      const values = valuesOf(type);
      return values && JSON.stringify([...values].toSorted());
    },
    key: "values",
    message: (property, other) => `${quote(property.name)} has ${describeValues(property, other)}.`,
  },
];

/** One name, one meaning: the same type, unit and values in every event. */
export const conflictingProperty = defineRule({
  name: "conflicting-property",
  severity: "warning",
  title: "All properties of one name have the same type, unit and values.",
  why: "In PostHog, properties of one name are one property with one type for all events. If it is a number in one event and a string in another, filters and sums over both are wrong or refused. If its values differ, a breakdown mixes two things.",
  bad: `events:
  order_completed:
    description: A customer paid for an order.
    properties:
      method: { type: enum, values: [card, invoice], description: How the customer paid. }
      weight: { type: number, unit: kg, description: What the parcel weighs. }
  order_returned:
    description: A customer sent an order back.
    properties:
      method: { type: enum, values: [post, shop], description: How the order came back. }
      weight: { type: number, unit: pounds, description: What the parcel weighs. }
`,
  good: `properties:
  weight: { type: number, unit: kg, description: What the parcel weighs. }
events:
  order_completed:
    description: A customer paid for an order.
    properties:
      payment_method: { type: enum, values: [card, invoice], description: How the customer paid. }
      weight:
  order_returned:
    description: A customer sent an order back.
    properties:
      return_method: { type: enum, values: [post, shop], description: How the order came back. }
      weight:
`,
  notes:
    "The majority counts as correct; the others are reported. `number` and `integer` count as one type. Properties of people, of groups and inside objects are compared separately.",
  *check({ properties }) {
    for (const namesakes of groupByName(properties)) {
      if (namesakes.length < 2) continue;
      for (const aspect of ASPECTS) yield* checkAspect(namesakes, aspect);
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
  const sides = new Map<string, Property[]>();
  for (const property of namesakes) {
    const said = of(property);
    if (said === undefined) continue;
    const known = sides.get(said);
    if (known === undefined) sides.set(said, [property]);
    else known.push(property);
  }
  if (sides.size < 2) return;
  const [usual, ...others] = [...sides.values()].toSorted((a, b) => b.length - a.length);
  const other = usual?.[0];
  if (other === undefined) return;
  for (const property of others.flat()) {
    yield {
      at: [...property.at, key],
      part: key === "values" ? "key" : undefined,
      message: message(property, other),
      hint: "Define it once under `properties` and use that, or give them different names.",
      related: [{ at: other.at, part: "key", message: "The other is here." }],
    };
  }
}

/** Numbers are one type in PostHog. The type of items counts too. */
function kindOf(type: PropertyType): string {
  if (type.kind === "array" || type.kind === "map") return `${type.kind} of ${kindOf(type.items.type)}`;
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
