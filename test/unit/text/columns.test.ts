import stringWidth from "string-width";
import { expect, test } from "vitest";
import { columnsOf } from "../../../src/text/columns.ts";

test.each([
  "",
  "amount_usd",
  "a b ~",
  "a text that was cut…",
  "支払い",
  "é",
  "e\u0301",
  "👩‍👩‍👧",
  "\u001b[1mbold\u001b[22m",
  "a\u0000b",
])("%j takes as many columns as string-width says", (text) => {
  expect(columnsOf(text)).toBe(stringWidth(text));
});
