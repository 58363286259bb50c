import type { Expression } from "../../plan/expression.ts";
import { isEnum, nameOfType, type Property, type PropertyType } from "../../plan/property.ts";
import { refusalOf } from "../property/value.ts";
import type { Range } from "../report.ts";
import { oneOf, quote, withArticle } from "../words.ts";
import type { ExpressionFault } from "./read-expression.ts";
import {
  arithmeticType,
  BOOLEAN_RESULT,
  canBeEqual,
  canBeTrue,
  eitherType,
  isWhole,
  literalType,
  negatedType,
  originOf,
  type StaticType,
  staticTypeOf,
} from "./static-type.ts";

/** What the names in an expression refer to. */
export interface Scope {
  /** The property of a name, or a fault if an expression cannot read it; nothing if it is invalid, which was reported. */
  resolve(name: string): Property | Omit<ExpressionFault, "within"> | undefined;
}

/** Finds all type errors of an expression, and whether its result has the type of the property. */
export function checkExpression(
  { expression, ranges }: { expression: Expression; ranges: ReadonlyMap<Expression, Range> },
  target: PropertyType,
  scope: Scope,
): readonly ExpressionFault[] {
  const checker = new ExpressionChecker(ranges, scope);
  const type = checker.typeOf(expression);
  if (type !== undefined) checker.checkResult(expression, type, target);
  return checker.faults;
}

class ExpressionChecker {
  readonly faults: ExpressionFault[] = [];
  readonly #ranges: ReadonlyMap<Expression, Range>;
  readonly #scope: Scope;

  constructor(ranges: ReadonlyMap<Expression, Range>, scope: Scope) {
    this.#ranges = ranges;
    this.#scope = scope;
  }

  /** The type of an expression; nothing if it has a fault. */
  typeOf(expression: Expression): StaticType | undefined {
    switch (expression.kind) {
      case "literal":
        return literalType(expression.value);
      case "property":
        return this.#typeOfProperty(expression, expression.name);
      case "unary": {
        const wanted = expression.operator === "!" ? "boolean" : "number";
        const operand = this.#operand(expression.operand, wanted, expression.operator);
        if (operand === undefined) return undefined;
        return wanted === "boolean" ? BOOLEAN_RESULT : negatedType(operand);
      }
      case "binary":
        return this.#typeOfBinary(expression);
      case "conditional":
        return this.#typeOfConditional(expression);
      default:
        return expression satisfies never;
    }
  }

  /** Reports a result that the property does not accept. */
  checkResult(expression: Expression, type: StaticType, target: PropertyType): void {
    const mismatch = findMismatch(type, target);
    if (mismatch !== undefined) this.#add("computed-result", expression, mismatch);
  }

  #typeOfProperty(expression: Expression, name: string): StaticType | undefined {
    const found = this.#scope.resolve(name);
    if (found === undefined) return undefined;
    if ("code" in found) {
      this.faults.push({ ...found, within: this.#rangeOf(expression) });
      return undefined;
    }
    const type = staticTypeOf(found);
    if (type === undefined) {
      this.#add(
        "computed-input",
        expression,
        `${quote(name)} is ${withArticle(nameOfType(found.type))}, which an expression cannot read.`,
      );
    }
    return type;
  }

  #typeOfBinary(expression: Extract<Expression, { kind: "binary" }>): StaticType | undefined {
    const { operator, left, right } = expression;
    switch (operator) {
      case "==":
      case "!=":
        return this.#typeOfEquality(expression);
      case "&&":
      case "||": {
        const operands = [
          this.#operand(left, "boolean", operator),
          this.#operand(right, "boolean", operator),
        ];
        return operands.includes(undefined) ? undefined : BOOLEAN_RESULT;
      }
      case "<":
      case "<=":
      case ">":
      case ">=": {
        const [a, b] = [this.#operand(left, "number", operator), this.#operand(right, "number", operator)];
        if (a === undefined || b === undefined) return undefined;
        if (!canBeTrue(operator, a, b)) {
          this.#add("computed-never-equal", expression, "This is never true: the numbers are out of range.");
        }
        return BOOLEAN_RESULT;
      }
      case "+":
      case "-":
      case "*":
      case "/":
      case "%": {
        const operands = [this.#operand(left, "number", operator), this.#operand(right, "number", operator)];
        const known = operands.filter((operand) => operand !== undefined);
        return known.length === 2 ? arithmeticType(operator, known) : undefined;
      }
      default:
        return operator satisfies never;
    }
  }

  #typeOfEquality(expression: Extract<Expression, { kind: "binary" }>): StaticType | undefined {
    const [left, right] = [this.typeOf(expression.left), this.typeOf(expression.right)];
    if (left === undefined || right === undefined) return undefined;
    if (left.kind !== right.kind) {
      const message = `${quote(expression.operator)} compares ${WORDS[left.kind]} with ${WORDS[right.kind]}.`;
      this.#add("computed-types", expression, message, "Both sides must have the same type.");
    } else if (!canBeEqual(left, right)) {
      this.#addNeverEqual(expression, left, right);
    }
    return BOOLEAN_RESULT;
  }

  #addNeverEqual(
    expression: Extract<Expression, { kind: "binary" }>,
    left: StaticType,
    right: StaticType,
  ): void {
    const [literal, other] =
      expression.left.kind === "literal" ? [expression.left, right] : [expression.right, left];
    const wrong = literal.kind === "literal" && other.origins.has("enum");
    const known = [...(other.values ?? [])].map(String);
    this.faults.push({
      code: "computed-never-equal",
      message: wrong
        ? `${quote(literal.value)} is not one of the values of the enum.`
        : "The two sides can never be equal.",
      hint: wrong
        ? `Its values: ${oneOf(known)}.`
        : "Values are compared as they are sent: UUIDs in lower case, truncated strings, numbers within their limits.",
      within: this.#rangeOf(wrong ? literal : expression),
    });
  }

  #typeOfConditional(expression: Extract<Expression, { kind: "conditional" }>): StaticType | undefined {
    this.#operand(expression.test, "boolean", "?");
    const [consequent, alternate] = [this.typeOf(expression.consequent), this.typeOf(expression.alternate)];
    if (consequent === undefined || alternate === undefined) return undefined;
    if (consequent.kind === alternate.kind) return eitherType(consequent, alternate);
    const message = `\`?:\` returns ${WORDS[consequent.kind]} or ${WORDS[alternate.kind]}.`;
    this.#add("computed-types", expression, message, "Both branches must have the same type.");
    return undefined;
  }

  #operand(operand: Expression, wanted: StaticType["kind"], operator: string): StaticType | undefined {
    const type = this.typeOf(operand);
    if (type === undefined || type.kind === wanted) return type;
    this.#add(
      "computed-types",
      operand,
      `${quote(operator)} requires ${PLURALS[wanted]}, but this is ${WORDS[type.kind]}.`,
    );
    return undefined;
  }

  #add(code: ExpressionFault["code"], expression: Expression, message: string, hint?: string): void {
    this.faults.push({ code, message, hint, within: this.#rangeOf(expression) });
  }

  #rangeOf(expression: Expression): Range {
    return this.#ranges.get(expression) ?? [0, 1];
  }
}

const WORDS = { number: "a number", boolean: "a boolean", string: "a string" } as const;
const PLURALS = { number: "numbers", boolean: "booleans", string: "strings" } as const;

/** Why a property of a type does not accept the result of an expression. */
function findMismatch(result: StaticType, target: PropertyType): string | undefined {
  if (!COMPUTABLE.has(target.kind)) return `A property of type \`${nameOfType(target)}\` cannot be computed.`;
  const known = [...(result.values ?? [])];
  // Known values are checked against the whole type: limits, patterns, values of an enum.
  for (const value of known) {
    const refusal = refusalOf(target, value, { nullable: false });
    if (refusal !== undefined) return `The result ${refusal.reason}.`;
  }
  if (known.length > 0) return undefined;
  switch (target.kind) {
    case "number":
      return result.kind === "number" ? undefined : notA("a number", result);
    case "integer":
      if (result.kind !== "number") return notA("an integer", result);
      if (!isWhole(result)) return "The property is an `integer`, but the result may have a fraction.";
      return isEnum(target)
        ? "The result may be any integer, but the property accepts only its `values`."
        : undefined;
    case "boolean":
      return result.kind === "boolean" ? undefined : notA("a boolean", result);
    case "string":
      return result.kind === "string" ? undefined : notA("a string", result);
    case "enum":
      return result.kind === "string"
        ? "The result may be any string, but the property accepts only the values of its enum."
        : notA("one of the values of an enum", result);
    case "date":
    case "uuid":
    case "url":
    case "email":
    case "ip":
      if (result.kind !== "string") return notA(withArticle(target.kind), result);
      return [...result.origins].every((origin) => origin === originOf(target))
        ? undefined
        : `The property is ${withArticle(target.kind)}, but the result may be any string.`;
    default:
      return undefined;
  }
}

const COMPUTABLE: ReadonlySet<PropertyType["kind"]> = new Set([
  "number",
  "integer",
  "boolean",
  "string",
  "enum",
  "date",
  "uuid",
  "url",
  "email",
  "ip",
]);

function notA(wanted: string, result: StaticType): string {
  return `The property must be ${wanted}, but the result is ${WORDS[result.kind]}.`;
}
