import { expect, test } from "vitest";
import { RecentUuids } from "../../../../src/runtime/delivery/recent-uuids.ts";

test("one that waits is known, however many come after it", () => {
  const recent = new RecentUuids();
  recent.add("waits");
  for (let number = 0; number < 50_000; number += 1) {
    recent.add(`uuid ${number}`);
    recent.delivered(`uuid ${number}`);
  }
  expect(recent.has("waits")).toBe(true);
});

test("the last 10,000 that were delivered are known, and older ones are forgotten", () => {
  const recent = new RecentUuids();
  for (let number = 0; number < 30_000; number += 1) {
    recent.add(`uuid ${number}`);
    recent.delivered(`uuid ${number}`);
  }
  expect([0, 9999, 20_000, 29_999].map((number) => recent.has(`uuid ${number}`))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test("a lost one is forgotten", () => {
  const recent = new RecentUuids();
  recent.add("a");
  recent.add("b");
  recent.forget("a");
  expect([recent.has("a"), recent.has("b")]).toEqual([false, true]);
});

test("one without a key is not remembered when it is delivered", () => {
  const recent = new RecentUuids();
  recent.delivered("a");
  expect(recent.has("a")).toBe(false);
});
