import type { ComputedRule } from "./rules.ts";
import type { PlainObject } from "./values.ts";

/**
 * Adds computed properties, in place. One is absent when an input is absent or null, when its expression throws, or
 * when its result is not finite. Numbers are rounded to 12 significant digits, so that 0.1 + 0.2 is 0.3.
 */
export function addComputed(
  properties: PlainObject,
  computed: Readonly<Record<string, ComputedRule>> = {},
): void {
  // All read the arguments, so none may see another's result.
  const results = Object.entries(computed).map(([name, rule]) => [name, compute(rule, properties)] as const);
  for (const [name, result] of results) {
    if (result !== undefined) {
      properties[name] = result;
    }
  }
}

function compute(rule: ComputedRule, properties: PlainObject): string | number | boolean | undefined {
  if (rule.from.some((name) => (properties[name] ?? null) === null)) {
    return undefined;
  }
  try {
    const result = rule.value(properties as never);
    if (typeof result !== "number") {
      return result;
    }
    return Number.isFinite(result) ? Number(result.toPrecision(12)) : undefined;
  } catch {
    return undefined;
  }
}
