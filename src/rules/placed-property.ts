import type { Group, Plan, PlanEvent } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { Deprecation, HolderKind, Property, PropertyType } from "../plan/property.ts";

/** A property and what holds it. */
export interface PlacedProperty {
  readonly property: Property;
  readonly holder: Holder;
  /**
   * Whether its name is its own, and not that of the shared property that it takes: what there is to say of the name, and
   * of all that it takes unchanged, is said there.
   */
  readonly ownsName: boolean;
  /** The shared property that it takes, if any: what is the same there was most likely taken from there. */
  readonly base: Property | undefined;
}

/** What holds a property, with what is to be known of it. */
export type Holder =
  | { readonly kind: "event"; readonly event: PlanEvent }
  | { readonly kind: "group"; readonly group: Group }
  | { readonly kind: Exclude<HolderKind, "event" | "group"> };

/** Every property that is written down in a plan, once: an object that is shared is looked into where it is defined. */
export function placeProperties(plan: Plan): readonly PlacedProperty[] {
  const placed: PlacedProperty[] = [];
  const shared = new Map(plan.properties.map((property) => [property.name, property] as const));
  const place = (properties: readonly Property[], holder: Holder): void => {
    for (const property of properties) {
      const base = property.use === undefined ? undefined : shared.get(property.use);
      placed.push({
        property,
        holder,
        ownsName: holder.kind === "shared" || property.use !== property.name,
        base,
      });
      place(innerProperties(property.type, property.at), { kind: "object" });
    }
  };
  place(plan.properties, { kind: "shared" });
  place(plan.person, { kind: "person" });
  for (const group of plan.groups) place(group.properties, { kind: "group", group });
  for (const event of plan.events) place(event.properties, { kind: "event", event });
  return placed;
}

/** That a property is on its way out, unless the shared property that it takes says the same, where it is told. */
export function ownDeprecation({ property, base }: PlacedProperty): Deprecation | undefined {
  const { deprecated } = property;
  return JSON.stringify(deprecated) === JSON.stringify(base?.deprecated) ? undefined : deprecated;
}

/** The properties that a type lists, when they are written at `at` and not at a shared property. */
function innerProperties(type: PropertyType, at: Pointer): readonly Property[] {
  if (type.kind === "array" || type.kind === "map") return innerProperties(type.items.type, at);
  if (type.kind !== "object") return [];
  return type.properties.filter((inner) => startsWith(inner.at, at));
}

/** Whether a pointer leads to something or to a part of it. */
function startsWith(at: Pointer, prefix: Pointer): boolean {
  return at.length > prefix.length && prefix.every((step, index) => at[index] === step);
}
