import { expect, test } from "vitest";
import { addComputed, type ComputedRule } from "../../../src/portable/computed.ts";
import { add, divide } from "../../../src/portable/decimal.ts";
import type { PlainObject } from "../../../src/portable/values.ts";

interface Inputs {
  readonly a: number;
  readonly b: number;
}

const sum: ComputedRule = { from: ["a", "b"], value: (p: Inputs) => add(p.a, p.b) };
const ratio: ComputedRule = { from: ["a", "b"], value: (p: Inputs) => divide(p.a, p.b) };

function compute(properties: PlainObject, computed: Record<string, ComputedRule>): PlainObject {
  addComputed(properties, computed);
  return properties;
}

test.each<[PlainObject, PlainObject]>([
  [{ a: 0.1, b: 0.2 }, { sum: 0.3 }],
  [{ a: 1e15, b: 1 }, { sum: 1_000_000_000_000_001 }],
  [{ a: 1 }, {}],
  [{ a: 1, b: null }, {}],
  [{ a: Number.MAX_VALUE, b: Number.MAX_VALUE }, {}],
])("%j gives %j", (properties, computed) => {
  expect(compute({ ...properties }, { sum })).toEqual({ ...properties, ...computed });
});

test("a division by zero is absent, 0 / 0 too", () => {
  expect(compute({ a: 1, b: 0 }, { ratio })).toEqual({ a: 1, b: 0 });
  expect(compute({ a: 0, b: 0 }, { ratio })).toEqual({ a: 0, b: 0 });
});

test("strings and booleans are taken as they are", () => {
  const computed: Record<string, ComputedRule> = {
    up: { from: ["a", "b"], value: (p: Inputs) => p.b > p.a },
    kind: { from: ["a", "b"], value: (p: Inputs) => (p.b > p.a ? "upgrade" : "downgrade") },
  };
  expect(compute({ a: 1, b: 2 }, computed)).toEqual({ a: 1, b: 2, up: true, kind: "upgrade" });
});

test("an expression that throws is absent, and one does not see the result of another", () => {
  const computed: Record<string, ComputedRule> = {
    first: { from: [], value: () => 1 },
    second: { from: ["first"], value: () => 2 },
    broken: {
      from: [],
      value: () => {
        throw new Error("no");
      },
    },
  };
  expect(compute({}, computed)).toEqual({ first: 1 });
});

test.each<[string, ComputedRule["limits"], number | string, string | undefined]>([
  ["at its lower limit", { min: 0 }, 0, undefined],
  ["below it", { min: 0 }, -0.01, "too_small"],
  ["at its upper limit", { max: 10 }, 10, undefined],
  ["above it", { max: 10 }, 10.5, "too_large"],
  ["whole", { integer: true }, 2 ** 53 - 1, undefined],
  ["not whole", { integer: true }, 0.5, "not_an_integer"],
  ["too large for a number to hold it exactly", { integer: true }, 2 ** 53, "too_large"],
  ["too small for it", { integer: true, max: 10 }, -(2 ** 53), "too_small"],
  ["as long as it may be", { maxLength: 2 }, "👍👍", undefined],
  ["longer", { maxLength: 2 }, "👍👍👍", "too_long"],
  ["shorter", { minLength: 2 }, "a", "too_short"],
  ["of its pattern", { pattern: /^(?:[a-z]+)$/u }, "a", undefined],
  ["of another", { pattern: /^(?:[a-z]+)$/u }, "A", "pattern"],
])("a result that is %s", (_, limits = {}, result, fault) => {
  const properties: PlainObject = {};
  const violations = addComputed(properties, { out: { from: [], value: () => result, limits } });
  expect({ properties, violations }).toEqual(
    fault === undefined
      ? { properties: { out: result }, violations: [] }
      : { properties: {}, violations: [`out: ${fault}`] },
  );
});

test("text is cut before it is held against its limits", () => {
  const properties: PlainObject = {};
  const rule: ComputedRule = { from: [], value: () => "👍👍👍", limits: { truncate: 2, maxLength: 2 } };
  expect(addComputed(properties, { out: rule })).toEqual([]);
  expect(properties).toEqual({ out: "👍👍" });
});
