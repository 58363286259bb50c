import { type FieldRule, type Fields, ruleOf } from "../../portable/field-rule.ts";
import { UNKNOWN, type Violation } from "../../portable/find-violations.ts";
import type { PlainObject, PlainValue } from "../../portable/values.ts";
import { listViolations, showKey } from "../../portable/violations.ts";

/** Properties without what violations are about. */
interface Kept {
  readonly properties: PlainObject;
  /** The names of the top-level properties that had an invalid value. */
  readonly invalid: ReadonlySet<string>;
}

/**
 * Leaves out of properties what violations are about: an unknown key by itself, and else the whole top-level property. Engines slow
 * down an object that something is deleted from, so what is left is copied; only inside of values it is deleted in place.
 */
export function dropInvalid(properties: PlainObject, violations: readonly Violation[]): Kept {
  if (violations.length === 0) return { properties, invalid: NONE };
  const invalid = new Set<string>();
  const dropped = new Set<string>();
  for (const { path, code } of violations) {
    const top = path[0];
    if (top === undefined) continue;
    if (code !== UNKNOWN) invalid.add(String(top));
    else if (path.length === 1) dropped.add(String(top));
    else {
      const parent = valueAt(properties, path.slice(0, -1));
      if (typeof parent === "object" && parent !== null) {
        delete (parent as Record<PropertyKey, unknown>)[path.at(-1) as PropertyKey];
      }
    }
  }
  const kept: PlainObject = {};
  for (const name of Object.keys(properties)) {
    if (!invalid.has(name) && !dropped.has(name)) kept[name] = properties[name] as PlainValue;
  }
  return { properties: kept, invalid };
}

const NONE: ReadonlySet<string> = new Set();

function valueAt(properties: unknown, path: readonly PropertyKey[]): unknown {
  let value = properties;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}

/**
 * Violations as text, `path: code`, without a value, a map's key, or a key that could be somebody's data.
 *
 * @example nameViolations(fields, [{ path: ["amount_usd"], code: "not_finite" }]) // ["amount_usd: not_finite"]
 */
export function nameViolations(fields: Fields, violations: readonly Violation[]): string[] {
  return listViolations(violations.map(({ path, code }) => `${renderPath(fields, path)}: ${code}`));
}

/**
 * A path inside properties as text that is safe to log and send. The names of the plan's properties and the indexes
 * of arrays are shown. A map's keys are somebody's data and become `*`. An unknown key is shown only if it looks
 * like the name of a property.
 *
 * @example renderPath(fields, ["items", 0, "price"]) // "items.0.price"
 * @example renderPath(fields, ["ann@example.com"]) // "*"
 */
function renderPath(properties: Fields, path: readonly PropertyKey[]): string {
  if (path.length === 0) return "properties";
  let here: FieldRule | undefined = { fields: properties };
  const parts: string[] = [];
  for (const key of path) {
    const rule: FieldRule = here ?? {};
    const known = typeof key === "string" ? ruleOf(rule.fields, key) : undefined;
    if (rule.fields !== undefined) parts.push(known === undefined ? showKey(key) : String(key));
    else parts.push(typeof key === "number" ? String(key) : "*");
    here = known ?? rule.each;
  }
  return parts.join(".");
}
