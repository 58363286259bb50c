import { describe, expect, test } from "vitest";
import { asSentence, didYouMean, nearest, someOf, thousands } from "../../../src/text/words.ts";

test.each([
  ["Renamed", "Renamed."],
  ["Renamed. ", "Renamed."],
  ["Why?", "Why?"],
  ['It is "old"', 'It is "old".'],
  ['It is "old."', 'It is "old."'],
  ["See `x`", "See `x`."],
  ["", ""],
])("%j becomes %j", (text, sentence) => {
  expect(asSentence(text)).toBe(sentence);
});

test("a long number has commas", () => {
  const numbers = [0, 7, 999, 1000, 12_345, 1_000_000, 1_234_567_890];
  expect(numbers.map(thousands)).toStrictEqual(numbers.map((number) => number.toLocaleString("en-US")));
});

describe("nearest", () => {
  test.each([
    ["ammount_usd", ["tier", "amount_usd", "amount_eur"], "amount_usd"],
    ["AMOUNT", ["amount"], "amount"],
    ["taem", ["name", "team"], "team"],
    ["typ", ["type", "types"], "type"],
    ["b", ["a", "c"], undefined],
    ["k1", ["c1", "k"], undefined],
    ["ID", ["id"], "id"],
    ["color", ["shape", "size"], undefined],
    ["id", ["identity", "email"], undefined],
    ["x", [], undefined],
  ])("takes %s among %j for %s", (name, candidates, meant) => {
    expect(nearest(name, candidates)).toBe(meant);
  });

  test("asks", () => {
    expect(didYouMean("ammount", ["amount"])).toBe("Did you mean `amount`?");
    expect(didYouMean("ammount", ["tier"])).toBeUndefined();
  });
});

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b", "c"], "a, b, c"],
  [["a", "b", "c", "d"], "a, b, c and 1 more"],
])("says the first three of %o, and how many more there are", (texts, expected) => {
  expect(someOf(texts, 3)).toBe(expected);
});
