import { expect, test } from "vitest";
import type { Expression } from "../../../src/plan/expression.ts";
import { type PropertySource, mayBeMissing } from "../../../src/plan/property.ts";

const price: Expression = { kind: "property", name: "price" };
const computed = (operator: "+" | "/", optional: boolean): PropertySource => ({
  kind: "computed",
  optional,
  expression: { kind: "binary", operator, left: price, right: price },
  text: `price ${operator} price`,
});

test.each<[string, PropertySource, boolean]>([
  ["a required argument", { kind: "argument", optional: false }, false],
  ["an optional argument", { kind: "argument", optional: true }, true],
  ["an argument with a default", { kind: "argument", optional: false, default: 1 }, false],
  ["a constant", { kind: "const", value: 1 }, false],
  ["a sum", computed("+", false), false],
  ["a sum of what may be absent", computed("+", true), true],
  ["a quotient", computed("/", false), true],
])("%s", (_, source, missing) => {
  expect(mayBeMissing(source)).toBe(missing);
});
