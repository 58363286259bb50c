import { toIso } from "../../../src/portable/timestamps.ts";
import { expect, test } from "vitest";
import { fillFields } from "../../../src/portable/fill-fields.ts";
import type { Fields } from "../../../src/portable/field-rule.ts";
import type { PlainObject } from "../../../src/portable/values.ts";

const NONE: ReadonlySet<string> = new Set();

function fill(properties: PlainObject, fields: Fields, invalid = NONE): PlainObject {
  fillFields(properties, fields, invalid);
  return properties;
}

test("a default fills what is absent, not what is null, and not what was invalid", () => {
  const fields: Fields = { a: { default: 1 }, b: { default: 2 }, c: { default: 3 }, d: { default: 4 } };
  expect(fill({ b: null, c: 5 }, fields, new Set(["d"]))).toEqual({ a: 1, b: null, c: 5 });
});

test("a constant is always sent", () => {
  expect(fill({}, { channel: { constant: "web" }, nothing: { constant: null } })).toEqual({
    channel: "web",
    nothing: null,
  });
});

test("defaults are in the form in which they are sent: datetimes in UTC, uuids in lower case", () => {
  const fields: Fields = {
    later: { as: toIso, default: "2024-01-01T00:00:00+01:00" },
    inside: { fields: { at: { as: toIso } }, default: { at: "2024-01-01T00:00:00+01:00" } },
    id: { type: "uuid", default: "ABCDEF" },
    absent: { type: "uuid" },
  };
  expect(fill({}, fields)).toEqual({
    later: "2023-12-31T23:00:00.000Z",
    inside: { at: "2023-12-31T23:00:00.000Z" },
    id: "abcdef",
  });
});

test("rules reach into objects, arrays and maps", () => {
  const fields: Fields = {
    object: { fields: { n: { default: 1 }, c: { constant: true }, at: { as: toIso } } },
    list: { each: { fields: { n: { default: 1 } } } },
    map: { each: { type: "uuid" } },
    matrix: { each: { each: { type: "uuid" } } },
  };
  const properties = {
    object: { at: "2024-01-01T00:00:00Z" },
    list: [{ n: 5 }, {}, null],
    map: { a: "A", b: null },
    matrix: [["A"], []],
  };
  expect(fill(properties, fields)).toEqual({
    object: { at: "2024-01-01T00:00:00.000Z", n: 1, c: true },
    list: [{ n: 5 }, { n: 1 }, null],
    map: { a: "a", b: null },
    matrix: [["a"], []],
  });
});

test("a default's own object is not handed out", () => {
  const fallback = { list: [1] };
  const properties = fill({}, { a: { default: fallback } });
  (properties["a"] as { list: number[] }).list.push(2);
  expect(fallback).toEqual({ list: [1] });
});
