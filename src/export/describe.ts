import type { PlanEvent } from "../plan/plan.ts";
import { type Deprecation, isEnum, type Property, type PropertyType } from "../plan/property.ts";
import { code } from "../text/markdown.ts";
import { asSentence } from "../text/words.ts";

/** What the plan says of an event to people, for a target that has one text for it. */
export function describeEvent({ description = "", trigger, deprecated }: PlanEvent): string {
  return sentences([
    description,
    trigger === undefined ? "" : `Trigger: ${trigger}`,
    deprecated === undefined ? "" : describeDeprecation(deprecated),
  ]);
}

/** What the plan says of a property to people, with the meanings of its values. */
export function describeProperty({ description = "", unit, type, deprecated }: Property): string {
  return sentences([
    description,
    unit === undefined ? "" : `Unit: ${unit}`,
    ...meaningsOf(type),
    deprecated === undefined ? "" : describeDeprecation(deprecated),
  ]);
}

/** @example ["`free`: No charge"] */
function meaningsOf(type: PropertyType): readonly string[] {
  if (!isEnum(type)) return [];
  return type.values.flatMap(({ value, meaning }) =>
    meaning === undefined ? [] : [`${code(String(value))}: ${meaning}`],
  );
}

/** What of an event {@link describeEvent} says beside its description. */
export function keptOfEvent({ trigger, deprecated }: PlanEvent): readonly string[] {
  return [
    ...(trigger === undefined ? [] : ["trigger"]),
    ...(deprecated === undefined ? [] : ["reason of the deprecation"]),
  ];
}

/** What of a property {@link describeProperty} says beside its description. */
export function keptOfProperty({ unit, type }: Property): readonly string[] {
  return [
    ...(unit === undefined ? [] : ["unit"]),
    ...(meaningsOf(type).length === 0 ? [] : ["meaning of values"]),
  ];
}

/** @example "Deprecated since 2026-01-31. Use `order_paid` instead." */
export function describeDeprecation({ since, use, reason = "", removeAfter }: Deprecation): string {
  return sentences([
    since === undefined ? "Deprecated" : `Deprecated since ${since}`,
    use === undefined ? "" : `Use ${code(use)} instead`,
    reason,
    removeAfter === undefined ? "" : `To be removed after ${removeAfter}`,
  ]);
}

function sentences(parts: readonly string[]): string {
  return parts
    .filter((part) => part.trim() !== "")
    .map((part) => asSentence(part))
    .join(" ");
}
