import { Decimal as Reference } from "decimal.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  compare,
  type Decimal,
  divide,
  multiply,
  remainder,
  subtract,
  toNumber,
} from "../../../src/portable/decimal.ts";

/** With enough digits for every sum and product of two numbers to be exact. */
const Exact = Reference.clone({ precision: 1500, toExpNeg: -9e15, toExpPos: 9e15 });
const Rounded = Reference.clone({ precision: 15, rounding: Reference.ROUND_HALF_UP });

const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min: -12, max: 12 }))
    .map(([digits, power]) => Number(`${digits}e${power}`)),
  fc.constantFrom(0, -0, 0.1, 0.2, 0.3, 5e-324, Number.MAX_VALUE, 1e21, 1e-7, 1_767_225_600_123),
);

test.each([
  [add(0.1, 0.2), 0.3],
  [subtract(1_767_225_600_123, 1), 1_767_225_600_122],
  [multiply(123_456_789, 1_000_003), 123_457_159_370_367],
  [multiply(0.07, 100), 7],
  [divide(1, 3), 0.333333333333333],
  [divide(2, -3), -0.666666666666667],
  [divide(1e308, 5e-324), Number.POSITIVE_INFINITY],
  [divide(0, 7), 0],
  [remainder(-7, 2), -1],
  [remainder(0.3, 0.1), 0],
  [add(Number.MAX_VALUE, Number.MAX_VALUE), Number.POSITIVE_INFINITY],
  [add(add(0.1, 0.2), subtract(0.3, 0.6)), 0],
])("case %#", (result, number) => {
  expect(toNumber(result)).toBe(number);
});

test.each([divide, remainder])("%s by zero throws", (operation) => {
  expect(() => operation(1, 0)).toThrow(RangeError);
  expect(() => operation(0, -0)).toThrow(RangeError);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, "7x" as unknown as number])("%s is no number", (value) => {
  expect(() => add(value, 1)).toThrow(SyntaxError);
});

describe("agrees with decimal.js on any two numbers:", () => {
  const exact: readonly [
    string,
    (a: number, b: number) => Decimal,
    (a: Reference, b: Reference) => Reference,
  ][] = [
    ["sums", add, (a, b) => a.plus(b)],
    ["differences", subtract, (a, b) => a.minus(b)],
    ["products", multiply, (a, b) => a.times(b)],
    ["remainders", remainder, (a, b) => a.modulo(b)],
  ];
  test.each(exact)("%s", (_, operation, reference) => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        fc.pre(operation !== remainder || b !== 0);
        const { digits, exponent } = operation(a, b);
        const expected = reference(new Exact(a), new Exact(b));
        expect(new Exact(`${digits}e${exponent}`).equals(expected)).toBe(true);
        expect(toNumber({ digits, exponent }) + 0).toBe(expected.toNumber() + 0);
      }),
      { numRuns: 2000 },
    );
  });

  test("quotients, to 15 significant digits", () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        fc.pre(b !== 0);
        const { digits, exponent } = divide(a, b);
        expect(new Exact(`${digits}e${exponent}`).equals(new Rounded(a).div(b))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test("comparisons, which numbers themselves give too", () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        expect(compare(a, b)).toBe(new Exact(a).comparedTo(b));
        expect(compare(a, b) + 0).toBe(Math.sign(a === b ? 0 : a - b) + 0);
      }),
      { numRuns: 2000 },
    );
  });
});
