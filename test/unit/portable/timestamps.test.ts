import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { findTimestampFault } from "../../../src/portable/timestamps.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const HOUR = 3_600_000;

test.each([
  [new Date(NOW), undefined],
  [new Date("2000-01-01T00:00:00Z"), undefined],
  [new Date(NOW + 23 * HOUR), undefined],
  [new Date(NOW + 23 * HOUR + 1), "in_the_future"],
  [new Date(NOW / 1000), "before_2000_are_these_seconds"],
  [new Date("nonsense"), "invalid_date"],
  ["2026-01-01T00:00:00Z", "invalid_date"],
  [NOW, "invalid_date"],
  [runInNewContext(`new Date(${NOW})`), undefined],
  [null, "invalid_date"],
])("%s: %s", (timestamp, fault) => {
  expect(findTimestampFault(timestamp, NOW)).toBe(fault);
});
