import { expect, test } from "vitest";
import { RecentUuids } from "../../../../src/runtime/delivery/recent-uuids.ts";

test("the last 10,000 are known, and the oldest goes first", () => {
  const recent = new RecentUuids();
  for (let number = 0; number <= 10_000; number += 1) recent.add(`uuid ${number}`);
  expect(recent.has("uuid 0")).toBe(false);
  expect(recent.has("uuid 1")).toBe(true);
  expect(recent.has("uuid 10000")).toBe(true);
});

test("a lost one is forgotten", () => {
  const recent = new RecentUuids();
  recent.add("a");
  recent.add("b");
  recent.forget("a");
  expect([recent.has("a"), recent.has("b")]).toEqual([false, true]);
});
