import { expect, test } from "vitest";
import { planPattern } from "../../../../src/import/schema/pattern.ts";

test.each([
  ["^cs_[a-z]+$", "cs_[a-z]+"],
  ["^(?:a|b)$", "a|b"],
  ["^(?:a)(?:b)$", "(?:a)(?:b)"],
  ["^$", "(?:)"],
  ["^cs_", "cs_[\\s\\S]*"],
  // A backslash before it makes a dollar a character.
  ["^[A-Z]{3}\\$", "[A-Z]{3}\\$[\\s\\S]*"],
  ["^[$]", "[$][\\s\\S]*"],
  // Without need, which the flag `u` forbids.
  ["^\\@[a-z\\-]\\_$", "@[a-z\\-]_"],
])("turns %s into the pattern %s for a whole text", (given, wanted) => {
  expect(planPattern(given)).toBe(wanted);
});

test.each(["(", "^(a+)+$", "(a+)+b", "x|(a+)+b", "a{2"])("takes no %s", (given) => {
  expect(planPattern(given)).toBeUndefined();
});

const TEXTS = [
  "",
  "a",
  "b",
  "ab",
  "ba",
  "aab",
  "cs_1",
  "x cs_1 y",
  "$",
  "a|b",
  "(a)",
  "A-1",
  "A-12",
  "\n",
  "a\n",
];

test.each([
  "a",
  "^a",
  "a$",
  "^a$|^b$",
  "^a|b$",
  "(?:a|b)",
  "^(?:a|b)",
  "cs_",
  "[|]",
  "\\|",
  "^[^)]$",
  "^\\(a\\)$",
  "^A-\\d$",
])("accepts the same texts as %s of JSON Schema", (given) => {
  const pattern = planPattern(given);
  if (pattern === undefined) throw new Error("The pattern is not taken.");
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  expect(fitting(whole)).toStrictEqual(fitting(new RegExp(given, "u")));
});

function fitting(regExp: RegExp): readonly string[] {
  return TEXTS.filter((text) => regExp.test(text));
}
