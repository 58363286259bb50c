import { describe, expect, test } from "vitest";
import type { Property, PropertyType } from "../../../../src/plan/property.ts";
import { refusalOf } from "../../../../src/read/property/value.ts";
import { processorTime } from "../../../support/processor-time.ts";

const required: Omit<Property, "name"> = {
  at: [],
  type: { kind: "integer" },
  source: { kind: "argument", optional: false },
  nullable: false,
  pii: "none",
};

const order: Extract<PropertyType, { kind: "object" }> = {
  kind: "object",
  properties: [
    { ...required, name: "count" },
    { ...required, name: "note", source: { kind: "argument", optional: true } },
    { ...required, name: "kind", source: { kind: "const", value: 1 } },
    { ...required, name: "times", source: { kind: "argument", optional: false, default: 1 } },
  ],
};

const list = {
  kind: "array",
  items: { type: { kind: "integer", min: 1 }, nullable: true },
} as const satisfies PropertyType;

const either: PropertyType = {
  kind: "union",
  types: [
    { kind: "string", maxLength: 3 },
    { kind: "integer", min: 0 },
  ],
};

const ACCEPTED: readonly [PropertyType, unknown][] = [
  [either, "abc"],
  [either, 1000],
  [{ kind: "string" }, ""],
  [{ kind: "string" }, "👍".repeat(1000)],
  [{ kind: "string", maxLength: 2000 }, "a".repeat(2000)],
  [{ kind: "string", pattern: "a|b" }, "b"],
  [{ kind: "number" }, -0.5],
  [{ kind: "integer", min: 1, max: 1 }, 1],
  [{ kind: "integer" }, Number.MAX_SAFE_INTEGER],
  [{ kind: "boolean" }, false],
  [{ kind: "enum", values: [{ value: "a" }] }, "a"],
  [{ kind: "datetime" }, "2026-01-31T12:00:00Z"],
  [{ kind: "datetime" }, "2026-01-31T12:00:00.123+05:30"],
  [{ kind: "date" }, "2024-02-29"],
  [{ kind: "uuid" }, "00000000-0000-0000-0000-000000000000"],
  [{ kind: "url" }, "https://example.com/a?b#c"],
  [{ kind: "json" }, { a: [1, null, { b: "c" }] }],
  [list, [1, null]],
  [{ kind: "map", items: { type: { kind: "boolean" }, nullable: false } }, { "any key": true }],
  [order, { count: 1 }],
  [order, { count: 1, note: 2, kind: 1, times: 3 }],
  [{ kind: "string", minLength: 2, maxLength: 2 }, "👍👍"],
  [{ kind: "string", truncate: 3 }, "abc"],
  [{ kind: "number", min: 0.5, max: 0.5 }, 0.5],
  [{ kind: "integer", values: [{ value: 404 }] }, 404],
  [{ ...list, minItems: 2, maxItems: 2 }, [1, 1]],
  [{ kind: "email" }, "ann@example.com"],
  [{ kind: "ip" }, "::1"],
  [{ kind: "url", schemes: ["app"] }, "app://open"],
  [
    { ...order, additional: "json" },
    { count: 1, other: [null] },
  ],
];

const REFUSED: readonly [PropertyType, unknown, path: string, reason: string][] = [
  [{ kind: "string" }, 1, "", "must be a string, but is the number `1`"],
  [{ kind: "string" }, null, "", "must be a string, but is `null`"],
  [{ kind: "string" }, "👍".repeat(1001), "", "has 1001 characters, more than 1000"],
  [{ kind: "string", truncate: 3 }, "abcd", "", "has 4 characters, more than 3"],
  [{ kind: "string", minLength: 2 }, "👍", "", "has 1 characters, fewer than 2"],
  [{ kind: "string", pattern: "a|b" }, "ab", "", "does not match the pattern `a|b`"],
  [{ kind: "number" }, Infinity, "", "is not a finite number"],
  [{ kind: "number", min: 1 }, 0, "", "is 0, below the minimum 1"],
  [
    { kind: "integer" },
    2 ** 53,
    "",
    "is 9007199254740992, which is not an integer that JavaScript represents exactly",
  ],
  [either, "abcd", "", "has 4 characters, more than 3"],
  [either, -1, "", "is -1, below the minimum 0"],
  [either, true, "", "must be a string or an integer, but is `true`"],
  [{ kind: "boolean" }, 0, "", "must be `true` or `false`, but is the number `0`"],
  [
    { kind: "enum", values: [{ value: "a" }, { value: "b" }] },
    "c",
    "",
    "must be `a` or `b`, but is the string `c`",
  ],
  [
    { kind: "datetime" },
    "2026-01-31",
    "",
    "must be a date and time such as `2026-01-31T12:00:00Z`, but is the string `2026-01-31`",
  ],
  [
    { kind: "datetime" },
    "2026-02-30T12:00:00Z",
    "",
    "must be a date and time such as `2026-01-31T12:00:00Z`, but is the string `2026-02-30T12:00:00Z`",
  ],
  [
    { kind: "date" },
    "2026-02-29",
    "",
    "must be a valid date such as `2026-01-31`, but is the string `2026-02-29`",
  ],
  [{ kind: "uuid" }, "3f2504e0", "", "must be a UUID, but is the string `3f2504e0`"],
  [
    { kind: "url" },
    "javascript:alert(1)",
    "",
    "must be a URL that starts with `http:` or `https:`, but is the string `javascript:alert(1)`",
  ],
  [{ kind: "json" }, { a: NaN }, "", "is not valid JSON"],
  [list, [1, 0], "1", "is 0, below the minimum 1"],
  [{ ...list, minItems: 2 }, [1], "", "has 1 items, fewer than 2"],
  [order, {}, "", "is missing `count`"],
  [order, { count: 1, other: 1 }, "other", "is not a property of the object"],
  [order, { count: "1" }, "count", "must be a number, but is the string `1`"],
  [order, [], "", "must be a map, but is a list"],
  [{ kind: "string", maxLength: 4, truncate: 3 }, "abcd", "", "has 4 characters, more than 3"],
  [{ kind: "string", maxLength: 3, truncate: 4 }, "abcd", "", "has 4 characters, more than 3"],
  [{ kind: "number" }, "1", "", "must be a number, but is the string `1`"],
  [{ kind: "number", max: 1 }, 1.5, "", "is 1.5, above the maximum 1"],
  [{ kind: "integer" }, 0.5, "", "is 0.5, which is not an integer that JavaScript represents exactly"],
  [
    { kind: "integer", values: [{ value: 200 }, { value: 404 }] },
    "404",
    "",
    "must be `200` or `404`, but is the string `404`",
  ],
  [{ ...list, maxItems: 1 }, [1, 1], "", "has 2 items, more than 1"],
  [list, { 0: 1 }, "", "must be a list, but is a map"],
  [list, [null, "1"], "1", "must be a number, but is the string `1`"],
  [{ kind: "map", items: list.items }, [1], "", "must be a map, but is a list"],
  [
    { kind: "map", items: { type: list, nullable: false } },
    { a: [1], b: [1, 0] },
    "b.1",
    "is 0, below the minimum 1",
  ],
  [
    { kind: "map", items: { type: list, nullable: false } },
    { a: null },
    "a",
    "must be a list, but is `null`",
  ],
  [
    { kind: "email" },
    "ann",
    "",
    "must be an email address such as `ann@example.com`, but is the string `ann`",
  ],
  [
    { kind: "ip" },
    "1.2.3",
    "",
    "must be an IPv4 or IPv6 address such as `192.0.2.1`, but is the string `1.2.3`",
  ],
  [
    { kind: "url", schemes: ["app"] },
    "https://example.com",
    "",
    "must be a URL that starts with `app:`, but is the string `https://example.com`",
  ],
  [{ kind: "url" }, 1, "", "must be a URL that starts with `http:` or `https:`, but is the number `1`"],
  [{ ...order, additional: "json" }, { count: 1, other: { a: NaN } }, "other", "is not valid JSON"],
];

/** A map of so many keys. */
function mapOf(count: number): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
}

describe("refusalOf", () => {
  test.each(ACCEPTED)("%j accepts %j", (type, value) => {
    expect(refusalOf(type, value, { nullable: false })).toBeUndefined();
  });

  test.each(REFUSED)("%j refuses %j", (type, value, path, reason) => {
    const refusal = refusalOf(type, value, { nullable: false });
    expect({ path: refusal?.path.join("."), reason: refusal?.reason }).toStrictEqual({ path, reason });
  });

  test("accepts null where it may stand", () => {
    expect(refusalOf({ kind: "string" }, null, { nullable: true })).toBeUndefined();
  });

  test("accepts a map of up to 1,000 keys", () => {
    const map: PropertyType = { kind: "map", items: { type: { kind: "integer" }, nullable: false } };
    expect(refusalOf(map, mapOf(1000), { nullable: false })).toBeUndefined();
    expect(refusalOf(map, mapOf(1001), { nullable: false })).toEqual({
      path: [],
      reason: "has 1001 keys, more than 1000",
    });
  });

  test("does not run a pattern that is not known to be safe", () => {
    const start = processorTime();
    expect(
      refusalOf({ kind: "string", pattern: "(a+)+b" }, "a".repeat(40), { nullable: false }),
    ).toBeUndefined();
    expect(processorTime() - start).toBeLessThan(5000);
  });
});
