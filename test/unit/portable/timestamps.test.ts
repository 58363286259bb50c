import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runInNewContext } from "node:vm";
import { momentOf } from "../../../src/portable/timestamps.ts";

const iso = (value: unknown): string | undefined => {
  const time = momentOf(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

describe("a moment", () => {
  test.each([
    ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31t12:00:00z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31T12:00:00.5+01:30", "2026-01-31T10:30:00.500Z"],
    ["2026-01-31T12:00:00.123999999-23:59", "2026-02-01T11:59:00.123Z"],
    ["2026-01-31T12:00:00-00:00", "2026-01-31T12:00:00.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    // Leap seconds, the second one by a clock in California.
    ["2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999Z"],
    ["1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59.999Z"],
    ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ])("%s is sent as %s", (text, sent) => {
    expect(iso(text)).toBe(sent);
  });

  test.each([
    "2026-01-31T12:00Z",
    "2026-01-31T12:00:00",
    "2026-01-31 12:00:00Z",
    "2026-01-31",
    "2026-02-30T12:00:00Z",
    "2025-02-29T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-01-31T24:00:00Z",
    "2026-01-31T12:60:00Z",
    "2026-01-31T12:00:61Z",
    "2026-01-31T12:00:60Z",
    "2026-01-31T12:00:00.Z",
    "2026-01-31T12:00:00+24:00",
    "2026-01-31T12:00:00+0100",
    "+002026-01-31T12:00:00Z",
    " 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00Z\n",
    // Of the years -1 and 10000 in UTC.
    "0000-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "31 January 2026",
    "",
  ])("%j is none", (text) => {
    expect(iso(text)).toBe(undefined);
  });

  test("is a Date of any realm, with a year of four digits", () => {
    expect(iso(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
    expect(iso(runInNewContext("new Date(0)"))).toBe("1970-01-01T00:00:00.000Z");
    const none = [new Date(Number.NaN), new Date(8.64e15), new Date("-000001-12-31T00:00:00Z"), 0, null, {}];
    expect(none.map(iso)).toEqual(none.map(() => undefined));
  });

  test("is what it was, however it is written", () => {
    const min = new Date("0001-01-01T00:00:00Z");
    const max = new Date("9998-12-31T00:00:00Z");
    fc.assert(
      fc.property(
        fc.date({ min, max, noInvalidDate: true }),
        fc.integer({ min: -1439, max: 1439 }),
        (date, offset) => {
          const minutes = String(Math.abs(offset) % 60).padStart(2, "0");
          const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0");
          const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
          expect(momentOf(`${local}${offset < 0 ? "-" : "+"}${hours}:${minutes}`)).toBe(date.getTime());
        },
      ),
    );
  });
});
