import type { Computed } from "../definition.ts";
import type { PlainObject } from "../message.ts";

/**
 * Adds computed properties, in place. One is absent when an input is absent or null, when its expression throws, or
 * when its result is not finite. Numbers are rounded to 12 significant digits, so that 0.1 + 0.2 is 0.3.
 */
export function addComputed(
  properties: PlainObject,
  computed: Readonly<Record<string, Computed>> | undefined,
): void {
  if (computed === undefined) return;
  // All read the arguments, so none may see another's result.
  const results = Object.entries(computed).map(([name, rule]) => [name, compute(rule, properties)] as const);
  for (const [name, result] of results) {
    if (result !== undefined) properties[name] = result;
  }
}

function compute(rule: Computed, properties: PlainObject): string | number | boolean | undefined {
  const present = rule.from.every((name) => Object.hasOwn(properties, name) && properties[name] !== null);
  if (!present) return undefined;
  const result = evaluate(rule, properties);
  if (typeof result !== "number") return result;
  return Number.isFinite(result) ? Number(result.toPrecision(12)) : undefined;
}

function evaluate(rule: Computed, properties: PlainObject): string | number | boolean | undefined {
  const value = rule.value as (inputs: PlainObject) => string | number | boolean;
  try {
    return value(properties);
  } catch {
    return undefined;
  }
}
