import { addCommon, type CommonRules, unknownCommon } from "../portable/common.ts";
import type { Fields } from "../portable/field-rule.ts";
import { showKey } from "../portable/violations.ts";
import { type BrowserDraft, takeKnown } from "./take-known.ts";

/** The values that were given once, for all events of the page. */
const givenValues: Record<string, unknown> = {};

/** Keeps values for later events, beside those that were given before. One that is `undefined` is forgotten. */
export function giveCommon(values: object): void {
  Object.assign(givenValues, values);
}

/**
 * Adds the values that were given once to what is known of a call, in place, where the caller passed none.
 *
 * @param fields - those of the plan's common properties
 */
export function addGiven(
  { properties, invalid, violations }: BrowserDraft,
  fields: Fields,
  rules: CommonRules,
): void {
  const common = { properties: {}, invalid: new Set<string>() };
  for (const [name, value] of Object.entries(givenValues)) {
    if (!Object.hasOwn(fields, name)) {
      if (value !== undefined) violations.push(unknownCommon(showKey(name)));
    } else if (Object.hasOwn(rules, name) && properties[name] === undefined && !invalid.has(name)) {
      const one = takeKnown({ [name]: value }, fields);
      Object.assign(common.properties, one.properties);
      one.invalid.forEach((fault) => common.invalid.add(fault));
      violations.push(...one.violations);
    }
  }
  const { missing } = addCommon(properties, rules, { passed: invalid, common });
  violations.push(...missing.map((name) => name + ": missing"));
  common.invalid.forEach((name) => invalid.add(name));
}
