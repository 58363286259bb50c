import { describe, expect, test } from "vitest";
import { isNarrower, matcherOf, NO_FILTER } from "../../../src/inspector-page/filter.ts";
import { makeRow } from "./make-row.ts";

const finds = (text: string, row = makeRow(1)): boolean => matcherOf({ ...NO_FILTER, text })(row);

describe("a search", () => {
  const row = makeRow(1, "order_placed", {
    distinctId: "user_Ann",
    properties: { Tier: "pro", path: String.raw`C:\a "b"`, city: "Zürich", nested: { deep: [7] } },
    faults: 1,
    sdk: 'evil","number":1',
  });
  test.each([
    "ORDER",
    "ann",
    "tier",
    "0190-1",
    "pro order",
    '"b"',
    String.raw`C:\a`,
    "ZÜRICH",
    "deep",
    "7",
    "event-breaks-plan",
    "  ",
  ])("finds %j", (text) => {
    expect(finds(text, row)).toBe(true);
  });

  test.each([
    "orders",
    "pro free",
    "posthog",
    "planned",
    "receivedAt",
    "..",
    "message",
    "o*r",
    "[a-z]",
    "evil",
    "(",
    "distinctId",
  ])("does not find %j", (text) => {
    expect(finds(text, row)).toBe(false);
  });
});

test.each([
  ["all", [true, true, true]],
  ["faults", [false, true, false]],
  ["planned", [true, false, false]],
  ["unplanned", [false, true, false]],
  ["posthog", [false, false, true]],
] as const)("shows %s", (show, expected) => {
  const rows = [makeRow(1), makeRow(2, "other", { faults: 2 }), makeRow(3, "$pageview")];
  expect(rows.map(matcherOf({ text: "", show }))).toEqual(expected);
});

test.each([
  ["or", "order", true],
  ["", "o", true],
  ["order", "or", false],
  ["a b", "ab", true],
  ["ab", "a b", false],
  ["a b", "b xa", true],
])("knows whether %j holds all of %j", (earlier, later, expected) => {
  expect(isNarrower({ text: later, show: "all" }, { text: earlier, show: "all" })).toBe(expected);
  expect(isNarrower({ text: later, show: "faults" }, { text: earlier, show: "all" })).toBe(expected);
  expect(isNarrower({ text: later, show: "all" }, { text: earlier, show: "faults" })).toBe(false);
});
