import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { toIso } from "../../../../src/portable/timestamps.ts";
import { copyPlain } from "../../../../src/runtime/properties/plain-copy.ts";

class Money {
  readonly amount = 5;
  toJSON(): string {
    return "5 USD";
  }
}

class Point {
  readonly x = 1;
  get y(): number {
    return 2;
  }
}

const cyclic: Record<string, unknown> = {};
cyclic["self"] = [cyclic];

describe("what stays and what is made plain", () => {
  test.each([
    ["null", null, null],
    ["true", true, true],
    ["a number", -1.5, -1.5],
    ["a string", "ä👍", "ä👍"],
    ["half a surrogate pair", "a\ud83d b", "a\ufffd b"],
    ["toJSON", new Money(), "5 USD"],
    ["an object whose toJSON returns an object", { toJSON: () => ({ a: 1 }) }, { a: 1 }],
    ["undefined in an object", { a: undefined, b: 1 }, { b: 1 }],
    ["undefined in an array", [undefined, 1], [null, 1]],
    ["holes in an array", Array.from({ length: 2 }), [null, null]],
    ["an instance of a class", new Point(), { x: 1 }],
    ["an object without a prototype", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ["a key that is a symbol", { [Symbol("s")]: 1, a: 1 }, { a: 1 }],
    ["one object twice", [[1], [1]], [[1], [1]]],
  ])("%s", (_name, value, copy) => {
    expect(copyPlain({ value }, undefined)).toMatchObject({
      properties: { value: copy },
      violations: [],
    });
  });

  test.each([
    ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["a date of another realm", runInNewContext("new Date(0)"), "1970-01-01T00:00:00.000Z"],
    ["text", "2026-01-15t10:30:00.123987+01:00", "2026-01-15T09:30:00.123Z"],
    ["null", null, null],
  ])("%s as a datetime", (_name, value, copy) => {
    const fields = { value: { as: toIso }, list: { each: { as: toIso } } };
    expect(copyPlain({ value, list: [value] }, fields)).toMatchObject({
      properties: { value: copy, list: [copy] },
      violations: [],
    });
  });

  test.each([
    [new Date(Number.NaN)],
    ["2026-01-15T10:30Z"],
    [0],
    [Number.NaN],
    [{}],
    [{ [Symbol.toStringTag]: "Date" }],
  ])("%j is no datetime", (value) => {
    expect(copyPlain({ value: [value] }, { value: { each: { as: toIso } } })).toMatchObject({
      properties: {},
      violations: [{ path: ["value", 0], code: "datetime" }],
    });
  });

  test("undefined is absent, and instead of properties there are none", () => {
    expect(copyPlain(undefined, undefined)).toEqual({ properties: {}, violations: [], size: 0 });
    expect(copyPlain({ value: undefined }, undefined).properties).toEqual({});
  });

  test("the copy shares nothing with the original", () => {
    const original = { list: [{ a: 1 }] };
    const { properties } = copyPlain(original, undefined);
    (original.list[0] as { a: number }).a = 2;
    original.list.push({ a: 3 });
    expect(properties).toEqual({ list: [{ a: 1 }] });
  });
});

describe("what leaves its property out", () => {
  const throwing = {
    get a(): never {
      throw new Error("secret");
    },
  };
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  test.each([
    ["NaN", Number.NaN, [], "not_finite"],
    ["Infinity", [Infinity], [0], "not_finite"],
    ["a bigint", 1n, [], "not_json"],
    ["a symbol", { a: Symbol("s") }, ["a"], "not_json"],
    ["a function", () => 1, [], "not_json"],
    ["a Map", new Map([[1, 2]]), [], "not_json"],
    ["a Set", { a: { b: new Set() } }, ["a", "b"], "not_json"],
    ["bytes", new Uint8Array(3), [], "not_json"],
    ["a boxed string", Object("text"), [], "not_json"],
    ["an error", new Error("secret"), [], "not_json"],
    ["a date", new Date(0), [], "wrong_type"],
    ["a date inside JSON", { rows: [{ at: new Date(0) }] }, ["rows", 0, "at"], "wrong_type"],
    ["a date of another realm", runInNewContext("new Date(0)"), [], "wrong_type"],
    ["what only says that it is a date", { [Symbol.toStringTag]: "Date" }, [], "wrong_type"],
    ["a cycle", cyclic, ["self", 0], "cyclic"],
    ["a getter that throws", throwing, ["a"], "unreadable"],
    ["a toJSON that throws", { toJSON: () => throwing.a }, [], "unreadable"],
    [
      "a toJSON that returns itself for ever",
      endless(),
      Array.from({ length: 31 }, () => "again"),
      "too_deep",
    ],
    ["a revoked proxy", revoked, [], "unreadable"],
    ["the key __proto__", JSON.parse('{"__proto__": {"a": 1}}'), ["__proto__"], "not_json"],
    ["depth", nest(40), Array.from({ length: 31 }, () => 0), "too_deep"],
    ["100,000 values", Array.from({ length: 100_000 }, () => 0), [50_000], "too_large"],
    ["an array of a billion holes", Object.assign([], { length: 1e9 }), [50_000], "too_large"],
    ["a megabyte of text", ["x".repeat(1_000_001)], [0], "too_large"],
  ])("%s", (_name, value, path, code) => {
    expect(copyPlain({ before: 1, value, after: 2 }, undefined)).toMatchObject({
      properties: { before: 1, after: 2 },
      violations: [{ path: ["value", ...path], code }],
    });
  });

  test.each([null, 5, "text", [1], () => 1])("%j instead of properties", (input) => {
    expect(copyPlain(input, undefined)).toEqual({
      properties: {},
      violations: [{ path: [], code: "wrong_type" }],
      size: 0,
    });
  });

  test("what is left out costs the others nothing", () => {
    const shared = { text: "x".repeat(600_000), bad: 1n };
    const after = "y".repeat(600_000);
    expect(copyPlain({ first: shared, second: shared, after }, undefined)).toMatchObject({
      properties: { after },
      violations: [
        { path: ["first", "bad"], code: "not_json" },
        { path: ["second", "bad"], code: "not_json" },
      ],
    });
  });

  test("properties beyond the thousandth", () => {
    const names = Array.from({ length: 1002 }, (_, index) => `p${index}`);
    const { properties, violations } = copyPlain(
      Object.fromEntries(names.map((name) => [name, 1])),
      undefined,
    );
    expect(Object.keys(properties)).toEqual(names.slice(0, 1000));
    expect(violations).toEqual([{ path: [], code: "too_many_properties" }]);
  });

  test("properties that cannot be listed", () => {
    expect(copyPlain(revoked, undefined).violations).toEqual([{ path: [], code: "unreadable" }]);
  });
});

describe("truncate", () => {
  test("cuts by code points, at any depth", () => {
    const fields = {
      note: { truncate: 2 },
      list: { each: { truncate: 1 } },
      map: { each: { truncate: 1 } },
      object: { fields: { inner: { truncate: 3 } } },
    };
    const input = {
      note: "👍👍👍",
      list: ["ab", "c"],
      map: { k: "ab" },
      object: { inner: "abcd", other: "abcd" },
    };
    expect(copyPlain(input, fields).properties).toEqual({
      note: "👍👍",
      list: ["a", "c"],
      map: { k: "a" },
      object: { inner: "abc", other: "abcd" },
    });
  });

  test("comes before the size is measured", () => {
    const { properties, violations } = copyPlain({ note: "x".repeat(5_000_000) }, { note: { truncate: 5 } });
    expect({ properties, violations }).toEqual({ properties: { note: "xxxxx" }, violations: [] });
  });

  test("a field table's inherited names are no rules", () => {
    expect(copyPlain({ toString: "abc" }, {}).properties).toEqual({ toString: "abc" });
  });
});

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

function endless(): object {
  return { toJSON: () => ({ again: endless() }) };
}
