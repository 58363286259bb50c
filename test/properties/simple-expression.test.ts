import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readByAcorn } from "../../src/read/expression/read-expression.ts";
import { readSimpleExpression } from "../../src/read/expression/simple-expression.ts";

/** What expressions are made of, and what JavaScript reads in an odd way. */
const PIECES = [
  ..."+-*/%<>!=&|?:().,;'\"`\\$@#~^{}[]019eé_\n\t ",
  ..."== != <= >= && || === ?? ?. ** ++ -- => // /* */ <!-- --> ... `${".split(" "),
  ..."a b new_usd true false null this in of let await async typeof undefined NaN __proto__ class".split(" "),
  ..."0 1 12 0.5 1.50 01 0x1 1e3 1_000 12345678 123456789 9007199254740993 1. .5".split(" "),
  ..."'x' 'it is' \"y\" '' 'a\\n' `order-total` `a b` ``".split(" "),
  " ",
  "\u00a0",
  "\ufeff",
];

const OPERATORS = "+ - * / % < <= > >= == != && || ?? , ** in".split(" ");

const { expression: generated } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(..."a b c 1 2.5 'x' true false `a-b`".split(" ")),
    fc
      .tuple(tie("expression"), fc.constantFrom(...OPERATORS), tie("expression"))
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([one, two, three]) => `${one} ? ${two}:${three}`),
    tie("expression").map((inner) => `( ${inner})`),
    fc.tuple(fc.constantFrom("-", "!", "+", "- "), tie("expression")).map((parts) => parts.join("")),
  ),
}));

const joined = fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }).map((pieces) => pieces.join(""));

const edited = fc
  .tuple(generated, fc.nat(40), fc.constantFrom(...PIECES))
  .map(([text, at, piece]) => text.slice(0, at) + piece + text.slice(at));

describe("readSimpleExpression", () => {
  test("reads a text as acorn does, or not at all", () => {
    let read = 0;
    const check = fc.property(fc.oneof(generated, edited, joined), (text) => {
      const simple = readSimpleExpression(text);
      if (simple === undefined) return;
      read += 1;
      const byAcorn = readByAcorn(text);
      expect({ ...simple, ok: true, ranges: sorted(simple.ranges) }).toEqual({
        ...byAcorn,
        ranges: byAcorn.ok && sorted(byAcorn.ranges),
      });
    });
    const { counterexample, errorInstance } = fc.check(check, { numRuns: 10_000 });
    expect([counterexample, errorInstance]).toEqual([null, null]);
    // It would prove nothing if it read none.
    expect(read).toBeGreaterThan(2000);
  });

  test.each(["new_usd - old_usd", "a > 1.5 && !(b == 'x') ? -a : a * 100 / b", "`order-total` % 2"])(
    "reads %s",
    (text) => {
      expect(readSimpleExpression(text)).toBeDefined();
    },
  );
});

/** Expressions with their places, as text in one order. */
function sorted(ranges: ReadonlyMap<unknown, unknown>): readonly string[] {
  return [...ranges].map((entry) => JSON.stringify(entry)).toSorted();
}
