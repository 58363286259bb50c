import { findNumberFault } from "../portable/violations.ts";
import type { FieldRule, Fields } from "../portable/field-rule.ts";
import type { BrowserDraft } from "./take-known.ts";

/**
 * Leaves out numbers that are outside of their limits and values that are not listed, in place: as on the server, where
 * everything is checked. Other rules are not looked at.
 *
 * @returns what was left out, as `path: code`
 */
export function dropUnfit({ properties, invalid }: BrowserDraft, fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, rule]) => {
    const fault = findUnfit(properties[name] ?? null, rule);
    if (fault === undefined) {
      return [];
    }
    delete properties[name];
    invalid.add(name);
    return [name + ": " + fault];
  });
}

function findUnfit(value: unknown, rule: FieldRule): string | undefined {
  if (value === null) {
    return undefined;
  }
  if (rule.oneOf) {
    return rule.oneOf.some((allowed) => allowed === value) ? undefined : "not_allowed";
  }
  if (rule.type !== "number") {
    return undefined;
  }
  return typeof value === "number" ? findNumberFault(value, rule) : "wrong_type";
}
