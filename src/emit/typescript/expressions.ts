import type { BinaryOperator, Expression } from "../../plan/expression.ts";
import { inputsOf } from "../../plan/expression.ts";
import type { Property, PropertyType } from "../../plan/property.ts";
import { quoteAccess, quoteKey, quoteString } from "../../text/quote.ts";

/**
 * The function of a computed property, written from the checked expression and never from the plan's text.
 *
 * @param properties - all properties of the event: they say what types the inputs have
 * @example
 * computedFunction(mrrChange, all)
 * // "(p: { readonly new_amount_usd: number }): number => p.new_amount_usd * 12"
 */
export function computedFunction(
  property: Property,
  expression: Expression,
  properties: readonly Property[],
): string {
  const inputs = inputsOf(expression).map((name) => {
    const input = properties.find((candidate) => candidate.name === name);
    return `readonly ${quoteKey(name)}: ${input === undefined ? "string" : baseType(input.type)}`;
  });
  const booleans = new Set(properties.filter(({ type }) => type.kind === "boolean").map(({ name }) => name));
  const parameter = inputs.length === 0 ? "" : `p: { ${inputs.join("; ")} }`;
  return `(${parameter}): ${baseType(property.type)} => ${expressionCode(expression, booleans)}`;
}

/**
 * An expression over the properties of `p`.
 *
 * @param booleans - which of them are booleans
 */
export function expressionCode(expression: Expression, booleans: ReadonlySet<string>): string {
  switch (expression.kind) {
    case "literal":
      return literalCode(expression.value);
    case "property":
      return quoteAccess("p", expression.name);
    case "unary":
      return `${expression.operator}${operandCode(expression.operand, booleans)}`;
    case "binary":
      return binaryCode(expression, booleans);
    case "conditional": {
      const { test, consequent, alternate } = expression;
      const [condition, yes, no] = [test, consequent, alternate].map((part) => operandCode(part, booleans));
      return `${condition} ? ${yes} : ${no}`;
    }
    default:
      return expression satisfies never;
  }
}

function binaryCode(
  { operator, left, right }: Extract<Expression, { kind: "binary" }>,
  booleans: ReadonlySet<string>,
): string {
  if (operator === "<" && !isAtom(right)) {
    // TypeScript takes `a < (b > (c))` for a call with type arguments.
    return `${operandCode(right, booleans)} > ${operandCode(left, booleans)}`;
  }
  const code = operator === "==" || operator === "!=" ? comparedCode : operandCode;
  return `${code(left, booleans)} ${OPERATORS[operator] ?? operator} ${code(right, booleans)}`;
}

/** Operators that are written otherwise in TypeScript than in a plan. */
const OPERATORS: Readonly<Partial<Record<BinaryOperator, string>>> = { "==": "===", "!=": "!==" };

/** An operand, in parentheses unless it is an atom. */
function operandCode(expression: Expression, booleans: ReadonlySet<string>): string {
  const code = expressionCode(expression, booleans);
  return isAtom(expression) ? code : `(${code})`;
}

/** Whether an expression is a name, or a literal without a sign. */
function isAtom(expression: Expression): boolean {
  return (
    expression.kind === "property" ||
    (expression.kind === "literal" && !literalCode(expression.value).startsWith("-"))
  );
}

/**
 * An operand of an equality. What a plan compares may be settled from the start, such as `1 == 2`, and TypeScript
 * refuses to compare types that have no value in common. So everything that could have a narrower type than `number`,
 * `string` or `boolean` is widened. That is a boolean property too, which `a && !b && a == b` has narrowed; a property of
 * type number or string is only ever narrowed by a literal.
 */
function comparedCode(expression: Expression, booleans: ReadonlySet<string>): string {
  const type = resultType(expression, booleans);
  const code = operandCode(expression, booleans);
  return type === undefined ? code : `(${code} as ${type})`;
}

/** The type of an expression's result, where the expression alone tells it. */
function resultType(
  expression: Expression,
  booleans: ReadonlySet<string>,
): "number" | "string" | "boolean" | undefined {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value as "number" | "string" | "boolean";
    case "property":
      return booleans.has(expression.name) ? "boolean" : undefined;
    case "unary":
      return expression.operator === "!" ? "boolean" : "number";
    case "binary":
      return ["+", "-", "*", "/", "%"].includes(expression.operator) ? "number" : "boolean";
    case "conditional":
      return resultType(expression.consequent, booleans) ?? resultType(expression.alternate, booleans);
    default:
      return expression satisfies never;
  }
}

function literalCode(value: number | string | boolean): string {
  return typeof value === "string" ? quoteString(value) : JSON.stringify(value);
}

/** The widest type of a property's values as the runtime computes with them: after encoding. */
function baseType(type: PropertyType): "number" | "string" | "boolean" {
  switch (type.kind) {
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return "string";
  }
}
