import { findCommonStyle, type NameStyle } from "../naming/name-style.ts";
import type { DraftPlan } from "./draft-plan.ts";

/** The style that the rules ask for by default. */
const DEFAULT_STYLE = "snake_case" satisfies NameStyle;

/** The styles of names that the rules have to ask for, so that they ask for what most names have: by rule. */
export function findNameStyles({
  events,
  properties,
  bundles,
  groups,
  person,
}: DraftPlan): Readonly<Record<string, NameStyle>> {
  const holders = [...events, ...bundles, ...groups];
  const ofProperties = [...properties, ...person, ...holders.flatMap((holder) => holder.properties)];
  const named = {
    "event-naming": events.map(({ name }) => name),
    "property-naming": [...new Set(ofProperties.map(({ name }) => name))],
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([rule, names]) => {
      const common = findCommonStyle(names, DEFAULT_STYLE);
      return common === undefined ? [] : [[rule, common.style] as const];
    }),
  );
}
