import { type Decimal, toNumber } from "./decimal.ts";
import { findFault, type Limits } from "./violations.ts";
import { cutText, type PlainObject } from "./values.ts";

/** A computed property: absent when an input is absent or null, or when there is no result. */
export interface ComputedRule {
  readonly from: readonly string[];
  readonly value: (properties: never) => string | number | boolean | Decimal;
  /** Text is cut before it is checked against the other limits. */
  readonly limits?: Limits;
}

/**
 * Adds computed properties, in place. One is absent when an input is absent or null, when it divides by zero, or when its
 * result is outside of its own type.
 *
 * @returns the results that are outside of their type, as `path: code`
 */
export function addComputed(
  properties: PlainObject,
  computed: Readonly<Record<string, ComputedRule>>,
): readonly string[] {
  const violations: string[] = [];
  // All read the arguments, so none may see another's result.
  const results = Object.entries(computed).map(
    ([name, rule]) => [name, compute(rule, properties), rule] as const,
  );
  for (const [name, result, { limits }] of results) {
    const fault = result === undefined ? undefined : findFault(result, limits);
    if (fault !== undefined) {
      violations.push(name + ": " + fault);
    } else if (result !== undefined) {
      properties[name] = result;
    }
  }
  return violations;
}

function compute(
  { from, value, limits }: ComputedRule,
  properties: PlainObject,
): string | number | boolean | undefined {
  const isComplete = from.every((name) => (properties[name] ?? null) !== null);
  const result = isComplete ? evaluate(() => value(properties as never)) : undefined;
  return typeof result === "string" ? cutText(result, limits?.truncate ?? Infinity) : result;
}

/**
 * The result of an expression, with decimals rounded to the nearest number; `undefined` after a division by zero or an
 * overflow.
 */
export function evaluate(
  expression: () => string | number | boolean | Decimal,
): string | number | boolean | undefined {
  try {
    const result = expression();
    const value = typeof result === "object" ? toNumber(result) : result;
    return typeof value === "number" && !Number.isFinite(value) ? undefined : value;
  } catch {
    return undefined;
  }
}
