import { double, sample } from "fast-check";
import { expect, test } from "vitest";
import { isExact } from "../../../../src/read/source/exact-number.ts";

test.each([
  ["0", 0],
  ["-0.00", -0],
  ["0e5", 0],
  ["1.50", 1.5],
  ["+.5", 0.5],
  ["1.", 1],
  ["007", 7],
  ["1E3", 1000],
  ["1000000000000000000000", 1e21],
  ["0.1", 0.1],
  ["9007199254740992", 2 ** 53],
  ["0xff", 255],
  ["0o17", 15],
])("%s is held exactly", (written, value) => {
  expect(isExact(written, value)).toBe(true);
});

test.each([
  ["9007199254740993", 2 ** 53],
  ["0x20000000000001", 2 ** 53],
  ["0.12345678901234567891", 0.12345678901234568],
  ["1e400", Infinity],
  ["1e-400", 0],
])("%s is not", (written, value) => {
  expect(isExact(written, value)).toBe(false);
});

test("every number is held exactly as JavaScript writes it", () => {
  const numbers = sample(double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 500, seed: 1 });
  expect(numbers.filter((value) => !isExact(String(value), value))).toStrictEqual([]);
});
