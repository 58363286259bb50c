import { expect, test } from "vitest";
import { printable } from "../../../../src/runtime/report/lines.ts";

test.each([
  ["plain ä 👍", "plain ä 👍"],
  ["\u001b[31mred\u001b[0m", "[31mred[0m"],
  ["line\r\nforged: line\u2028\u2029\u0085", "lineforged: line"],
  ["abc\u202etxt.exe\u2066\u200f", "abctxt.exe"],
  ["null\u0000byte\u007f", "nullbyte"],
  ["half \ud83d", "half "],
])("%j", (text, printed) => {
  expect(printable(text)).toBe(printed);
});

test("long text is cut, also in the middle of a character", () => {
  expect(printable("x".repeat(300), 10)).toBe("xxxxxxxxx…");
  expect(printable("👍".repeat(10), 6)).toBe("👍👍…");
});
