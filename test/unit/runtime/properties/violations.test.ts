import { expect, test } from "vitest";
import type { Fields } from "../../../../src/portable/field-rule.ts";
import { findViolations } from "../../../../src/portable/find-violations.ts";
import { toIso } from "../../../../src/portable/timestamps.ts";
import type { PlainObject } from "../../../../src/portable/values.ts";
import { dropInvalid, nameViolations } from "../../../../src/runtime/properties/violations.ts";

const text = { type: "string", maxLength: 1000 } as const;
const number = { type: "number" } as const;

const fields: Fields = {
  amount: { type: "number", min: 0, max: 10, optional: true },
  count: { type: "number", integer: true, optional: true },
  tier: { oneOf: ["pro"], optional: true },
  version: { oneOf: [1, 2], optional: true },
  name: { type: "string", minLength: 2, maxLength: 4, pattern: /^(?:[a-z]+)$/u, optional: true },
  key: { type: "string", maxLength: 9, isKey: (value) => value === "org_1", optional: true },
  place: { type: "uuid", isKey: (value) => value === "a", optional: true },
  is_new: { type: "boolean", optional: true },
  at: { as: toIso, optional: true },
  day: { type: "date", optional: true },
  id: { type: "uuid", optional: true },
  page: { type: "url", schemes: ["app"], optional: true },
  email: { type: "email", nullable: true, optional: true },
  ip: { type: "ip", optional: true },
  list: { type: "array", minItems: 1, maxItems: 2, each: number, optional: true },
  scores: { type: "map", each: number, optional: true },
  people: { type: "map", each: { type: "object", fields: { age: number } }, optional: true },
  address: {
    type: "object",
    fields: { city: text, zip: { ...text, nullable: true }, country: { constant: "DE" } },
    optional: true,
  },
  open: { type: "object", fields: { city: text, country: { constant: "DE" } }, each: {}, optional: true },
  rows: {
    type: "array",
    each: { type: "object", nullable: true, fields: { cells: { type: "array", each: text } } },
    optional: true,
  },
  extra: { optional: true },
  channel: { constant: "web" },
  ref: {
    anyOf: [
      { type: "string", maxLength: 3 },
      { type: "number", integer: true, min: 1 },
    ],
    optional: true,
  },
};

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
  [{ version: 3 }, ["version: not_allowed"]],
  [{ ref: "abcd" }, ["ref: too_long"]],
  [{ ref: 0 }, ["ref: too_small"]],
  [{ ref: 0.5 }, ["ref: not_an_integer"]],
  [{ ref: true }, ["ref: wrong_type"]],
  [{ ref: null }, ["ref: wrong_type"]],
  [{ version: "1" }, ["version: not_allowed"]],
  [{ version: null }, ["version: not_allowed"]],
  [{ count: 2.5, amount: null }, ["amount: wrong_type", "count: not_an_integer"]],
  [{ count: -(2 ** 60) }, ["count: too_small"]],
  [{ key: "org_2" }, ["key: not_a_key"]],
  [{ key: "org_123456" }, ["key: too_long"]],
  [{ key: 1 }, ["key: wrong_type"]],
  [{ place: "b" }, ["place: not_a_key"]],
  [{ place: null }, ["place: wrong_type"]],
  [{ is_new: 1 }, ["is_new: wrong_type"]],
  [{ at: null }, ["at: wrong_type"]],
  [{ id: "7c9e6679" }, ["id: invalid_format"]],
  [{ page: "https://example.com" }, ["page: url"]],
  [{ email: "ann" }, ["email: email"]],
  [{ ip: "localhost" }, ["ip: ip"]],
  [{ list: { length: 1 } }, ["list: wrong_type"]],
  [{ scores: [] }, ["scores: wrong_type"]],
  [{ address: [] }, ["address: wrong_type"]],
  [{ address: { zip: null, country: "DE" } }, ["address.city: missing", "address.country: unknown_property"]],
  [{ open: { more: [{}], city: "x" } }, []],
  [{ open: { country: "DE", city: "x" } }, ["open.country: unknown_property"]],
  [{ channel: "web" }, ["channel: unknown_property"]],
  [{ at: 5 }, ["at: wrong_type"]],
  [{ day: "2023-02-29" }, ["day: invalid_format"]],
  [{ list: [] }, ["list: too_few_items"]],
  [{ list: [1, 2, 3] }, ["list: too_many_items"]],
  [{ list: [1, "ann"] }, ["list.1: wrong_type"]],
  [{ scores: { ann: "x" } }, ["scores.*: wrong_type"]],
  [
    { scores: Object.fromEntries(Array.from({ length: 1001 }, (_, key) => [`k${key}`, key])) },
    ["scores: too_many_keys"],
  ],
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
  expect(nameViolations(fields, findViolations(fields, properties))).toEqual(names);
});

test("valid properties have none", () => {
  expect(
    findViolations(fields, { amount: 1, email: null, version: 2, ref: 1, extra: { any: [null] } }),
  ).toEqual([]);
});

test("a required property that is absent is missing", () => {
  const required: Fields = {
    at: { as: toIso },
    tier: { oneOf: ["pro"] },
    n: number,
    json: {},
    seats: { type: "number", default: 1 },
  };
  const violations = findViolations(required, {});
  expect(nameViolations(required, violations)).toEqual([
    "at: missing",
    "tier: missing",
    "n: missing",
    "json: missing",
  ]);
});

test("what every object inherits is no property", () => {
  const named: Fields = { extra: number, more: { ...number, optional: true } };
  // oxlint-disable-next-line no-extend-native -- Some library does; what follows from it is what is tested.
  Object.defineProperty(Object.prototype, "extra", { value: 1, enumerable: true, configurable: true });
  const found = [findViolations(named, {}), findViolations({}, { more: 1 })];
  Reflect.deleteProperty(Object.prototype, "extra");
  expect(found).toEqual([
    [{ path: ["extra"], code: "missing" }],
    [{ path: ["more"], code: "unknown_property" }],
  ]);
});

test("of a path that no rule knows, nothing but indexes is shown", () => {
  const violations = [{ path: ["extra", "ann@example.com", 0], code: "not_json" }];
  expect(nameViolations(fields, violations)).toEqual(["extra.*.0: not_json"]);
});

test("many violations are summed up", () => {
  const violations = Array.from({ length: 25 }, (_, index) => ({
    path: ["list", index],
    code: "wrong_type",
  }));
  const names = nameViolations(fields, violations);
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
  const { properties: kept, invalid } = dropInvalid(properties, findViolations(fields, properties));
  expect({ properties: kept, invalid: [...invalid] }).toEqual({
    properties: { amount: 1, address: { city: "x", zip: null } },
    invalid: ["list"],
  });
});
