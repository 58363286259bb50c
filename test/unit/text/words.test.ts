import { expect, test } from "vitest";
import { asSentence } from "../../../src/text/words.ts";

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
