import { expect, test } from "vitest";
import { pauseAfter, TIMING, type Timing } from "../../../../src/runtime/delivery/timing.ts";

const shortest: Timing = { ...TIMING, random: () => 0 };
const longest: Timing = { ...TIMING, random: () => 1 };

test("each failure makes the pause three times as long, up to half a minute", () => {
  expect([1, 2, 3, 4, 5, 1000].map((failures) => pauseAfter(failures, undefined, shortest))).toEqual([
    3000, 9000, 27_000, 30_000, 30_000, 30_000,
  ]);
});

test("chance makes it up to half longer", () => {
  expect(pauseAfter(2, undefined, longest)).toBe(13_500);
});

test("a server that asks for more gets it, up to five minutes", () => {
  expect(pauseAfter(1, 60_000, shortest)).toBe(60_000);
  expect(pauseAfter(1, Infinity, shortest)).toBe(300_000);
});

test("a server that asks for less than our own pause does not shorten it", () => {
  expect(pauseAfter(2, 1000, shortest)).toBe(9000);
});
