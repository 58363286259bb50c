import { expect, test } from "vitest";
import { type BinaryOperator, canBeAbsent, type Expression } from "../../../src/plan/expression.ts";

const a: Expression = { kind: "property", name: "a" };
const one: Expression = { kind: "literal", value: 1 };
const binary = (operator: BinaryOperator, left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});
const division = binary("/", one, a);
const conditional = (condition: Expression, consequent: Expression, alternate: Expression): Expression => ({
  kind: "conditional",
  test: condition,
  consequent,
  alternate,
});

test.each<[string, Expression]>([
  ["a division", division],
  ["a remainder", binary("%", one, a)],
  ["one on the left of another operator", binary("+", division, one)],
  ["one on its right", binary("<", one, division)],
  ["one below an operator of one operand", { kind: "unary", operator: "-", operand: division }],
  ["one in a test", conditional(binary(">", division, one), one, a)],
  ["one in the first result", conditional(binary(">", a, one), division, one)],
  ["one in the second result", conditional(binary(">", a, one), one, division)],
])("canBeAbsent finds %s", (_, expression) => {
  expect(canBeAbsent(expression)).toBe(true);
});

test("canBeAbsent is false without a division", () => {
  const product = binary("*", binary("-", a, one), { kind: "unary", operator: "-", operand: a });
  expect(canBeAbsent(conditional(binary("==", a, one), product, one))).toBe(false);
});
