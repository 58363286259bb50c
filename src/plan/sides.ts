import type { Plan, PlanEvent, Side } from "./plan.ts";
import type { Property } from "./property.ts";

/** The sides that send an event, the server first. */
export function sidesOf({ source }: Pick<PlanEvent, "source">): readonly Side[] {
  return source === "both" ? ["server", "client"] : [source];
}

/** The side whose helper comes first: events that browsers alone send have no other. */
export function mainSideOf({ source }: Pick<PlanEvent, "source">): Side {
  return source === "client" ? "client" : "server";
}

/**
 * An event as one side sends it: without properties that the other side alone sends, and only with `common` where this side
 * knows the value.
 */
export function eventOn(side: Side, event: PlanEvent): PlanEvent {
  const isOther = (sides: Property["common"]): boolean =>
    sides !== undefined && sides !== "both" && sides !== side;
  if (!event.properties.some(({ only, common }) => isOther(only) || isOther(common))) return event;
  const properties = event.properties
    .filter(({ only }) => !isOther(only))
    .map((property) =>
      isOther(property.common) ? Object.assign({}, property, { common: undefined }) : property,
    );
  return { ...event, properties };
}

/**
 * The common properties of a side whose values are given once: those that callers would pass. Any of them may be missing, as
 * each can be given somewhere else.
 */
export function commonProperties(
  { bundles, common }: Pick<Plan, "bundles" | "common">,
  side: Side,
): readonly Property[] {
  const byName = new Map<string, Property>();
  for (const name of common[side]) {
    for (const property of bundles.find((bundle) => bundle.name === name)?.properties ?? []) {
      if (property.source.kind !== "argument" || byName.has(property.name)) continue;
      byName.set(property.name, { ...property, source: { kind: "argument", optional: true } });
    }
  }
  return [...byName.values()];
}

/** Whether an event has a property only because its bundle is common: nobody chose it for this event. */
export function isOnlyCommon({ bundle }: Property, event: { readonly with: readonly string[] }): boolean {
  return bundle !== undefined && !event.with.includes(bundle);
}
