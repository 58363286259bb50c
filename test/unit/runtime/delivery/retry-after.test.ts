import { expect, test } from "vitest";
import { readRetryAfter } from "../../../../src/runtime/delivery/retry-after.ts";

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

test.each([
  ["120", 120_000],
  [" 1 ", 1000],
  ["0.5", 500],
  ["Thu, 01 Jan 2026 12:00:30 GMT", 30_000],
  ["Thursday, 01-Jan-26 12:01:00 GMT", 60_000],
  ["9".repeat(400), Infinity],
])("%s is a time to wait", (header, ms) => {
  expect(readRetryAfter(header, NOW)).toBe(ms);
});

test.each([null, "", "0", "-5", "soon", "1e9", "Thu, 01 Jan 2026 11:00:00 GMT"])("%s is none", (header) => {
  expect(readRetryAfter(header, NOW)).toBe(undefined);
});

test("a number alone is never a year", () => {
  expect(readRetryAfter("2027", NOW)).toBe(2_027_000);
});
