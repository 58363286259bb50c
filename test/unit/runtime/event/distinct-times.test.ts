import { describe, expect, test } from "vitest";
import { DistinctTimes } from "../../../../src/runtime/event/distinct-times.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const HOUR = 3_600_000;

describe("events of one name and person get times that differ", () => {
  test("within a millisecond, and after it", () => {
    const times = new DistinctTimes();
    const at = (now: number) => times.next("e", "ann", now).getTime() - NOW;
    expect([at(NOW), at(NOW), at(NOW), at(NOW + 1), at(NOW + 10)]).toEqual([0, 1, 2, 3, 10]);
  });

  test("other names and persons do not move them", () => {
    const times = new DistinctTimes();
    const at = (event: string, user: string) => times.next(event, user, NOW).getTime() - NOW;
    expect([at("e", "ann"), at("f", "ann"), at("e", "bob"), at("e", "ann")]).toEqual([0, 0, 0, 1]);
  });

  test("in a burst of 20,000 within one millisecond", () => {
    const times = new DistinctTimes();
    const given = Array.from({ length: 20_000 }, () => times.next("e", "ann", NOW).getTime());
    expect(new Set(given).size).toBe(20_000);
    expect(given.at(-1)).toBe(NOW + 19_999);
  });

  test("when the clock goes back by a minute, and anew when it goes back by more than an hour", () => {
    const times = new DistinctTimes();
    const at = (now: number) => times.next("e", "ann", now).getTime() - NOW;
    expect([at(NOW), at(NOW - 60_000), at(NOW - 60_000), at(NOW - 59_999)]).toEqual([0, 1, 2, 3]);
    expect(at(NOW - 2 * HOUR)).toBe(-2 * HOUR);
  });

  test("anew when it goes back by exactly an hour", () => {
    const times = new DistinctTimes();
    times.next("e", "ann", NOW);
    expect(times.next("e", "ann", NOW - HOUR).getTime()).toBe(NOW - HOUR);
  });

  test("but for more than 100,000 in one millisecond, which are forgotten to bound the memory", () => {
    const times = new DistinctTimes();
    times.next("e", "ann", NOW);
    for (let user = 0; user < 200_000; user += 1) times.next("e", `user ${user}`, NOW);
    expect(times.next("e", "ann", NOW).getTime()).toBe(NOW);
  });

  test("while many others have events: only times that are over are forgotten", () => {
    const times = new DistinctTimes();
    times.next("e", "ann", NOW);
    for (let user = 0; user < 20_000; user += 1) times.next("e", `user ${user}`, NOW);
    expect(times.next("e", "ann", NOW).getTime()).toBe(NOW + 1);
  });
});
