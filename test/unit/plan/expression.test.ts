import { describe, expect, test } from "vitest";
import { type BinaryOperator, canBeAbsent, evaluate, type Expression } from "../../../src/plan/expression.ts";

const property = (name: string): Expression => ({ kind: "property", name });
const literal = (value: number | string | boolean): Expression => ({ kind: "literal", value });
const binary = (left: Expression, operator: BinaryOperator, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});
const [a, one] = [property("a"), literal(1)];
const division = binary(one, "/", a);
const conditional = (condition: Expression, consequent: Expression, alternate: Expression): Expression => ({
  kind: "conditional",
  test: condition,
  consequent,
  alternate,
});

test.each<[string, Expression]>([
  ["a division", division],
  ["a remainder", binary(one, "%", a)],
  ["one on the left of another operator", binary(division, "+", one)],
  ["one on its right", binary(one, "<", division)],
  ["one below an operator of one operand", { kind: "unary", operator: "-", operand: division }],
  ["one in a test", conditional(binary(division, ">", one), one, a)],
  ["one in the first result", conditional(binary(a, ">", one), division, one)],
  ["one in the second result", conditional(binary(a, ">", one), one, division)],
])("canBeAbsent finds %s", (_, expression) => {
  expect(canBeAbsent(expression)).toBe(true);
});

test("canBeAbsent is false without a division", () => {
  const product = binary(binary(a, "-", one), "*", { kind: "unary", operator: "-", operand: a });
  expect(canBeAbsent(conditional(binary(a, "==", one), product, one))).toBe(false);
});

describe("operators", () => {
  test.each<[number | string | boolean, BinaryOperator, number | string | boolean, unknown]>([
    [7, "+", 2, 9],
    [7, "-", 2, 5],
    [7, "*", 2, 14],
    [7, "/", 2, 3.5],
    [-7, "%", 2, -1],
    [2, "<", 2, false],
    [2, "<=", 2, true],
    [2, ">", 2, false],
    [2, ">=", 2, true],
    ["a", "==", "a", true],
    [1, "==", 2, false],
    ["a", "!=", "b", true],
    [true, "&&", false, false],
    [true, "&&", true, true],
    [false, "||", true, true],
    [false, "||", false, false],
  ])("%j %s %j is %j", (left, operator, right, result) => {
    expect(evaluate(binary(literal(left), operator, literal(right)), {})).toBe(result);
  });

  test("of one operand", () => {
    expect(evaluate({ kind: "unary", operator: "-", operand: property("a") }, { a: 3 })).toBe(-3);
    expect(evaluate({ kind: "unary", operator: "!", operand: property("a") }, { a: true })).toBe(false);
  });

  test("that choose", () => {
    const choice: Expression = {
      kind: "conditional",
      test: binary(property("a"), ">", property("b")),
      consequent: literal("up"),
      alternate: literal("down"),
    };
    expect(evaluate(choice, { a: 2, b: 1 })).toBe("up");
    expect(evaluate(choice, { a: 1, b: 1 })).toBe("down");
  });
});

describe("numbers", () => {
  test.each([
    [0.1, "+", 0.2, 0.3],
    [150.1, "-", 50.2, 99.9],
    [1, "/", 3, 0.333333333333333],
    [1_767_225_600_123, "-", 1, 1_767_225_600_122],
    [123456789, "*", 1000003, 123457159370367],
    [1e300, "*", 10, 1e301],
  ] as const)("%d %s %d is %d, as decimals", (left, operator, right, result) => {
    expect(evaluate(binary(literal(left), operator, literal(right)), {})).toBe(result);
  });

  test("a sum agrees with a comparison of it", () => {
    const gross = { net: 0.1, tax: 0.2, gross: 0.3 };
    const sum = binary(property("net"), "+", property("tax"));
    expect(evaluate(sum, gross)).toBe(0.3);
    expect(evaluate(binary(sum, "==", property("gross")), gross)).toBe(true);
  });

  test.each([
    [1, "/", 0],
    [0, "/", 0],
    [1e308, "*", 10],
    [1, "%", 0],
  ] as const)("%d %s %d is not finite, so absent", (left, operator, right) => {
    expect(evaluate(binary(literal(left), operator, literal(right)), {})).toBeUndefined();
  });
});

describe("inputs", () => {
  const either = binary(literal(true), "||", property("a"));

  test.each([{}, { a: undefined }, { a: null }])(
    "%j: absent, even where the value would not matter",
    (given) => {
      expect(evaluate(either, given)).toBeUndefined();
    },
  );

  test("are own properties only", () => {
    expect(evaluate(binary(property("valueOf"), "==", literal("x")), {})).toBeUndefined();
  });
});
