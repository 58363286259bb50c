import { expect, test } from "vitest";
import { pauseAfter, TIMING, type Timing } from "../../../../src/runtime/delivery/timing.ts";

const longest: Timing = { ...TIMING, random: () => 0 };
const shortest: Timing = { ...TIMING, random: () => 1 };

test("each failure doubles the pause, up to half a minute", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1000].map((failures) => pauseAfter(failures, undefined, longest))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
  ]);
});

test("chance makes it up to half as long", () => {
  expect(pauseAfter(3, undefined, shortest)).toBe(2000);
});

test("a server that asks for more gets it, up to five minutes", () => {
  expect(pauseAfter(1, 60_000, longest)).toBe(60_000);
  expect(pauseAfter(1, Infinity, longest)).toBe(300_000);
});

test("a server that asks for less than our own pause does not shorten it", () => {
  expect(pauseAfter(4, 1000, longest)).toBe(8000);
});
