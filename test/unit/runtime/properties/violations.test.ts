import { expect, test } from "vitest";
import * as z from "zod";
import { maxKeys, text } from "../../../../src/runtime/checks.ts";
import type { PlainObject } from "../../../../src/portable/values.ts";
import {
  dropInvalid,
  findViolations,
  nameViolations,
} from "../../../../src/runtime/properties/violations.ts";

const datetime = z.union([z.date(), z.iso.datetime({ offset: true })]);

const schema = z.lazy(() =>
  z.strictObject({
    amount: z.number().check(z.gte(0), z.lte(10)).optional(),
    count: z.int().optional(),
    tier: z.enum(["pro"]).optional(),
    name: z
      .string()
      .check(text({ minLength: 2, maxLength: 4, pattern: /^(?:[a-z]+)$/u }))
      .optional(),
    at: datetime.optional(),
    day: z.iso.date().optional(),
    list: z.array(z.number()).check(z.minLength(1), z.maxLength(2)).optional(),
    scores: z.record(z.string(), z.number()).check(maxKeys(2)).optional(),
    people: z.record(z.string(), z.strictObject({ age: z.number() })).optional(),
    address: z.strictObject({ city: z.string(), zip: z.string().nullable() }).optional(),
    rows: z.array(z.nullable(z.strictObject({ cells: z.array(z.string()) }))).optional(),
    extra: z.json().optional(),
    either: z.union([z.string().check(text({ maxLength: 3 })), z.int().min(0)]).optional(),
  }),
);

test.each<[PlainObject, string[]]>([
  [{ amount: "5" }, ["amount: wrong_type"]],
  [{ amount: -1 }, ["amount: too_small"]],
  [{ amount: 11 }, ["amount: too_large"]],
  [{ count: 1.5 }, ["count: not_an_integer"]],
  [{ count: 2 ** 60 }, ["count: too_large"]],
  [{ tier: "gold" }, ["tier: not_allowed"]],
  [{ name: "a" }, ["name: too_short"]],
  [{ name: "abcde" }, ["name: too_long"]],
  [{ name: "ABC" }, ["name: pattern"]],
  [{ either: "abcd" }, ["either: too_long"]],
  [{ either: -1 }, ["either: too_small"]],
  [{ either: 0.5 }, ["either: not_an_integer"]],
  [{ either: true }, ["either: wrong_type"]],
  [{ at: "yesterday" }, ["at: invalid_format"]],
  [{ at: 5 }, ["at: wrong_type"]],
  [{ day: "2023-02-29" }, ["day: invalid_format"]],
  [{ list: [] }, ["list: too_few_items"]],
  [{ list: [1, 2, 3] }, ["list: too_many_items"]],
  [{ list: [1, "ann"] }, ["list.1: wrong_type"]],
  [{ scores: { ann: "x" } }, ["scores.*: wrong_type"]],
  [{ scores: { a: 1, b: 2, c: 3 } }, ["scores: too_many_keys"]],
  [{ people: { "ann@example.com": { age: "x" } } }, ["people.*.age: wrong_type"]],
  [{ people: { ann: {} } }, ["people.*.age: missing"]],
  [{ address: { city: 1, zip: null } }, ["address.city: wrong_type"]],
  [{ rows: [null, { cells: ["a", 1] }] }, ["rows.1.cells.1: wrong_type"]],
  [{ ammount: 5 }, ["ammount: unknown_property"]],
  [{ "ann@example.com": 5 }, ["*: unknown_property"]],
  [{ [`x${"a".repeat(40)}`]: 5 }, ["*: unknown_property"]],
  [{ user_7c9e6679: 5, "Ann Lee": 5, a4915551234: 5 }, ["*: unknown_property"]],
  [{ address: { city: "x", zip: null, street: "y" } }, ["address.street: unknown_property"]],
  [{ amount: -1, tier: "x" }, ["amount: too_small", "tier: not_allowed"]],
])("%j", (properties, names) => {
  expect(nameViolations(schema, findViolations(schema, properties))).toEqual(names);
});

test("valid properties have none", () => {
  expect(findViolations(schema, { amount: 1, extra: { any: [null] } })).toEqual([]);
});

test("a required property that is absent is missing", () => {
  const required = z.strictObject({ at: datetime, tier: z.enum(["pro"]), n: z.number() });
  const violations = findViolations(required, {});
  expect(nameViolations(required, violations)).toEqual(["at: missing", "tier: missing", "n: missing"]);
});

test("a schema that cannot be looked into shows no name inside a property", () => {
  const opaque = {
    _zod: {},
    safeParse: () => ({
      success: false as const,
      error: {
        issues: [{ code: "custom", path: ["a", "ann@example.com", 0], params: { code: "Ann's secret" } }],
      },
    }),
  };
  const violations = findViolations(opaque, { a: { "ann@example.com": [1] } });
  expect(nameViolations(opaque, violations)).toEqual(["*.*.0: invalid"]);
});

test("many violations are summed up", () => {
  const violations = Array.from({ length: 25 }, (_, index) => ({
    path: ["list", index],
    code: "wrong_type",
  }));
  const names = nameViolations(schema, violations);
  expect(names).toHaveLength(21);
  expect(names.at(-1)).toBe("and 5 more");
});

test("an unknown key is removed by itself, an invalid value with its whole property", () => {
  const properties: PlainObject = {
    amount: 1,
    list: [1, "x"],
    address: { city: "x", zip: null, street: "y" },
    unknown: 1,
  };
  const invalid = dropInvalid(properties, findViolations(schema, properties));
  expect({ properties, invalid: [...invalid] }).toEqual({
    properties: { amount: 1, address: { city: "x", zip: null } },
    invalid: ["list"],
  });
});
