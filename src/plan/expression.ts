import * as decimal from "../portable/decimal.ts";
import { evaluate as evaluateCode } from "../portable/computed.ts";
import type { Decimal } from "../portable/decimal.ts";
import type { JsonValue } from "../text/json.ts";

/** The expression of a `computed` property, checked: names exist, operands have the types their operators take. */
export type Expression =
  | { readonly kind: "literal"; readonly value: number | string | boolean }
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly consequent: Expression;
      readonly alternate: Expression;
    };

type UnaryOperator = "-" | "!";

/** `==` and `!=` compare strictly. */
export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!="
  | "&&"
  | "||";

/**
 * The properties that an expression reads, each once, in the order in which they first appear.
 *
 * @example inputsOf(parse("new - old > new ? 1 : 0")) // ["new", "old"]
 */
export function inputsOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (node: Expression): void => {
    switch (node.kind) {
      case "literal":
        return;
      case "property":
        names.add(node.name);
        return;
      case "unary":
        return visit(node.operand);
      case "binary":
        visit(node.left);
        return visit(node.right);
      case "conditional":
        visit(node.test);
        visit(node.consequent);
        return visit(node.alternate);
      default:
        node satisfies never;
    }
  };
  visit(expression);
  return [...names];
}

/**
 * Whether an expression may give no value though all that it reads is there: a division by zero gives none.
 *
 * @example canBeAbsent(parse("100 * paid / total")) // true
 */
export function canBeAbsent(expression: Expression): boolean {
  switch (expression.kind) {
    case "literal":
    case "property":
      return false;
    case "unary":
      return canBeAbsent(expression.operand);
    case "binary":
      return (
        expression.operator === "/" ||
        expression.operator === "%" ||
        canBeAbsent(expression.left) ||
        canBeAbsent(expression.right)
      );
    case "conditional":
      return [expression.test, expression.consequent, expression.alternate].some(canBeAbsent);
    default:
      return expression satisfies never;
  }
}

/** The value of an expression. */
type ComputedValue = number | string | boolean;

/**
 * The value of a checked expression, as it is sent. `undefined`, that is absent, when an input is absent or null, or when
 * there is no result.
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
  return evaluateCode(() => valueOf(expression, (name) => properties[name] as ComputedValue));
}

function valueOf(expression: Expression, read: (name: string) => ComputedValue): ComputedValue | Decimal {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "property":
      return read(expression.name);
    case "unary": {
      const operand = valueOf(expression.operand, read);
      return expression.operator === "!" ? !operand : decimal.multiply(-1, operand as number | Decimal);
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
function apply(
  operator: BinaryOperator,
  left: ComputedValue | Decimal,
  right: ComputedValue | Decimal,
): ComputedValue | Decimal {
  const [a, b] = [left as number | Decimal, right as number | Decimal];
  switch (operator) {
    case "+":
      return decimal.add(a, b);
    case "-":
      return decimal.subtract(a, b);
    case "*":
      return decimal.multiply(a, b);
    case "/":
      return decimal.divide(a, b);
    case "%":
      return decimal.remainder(a, b);
    case "<":
      return decimal.compare(a, b) < 0;
    case "<=":
      return decimal.compare(a, b) <= 0;
    case ">":
      return decimal.compare(a, b) > 0;
    case ">=":
      return decimal.compare(a, b) >= 0;
    case "==":
      return isEqual(left, right);
    case "!=":
      return !isEqual(left, right);
    case "&&":
      return Boolean(left) && Boolean(right);
    case "||":
      return Boolean(left) || Boolean(right);
    default:
      return operator satisfies never;
  }
}

function isEqual(left: ComputedValue | Decimal, right: ComputedValue | Decimal): boolean {
  const areTexts = typeof left === "string" || typeof left === "boolean";
  return areTexts ? left === right : decimal.compare(left, right as number | Decimal) === 0;
}
