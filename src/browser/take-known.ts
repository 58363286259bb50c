import type { FieldRule } from "../portable/rules.ts";
import { showKey } from "../portable/violations.ts";

/**
 * A copy of a value without what the plan does not know: it may be anything, an email or a `distinct_id` of another person.
 *
 * @param path - where the value is, for the names of what is left out: they are added to the violations
 */
export function takeKnown(
  value: unknown,
  { each, fields }: FieldRule,
  violations: string[],
  path: string = "",
): unknown {
  if (Array.isArray(value)) {
    return each ? value.map((item, index) => takeKnown(item, each, violations, path + index + ".")) : value;
  }
  if (typeof value !== "object" || value === null || !(each || fields)) {
    return value;
  }
  const known = Object.entries(value).flatMap(([name, item]) => {
    const rule = each ?? (fields && Object.hasOwn(fields, name) ? fields[name] : undefined);
    if (rule && rule.constant === undefined) {
      return [[name, takeKnown(item, rule, violations, path + (each ? "*" : name) + ".")]];
    }
    if (item !== undefined) {
      violations.push(path + showKey(name) + ": unknown_property");
    }
    return [];
  });
  return Object.fromEntries(known) as unknown;
}
