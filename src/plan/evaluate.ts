import type { JsonValue } from "../text/json.ts";
import { type BinaryOperator, type Expression, inputsOf } from "./expression.ts";

/** What a computed property can be. */
export type ComputedValue = number | string | boolean;

/** A number is sent with at most this many significant digits: `0.3`, never `0.30000000000000004`. */
const SIGNIFICANT_DIGITS = 12;

/**
 * The value of a checked expression, as it is sent: numbers are rounded to 12 significant digits. `undefined`, that
 * is absent, when an input is absent or null, or when the result is not finite.
 *
 * @example evaluate(parse("new - old"), { new: 150, old: 50 }) // 100
 */
export function evaluate(
  expression: Expression,
  properties: Readonly<Record<string, JsonValue | undefined>>,
): ComputedValue | undefined {
  const inputs = inputsOf(expression);
  // Only own properties: one may be named like what every object inherits, such as `valueOf`.
  if (inputs.some((name) => !Object.hasOwn(properties, name) || (properties[name] ?? null) === null)) {
    return undefined;
  }
  const value = valueOf(expression, (name) => properties[name] as ComputedValue);
  if (typeof value !== "number") return value;
  return Number.isFinite(value) ? Number(value.toPrecision(SIGNIFICANT_DIGITS)) : undefined;
}

function valueOf(expression: Expression, read: (name: string) => ComputedValue): ComputedValue {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "property":
      return read(expression.name);
    case "unary": {
      const operand = valueOf(expression.operand, read);
      return expression.operator === "!" ? !operand : -operand;
    }
    case "binary":
      return apply(expression.operator, valueOf(expression.left, read), valueOf(expression.right, read));
    case "conditional":
      return valueOf(valueOf(expression.test, read) ? expression.consequent : expression.alternate, read);
    default:
      return expression satisfies never;
  }
}

/** Applies an operator to operands of the types that it takes: reading has checked them. */
function apply(operator: BinaryOperator, left: ComputedValue, right: ComputedValue): ComputedValue {
  switch (operator) {
    case "+":
      return Number(left) + Number(right);
    case "-":
      return Number(left) - Number(right);
    case "*":
      return Number(left) * Number(right);
    case "/":
      return Number(left) / Number(right);
    case "%":
      return Number(left) % Number(right);
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "&&":
      return Boolean(left) && Boolean(right);
    case "||":
      return Boolean(left) || Boolean(right);
    default:
      return operator satisfies never;
  }
}
