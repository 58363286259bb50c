import { expect, test } from "vitest";
import { inTurn, quartiles, summarize } from "../../../scripts/bench/figures.ts";

test("the median and both quartiles, in any order", () => {
  expect(quartiles([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 });
  expect(quartiles([7])).toEqual({ median: 7, low: 7, high: 7 });
});

test("a ratio is that of each pair, and not of the medians", () => {
  expect(summarize({ ours: [10, 200, 30], beside: [10, 100, 10] })).toEqual({
    median: 2,
    low: 1.5,
    high: 2.5,
  });
  expect(summarize({ ours: [10, 200, 30] }).median).toBe(30);
});

test("both take turns, and each begins as often", async () => {
  const order: string[] = [];
  const once = (name: string) => (): number => order.push(name);
  const figures = await inTurn(4, once("ours"), once("beside"));
  expect(order.join(" ")).toBe("ours beside beside ours ours beside beside ours");
  expect(figures).toEqual({ ours: [1, 4, 5, 8], beside: [2, 3, 6, 7] });
});
