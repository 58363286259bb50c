import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addAdditional, type AdditionalRule, SENT_NAMES } from "../../../src/portable/additional.ts";
import { RESERVED_PROPERTIES } from "../../../src/read/names.ts";

const RULE: AdditionalRule = {
  types: ["string", "integer"],
  maxKeys: 3,
  maxLength: 5,
  planned: ["amount", "currency"],
};

/** What is sent, and what is told. */
function add(
  input: unknown,
  rule: Partial<AdditionalRule> = {},
): readonly [sent: object, told: readonly string[]] {
  const properties = { amount: 5 };
  const told = addAdditional(properties, input, { ...RULE, ...rule });
  const { amount, ...sent } = properties;
  expect(amount).toBe(5);
  return [sent, told];
}

describe("addAdditional", () => {
  test.each<[input: unknown, sent: object, told: readonly string[]]>([
    [undefined, {}, []],
    [null, {}, []],
    [{ utm: "x", "Größe: 2": 1, gone: undefined }, { utm: "x", "Größe: 2": 1 }, []],
    [{ half: "a\ud800" }, { half: "a\ufffd" }, []],
    [{ amount: 6 }, {}, ["options.additional.amount: planned_property"]],
    [{ currency: "EUR" }, {}, ["options.additional.currency: planned_property"]],
    [
      { $set: "x", $ip: "x" },
      {},
      ["options.additional.$set: reserved_name", "options.additional.$ip: reserved_name"],
    ],
    [{ distinct_id: "user_1" }, {}, ["options.additional.distinct_id: reserved_name"]],
    [JSON.parse('{"__proto__": "x"}'), {}, ["options.additional.*: reserved_name"]],
    [{ constructor: "x" }, {}, ["options.additional.constructor: reserved_name"]],
    [{ " a": 1, "": 1 }, {}, ["options.additional.*: not_a_name", "options.additional.*: not_a_name"]],
    [{ ["x".repeat(201)]: 1 }, {}, ["options.additional.*: not_a_name"]],
    [{ "ann@example.com": true }, {}, ["options.additional.*: wrong_type"]],
    [{ a: "👍👍👍👍👍", b: "123456" }, { a: "👍👍👍👍👍" }, ["options.additional.b: too_long"]],
    [
      { a: 1.5, b: Infinity },
      {},
      ["options.additional.a: not_an_integer", "options.additional.b: not_finite"],
    ],
    [
      { a: null, b: {}, c: new Date() },
      {},
      ["a", "b", "c"].map((name) => `options.additional.${name}: wrong_type`),
    ],
    [{ a: 1, b: 2, c: 3, d: 4 }, { a: 1, b: 2, c: 3 }, ["options.additional: too_many_keys"]],
    [["a"], {}, ["options.additional: wrong_type"]],
    ["a", {}, ["options.additional: wrong_type"]],
  ])("%j", (input, sent, told) => {
    expect(add(input)).toEqual([sent, told]);
  });

  test("a number may have a fraction where numbers are accepted", () => {
    expect(add({ a: 1.5, b: "x" }, { types: ["number", "boolean"] })).toEqual([
      { a: 1.5 },
      ["options.additional.b: wrong_type"],
    ]);
  });

  test("never throws, and sends nothing but what the rule accepts", () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
      },
    );
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
      fc.dictionary(fc.oneof(fc.constantFrom("amount", "$set", ...SENT_NAMES), fc.string()), fc.anything()),
      fc.constantFrom<unknown>(hostile, {
        get a() {
          throw new Error("no");
        },
      }),
    );
    fc.assert(
      fc.property(anything, (input) => {
        const [sent] = add(input);
        for (const [name, value] of Object.entries(sent)) {
          expect([...SENT_NAMES, ...RULE.planned]).not.toContain(name);
          expect(name).not.toMatch(/^\$/u);
          expect(typeof value === "string" ? [...value].length <= 5 : Number.isSafeInteger(value)).toBe(true);
        }
        expect(Object.keys(sent).length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 2000 },
    );
  });

  test("knows the names that a plan cannot have, and the one that browsers cannot", () => {
    expect(SENT_NAMES).toEqual([...RESERVED_PROPERTIES.keys(), "token"].toSorted());
  });
});
