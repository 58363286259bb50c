import { findNumberFault, type NumberLimits } from "../portable/violations.ts";
import type { PlainObject } from "../portable/values.ts";

/** What a value must be: a number within limits, or one of these values. */
export interface FitRule extends NumberLimits {
  readonly oneOf?: readonly (string | number)[];
}

/**
 * Leaves out values that the plan refuses, in place: as on the server, where a schema does it.
 *
 * @param rules - in the order of the plan, which is that of a schema's violations
 * @param invalid - gets the names of what is left out
 * @returns what was left out, as `path: code`
 */
export function dropUnfit(
  properties: PlainObject,
  rules: Readonly<Record<string, FitRule>>,
  invalid: Set<string>,
): readonly string[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    const fault = findUnfit(properties[name] ?? null, rule);
    if (fault === undefined) {
      return [];
    }
    delete properties[name];
    invalid.add(name);
    return [name + ": " + fault];
  });
}

function findUnfit(value: unknown, rule: FitRule): string | undefined {
  if (value === null) {
    return undefined;
  }
  if (rule.oneOf) {
    return rule.oneOf.some((allowed) => allowed === value) ? undefined : "not_allowed";
  }
  return typeof value === "number" ? findNumberFault(value, rule) : "wrong_type";
}
