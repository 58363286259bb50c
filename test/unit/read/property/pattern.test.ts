import { describe, expect, test } from "vitest";
import { findPatternFault } from "../../../../src/read/property/pattern.ts";

describe("findPatternFault", () => {
  test.each([
    "cs_[a-z0-9]+",
    "[A-Z]{3}-\\d{1,10}",
    "\\p{Lu}\\p{L}*",
    "[0-9A-HJKMNP-TV-Z]{26}",
    "(?<year>\\d{4})-(?<month>\\d{2})",
    "[a-z]{2}(-[A-Z]{2})?",
    "(?:sub|cs|in)_[A-Za-z0-9]{8,40}",
    "(\\d{1,3}\\.){3}\\d{1,3}",
    "https://.*",
    "a|b",
  ])("takes %s", (pattern) => {
    expect(findPatternFault(pattern, undefined)).toBeUndefined();
  });

  test.each([
    "(a+)+",
    "(a|aa)+",
    "(x+x+)+y",
    "([a-z]+)*[a-z]",
    "(.*)*",
    "[^@]+@[^@]+\\.[a-z]+",
    `${"(a|b)".repeat(101)}`,
  ])("does not know %s to be safe", (pattern) => {
    expect(findPatternFault(pattern, undefined)?.code).toBe("pattern-unsafe");
    expect(findPatternFault(pattern, "We checked it.")).toBeUndefined();
  });

  test.each(["[a-", "a)|(?:b", "*", "\\", "a\\-b", "(?<a>x)(?<a>y)", "\\u{110000}", "{"])(
    "refuses %s",
    (pattern) => {
      expect(findPatternFault(pattern, undefined)?.code).toBe("pattern-invalid");
      expect(findPatternFault(pattern, "Reason.")?.code).toBe("pattern-invalid");
    },
  );
});
