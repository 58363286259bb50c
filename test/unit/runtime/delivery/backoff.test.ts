import { expect, test } from "vitest";
import { Backoff, pauseAfter } from "../../../../src/runtime/delivery/backoff.ts";
import { TIMING, type Timing } from "../../../../src/runtime/delivery/timing.ts";

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

test("a pause of our own ends sooner where somebody waits; what the server asked for does not", () => {
  let now = 1000;
  const backoff = new Backoff({ ...shortest, now: () => now });
  expect(backoff.left(Infinity)).toBe(0);
  expect(backoff.failed(undefined)).toBe(3000);
  now += 500;
  expect([backoff.left(Infinity), backoff.left(1000), backoff.isPausing]).toEqual([2500, 500, true]);
  expect(backoff.failed(20_000)).toBe(20_000);
  expect([backoff.left(Infinity), backoff.left(1000)]).toEqual([20_000, 20_000]);
  now += 20_000;
  expect([backoff.left(Infinity), backoff.isPausing]).toEqual([0, false]);
});

test("a success makes the next pause short again, and a rest is as long as the longest", () => {
  const backoff = new Backoff({ ...shortest, now: () => 0 });
  expect([backoff.failed(undefined), backoff.failed(undefined)]).toEqual([3000, 9000]);
  backoff.succeeded();
  expect(backoff.failed(undefined)).toBe(3000);
  backoff.rest();
  expect(backoff.left(250)).toBe(30_000);
  backoff.reset();
  expect(backoff.left(Infinity)).toBe(0);
});
