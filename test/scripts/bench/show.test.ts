import { expect, test } from "vitest";
import { meetsTarget, showResult } from "../../../scripts/bench/show.ts";

test("a ratio has a spread, a target and both values", () => {
  const row = { part: "p", what: "a call", beside: "another", unit: "seconds", target: 1.5 } as const;
  const result = { row, ours: [2e-6, 3e-6, 4e-6], beside: [1e-6, 1e-6, 1e-6] };
  expect(showResult(result)).toEqual({
    what: "a call / another",
    figure: "3",
    spread: "2.5 to 3.5",
    target: "1.5",
    values: "3 µs / 1 µs",
  });
  expect(meetsTarget(result)).toBe(false);
});

test("a value alone is shown in its unit", () => {
  const row = { part: "p", what: "memory", unit: "memory", target: 500 * 1024 * 1024 } as const;
  const result = { row, ours: [419_430_400] };
  expect(showResult(result)).toEqual({
    what: "memory",
    figure: "400 MiB",
    spread: "",
    target: "500 MiB",
    values: "",
  });
  expect(meetsTarget(result)).toBe(true);
});
