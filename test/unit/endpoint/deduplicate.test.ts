import { describe, expect, it } from "vitest";
import { storedTimestamp, uniqueEvents } from "../../../src/endpoint/deduplicate.ts";
import { makeCaptured, NOON } from "./make-captured.ts";

const UUID = "0197b7a0-0000-5000-8000-000000000001";

function stored(parts: Parameters<typeof makeCaptured>[1]): string {
  return storedTimestamp(makeCaptured("paid", parts)).toISOString();
}

describe("the timestamp that is stored", () => {
  it("is the client's when both clocks agree", () => {
    expect(stored({ timestamp: "2026-11-23T09:30:00Z", sentAt: NOON.toISOString() })).toBe(
      "2026-11-23T09:30:00.000Z",
    );
  });

  it("is moved by how far the client's clock is ahead", () => {
    expect(stored({ timestamp: "2026-11-23T11:00:00Z", sentAt: "2026-11-23T12:00:10Z" })).toBe(
      "2026-11-23T10:59:50.000Z",
    );
  });

  it("is the client's where the event says to ignore sent_at", () => {
    const properties = { $ignore_sent_at: true };
    expect(stored({ timestamp: "2026-11-23T11:00:00Z", sentAt: "2026-11-23T12:00:10Z", properties })).toBe(
      "2026-11-23T11:00:00.000Z",
    );
  });

  it("is the time of receipt where the client's is missing, is none, or lies over 23 hours ahead", () => {
    const { timestamp: _, ...without } = makeCaptured("paid");
    expect(storedTimestamp(without)).toEqual(NOON);
    expect(stored({ timestamp: "yesterday-ish" })).toBe(NOON.toISOString());
    expect(stored({ timestamp: "2026-11-24T11:00:01Z" })).toBe(NOON.toISOString());
    expect(stored({ timestamp: "2026-11-24T11:00:00Z" })).toBe("2026-11-24T11:00:00.000Z");
  });
});

describe("a timestamp without a whole zone", () => {
  it.each([
    ["2026-11-23 09:30", "2026-11-23T09:30:00.000Z"],
    ["2026-11-23T09:30:00.5", "2026-11-23T09:30:00.500Z"],
    ["2026-11-23T09:30:00+03", "2026-11-23T06:30:00.000Z"],
    ["2026-11-23", "2026-11-23T00:00:00.000Z"],
  ])("%s is %s", (timestamp, expected) => {
    expect(stored({ timestamp })).toBe(expected);
  });
});

describe("which events are one", () => {
  const event = makeCaptured("paid", { uuid: UUID });

  it("counts sixty repeats once, and keeps the first", () => {
    const repeats = Array.from({ length: 60 }, (_, index) => ({ ...event, properties: { attempt: index } }));
    expect(uniqueEvents(repeats)).toEqual([repeats[0]]);
  });

  it("does not look at the letters' case in a uuid, nor at the time of day", () => {
    const again = { ...event, uuid: UUID.toUpperCase(), timestamp: "2026-11-23T23:59:59.999Z" };
    expect(uniqueEvents([event, again])).toEqual([event]);
  });

  it.each([
    ["the uuid", { uuid: "0197b7a0-0000-5000-8000-000000000002" }],
    ["the name", { event: "Paid" }],
    ["the person", { distinctId: "USER_1" }],
    ["the day", { timestamp: "2026-11-22T23:59:59.999Z" }],
  ])("keeps two apart that differ in %s", (_, parts) => {
    expect(uniqueEvents([event, { ...event, ...parts }])).toHaveLength(2);
  });

  it("counts twice what a wrong clock carries over midnight, unless sent_at is ignored", () => {
    const nearMidnight = {
      ...event,
      timestamp: "2026-11-23T23:59:00Z",
      receivedAt: new Date("2026-11-23T23:59:30Z"),
    };
    const slowClock = { ...nearMidnight, sentAt: "2026-11-23T23:58:00Z" };
    expect(uniqueEvents([nearMidnight, slowClock])).toHaveLength(2);
    const properties = { $ignore_sent_at: true };
    const ignoring = [
      { ...nearMidnight, properties },
      { ...slowClock, properties },
    ];
    expect(uniqueEvents(ignoring)).toHaveLength(1);
  });
});
