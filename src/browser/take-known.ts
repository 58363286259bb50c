import type { FieldRule, Fields } from "../portable/field-rule.ts";
import { findTimeFault } from "../portable/fill-fields.ts";
import { showKey } from "../portable/violations.ts";

/** The properties that the plan knows. */
export interface KnownProperties {
  /** A copy without what the plan does not know, and without what is invalid. */
  readonly properties: Record<string, unknown>;
  /** Names of the properties that are left out because something in them is invalid. */
  readonly invalid: Set<string>;
  /** Why something was left out, as `path: code`. */
  readonly violations: string[];
}

/**
 * Keeps only properties of the plan: others could be anything, such as an email or the `distinct_id` of another person. Only dates
 * are validated, because sending would change them. Unreadable properties are omitted. Never throws.
 */
export function takeKnown(input: object | undefined, fields: Fields): KnownProperties {
  const properties: Record<string, unknown> = {};
  const invalid = new Set<string>();
  const violations: string[] = [];
  for (const name of Object.keys(input ?? {})) {
    const unknown: string[] = [];
    try {
      const one = { [name]: (input as Readonly<Record<string, unknown>>)[name] };
      Object.assign(properties, take(one, { fields }, [], unknown));
      violations.push(...unknown);
    } catch (fault) {
      violations.push(typeof fault === "string" ? fault : showKey(name) + ": unreadable");
      invalid.add(name);
    }
  }
  return { properties, invalid, violations };
}

/** Throws the fault of an invalid value, as `path: code`. */
function take(
  value: unknown,
  { as, each, fields }: FieldRule,
  path: readonly unknown[],
  unknown: string[],
): unknown {
  const fault = findTimeFault(value, as);
  if (fault) {
    throw path.join(".") + ": " + fault;
  }
  if (typeof value !== "object" || !value || as) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => take(item, each ?? {}, [...path, index], unknown));
  }
  const entries = Object.entries(value).flatMap(([name, item]) => {
    const known = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
    const rule = known ?? each ?? (fields ? undefined : {});
    if (rule && rule.constant === undefined) {
      const shown = known ? name : fields ? showKey(name) : "*";
      return [[name, take(item, rule, [...path, shown], unknown)]];
    }
    if (item !== undefined) {
      unknown.push([...path, showKey(name)].join(".") + ": unknown_property");
    }
    return [];
  });
  return Object.fromEntries(entries) as unknown;
}
