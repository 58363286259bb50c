import { expect, test } from "vitest";
import { addComputed } from "../../../src/portable/computed.ts";
import type { ComputedRule } from "../../../src/portable/rules.ts";
import type { PlainObject } from "../../../src/portable/values.ts";

interface Inputs {
  readonly a: number;
  readonly b: number;
}

const sum: ComputedRule = { from: ["a", "b"], value: (p: Inputs) => p.a + p.b };
const ratio: ComputedRule = { from: ["a", "b"], value: (p: Inputs) => p.a / p.b };

function compute(properties: PlainObject, computed: Record<string, ComputedRule>): PlainObject {
  addComputed(properties, computed);
  return properties;
}

test.each<[PlainObject, PlainObject]>([
  [{ a: 0.1, b: 0.2 }, { sum: 0.3 }],
  [{ a: 1e15, b: 1 }, { sum: 1e15 }],
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
