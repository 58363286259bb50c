import type { BinaryOperator, Expression } from "../../plan/expression.ts";
import { inputsOf } from "../../plan/expression.ts";
import type { Property, PropertyType } from "../../plan/property.ts";
import { quoteAccess, quoteKey, quoteString } from "../../text/quote.ts";

/** The operations on decimals that code may call. */
type DecimalOperation = "add" | "compare" | "divide" | "multiply" | "remainder" | "subtract";

/** Names an operation where the code is to stand. */
export type CallDecimal = (operation: DecimalOperation) => string;

/**
 * The function of a computed property, written from the checked expression and never from the plan's text.
 *
 * @param properties - all properties of the event: they say what types the inputs have
 * @example
 * computedFunction(mrrChange, { expression, properties, call: (operation) => operation })
 * // "(p: { readonly new_amount_usd: number }): Decimal => multiply(p.new_amount_usd, 12)"
 */
export function computedFunction(
  property: Property,
  {
    expression,
    properties,
    call,
  }: {
    readonly expression: Expression;
    readonly properties: readonly Property[];
    readonly call: CallDecimal;
  },
): string {
  const inputs = inputsOf(expression).map((name) => {
    const input = properties.find((candidate) => candidate.name === name);
    return `readonly ${quoteKey(name)}: ${input === undefined ? "string" : baseType(input.type)}`;
  });
  const booleans = new Set(properties.filter(({ type }) => type.kind === "boolean").map(({ name }) => name));
  const parameter = inputs.length === 0 ? "" : `p: { ${inputs.join("; ")} }`;
  const code = expressionCode(expression, { booleans, call });
  const result = hasDecimals(expression) ? "" : `: ${baseType(property.type)}`;
  return `(${parameter})${result} => ${code}`;
}

/** What code of an expression depends on. */
interface ExpressionContext {
  /** Which properties are booleans. */
  readonly booleans: ReadonlySet<string>;
  readonly call: CallDecimal;
}

/** An expression over the properties of `p`. Numbers are calculated as decimals: its result may be one. */
export function expressionCode(expression: Expression, context: ExpressionContext): string {
  switch (expression.kind) {
    case "literal":
      return literalCode(expression.value);
    case "property":
      return quoteAccess("p", expression.name);
    case "unary":
      return hasDecimals(expression)
        ? `${context.call("multiply")}(-1, ${expressionCode(expression.operand, context)})`
        : `${expression.operator}${operandCode(expression.operand, context)}`;
    case "binary":
      return binaryCode(expression, context);
    case "conditional": {
      const { test, consequent, alternate } = expression;
      const [condition, yes, no] = [test, consequent, alternate].map((part) => operandCode(part, context));
      return `${condition} ? ${yes} : ${no}`;
    }
    default:
      return expression satisfies never;
  }
}

function binaryCode(expression: Extract<Expression, { kind: "binary" }>, context: ExpressionContext): string {
  const { operator, left, right } = expression;
  const operation = OPERATIONS[operator];
  const isCompared = operation === undefined && (hasDecimals(left) || hasDecimals(right));
  if (operation !== undefined || isCompared) {
    const operands = [left, right].map((operand) => expressionCode(operand, context));
    const call = `${context.call(operation ?? "compare")}(${operands.join(", ")})`;
    return isCompared ? `${call} ${OPERATORS[operator] ?? operator} 0` : call;
  }
  if (operator === "<" && !isAtom(right)) {
    // TypeScript takes `a < (b > (c))` for a call with type arguments.
    return `${operandCode(right, context)} > ${operandCode(left, context)}`;
  }
  const code = operator === "==" || operator === "!=" ? comparedCode : operandCode;
  return `${code(left, context)} ${OPERATORS[operator] ?? operator} ${code(right, context)}`;
}

/** What calculates. */
const OPERATIONS: Readonly<Partial<Record<BinaryOperator, DecimalOperation>>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "remainder",
};

/** Operators that are written otherwise in TypeScript than in a plan. */
const OPERATORS: Readonly<Partial<Record<BinaryOperator, string>>> = { "==": "===", "!=": "!==" };

/** Whether the code of an expression may give a decimal, which only our own operations take. */
function hasDecimals(expression: Expression): boolean {
  switch (expression.kind) {
    case "binary":
      return OPERATIONS[expression.operator] !== undefined;
    case "unary":
      return hasDecimals(expression.operand);
    case "conditional":
      return hasDecimals(expression.consequent) || hasDecimals(expression.alternate);
    default:
      return false;
  }
}

/** An operand, in parentheses unless it is an atom. */
function operandCode(expression: Expression, context: ExpressionContext): string {
  const code = expressionCode(expression, context);
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
function comparedCode(expression: Expression, context: ExpressionContext): string {
  const type = resultType(expression, context.booleans);
  const code = operandCode(expression, context);
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
