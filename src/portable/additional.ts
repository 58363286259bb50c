import { findNumberFault, findTextFault, showKey } from "./violations.ts";
import { type PlainObject, wellFormed } from "./values.ts";

/** What an event accepts beside the properties of its plan. */
export interface AdditionalRule {
  readonly types: readonly AdditionalType[];
  readonly maxKeys: number;
  /** Of text, in code points. */
  readonly maxLength: number;
  /** The names of the plan's own properties. */
  readonly planned: readonly string[];
}

type AdditionalType = "string" | "number" | "integer" | "boolean";

/** Names that are sent with a meaning of their own, beside those that begin with `$`. */
export const SENT_NAMES: readonly string[] = [
  "distinct_id",
  "idempotency_key",
  "plan_hash",
  "plan_name",
  "plan_redacted",
  "plan_renamed_to",
  "plan_violations",
  "token",
];

/**
 * Adds the caller's additional properties, in place. What the event does not accept is left out: names of the plan would be sent
 * unchecked, and others have a meaning for PostHog. Never throws.
 *
 * @returns what was left out, as `path: code`
 */
export function addAdditional(
  properties: PlainObject,
  input: unknown,
  rule: AdditionalRule,
): readonly string[] {
  if (input === undefined || input === null) {
    return [];
  }
  try {
    if (typeof input !== "object" || Array.isArray(input)) {
      return ["options.additional: wrong_type"];
    }
    const given = Object.keys(input);
    const taken = given.slice(0, rule.maxKeys);
    const faults = taken.flatMap((name) => {
      const value = (input as Readonly<Record<string, unknown>>)[name];
      const fault =
        value === undefined ? undefined : (findNameFault(name, rule) ?? findValueFault(value, rule));
      if (fault === undefined && value !== undefined) {
        properties[name] = typeof value === "string" ? wellFormed(value) : (value as number | boolean);
      }
      return fault === undefined ? [] : ["options.additional." + showKey(name) + ": " + fault];
    });
    return [...faults, ...(given.length > taken.length ? ["options.additional: too_many_keys"] : [])];
  } catch {
    return ["options.additional: unreadable"];
  }
}

function findNameFault(name: string, { planned }: AdditionalRule): string | undefined {
  if (planned.includes(name)) {
    return "planned_property";
  }
  if (name.startsWith("$") || SENT_NAMES.includes(name) || name in {} || name === "prototype") {
    return "reserved_name";
  }
  return name.length <= 200 && name === name.trim() && /^[^\p{Cc}\p{Cs}]+$/u.test(name)
    ? undefined
    : "not_a_name";
}

function findValueFault(value: unknown, { types, maxLength }: AdditionalRule): string | undefined {
  switch (typeof value) {
    case "string":
      return types.includes("string") ? findTextFault(value, { maxLength }) : "wrong_type";
    case "boolean":
      return types.includes("boolean") ? undefined : "wrong_type";
    case "number":
      if (types.includes("number")) {
        return findNumberFault(value, {});
      }
      return types.includes("integer") ? findNumberFault(value, { integer: true }) : "wrong_type";
    default:
      return "wrong_type";
  }
}
