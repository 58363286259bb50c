import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { cutText } from "../../../src/portable/values.ts";
import { email, ip, maxKeys, text, url } from "../../../src/runtime/checks.ts";

/** The codes of the issues that a schema has with a value. */
function codesOf(schema: z.ZodType, value: unknown): readonly unknown[] {
  const result = schema.safeParse(value);
  return (result.error?.issues ?? []).map((issue) =>
    issue.code === "custom" ? (issue.params?.["code"] as unknown) : issue.code,
  );
}

describe("text", () => {
  test.each([
    [{ maxLength: 3 }, "abc", []],
    [{ maxLength: 3 }, "abcd", ["too_long"]],
    [{ maxLength: 3 }, "👍👍👍", []],
    [{ maxLength: 3 }, "👍👍👍👍", ["too_long"]],
    [{ minLength: 2 }, "a", ["too_short"]],
    [{ minLength: 2 }, "👍", ["too_short"]],
    [{ minLength: 2 }, "👍👍", []],
    [{ minLength: 0 }, "", []],
    [{ minLength: 1 }, "", ["too_short"]],
    [{ maxLength: 0 }, "", []],
    [{ maxLength: 0 }, "a", ["too_long"]],
    [{ pattern: /^(?:a|b)$/u }, "a", []],
    [{ pattern: /^(?:a|b)$/u }, "ab", ["pattern"]],
    [{ pattern: /^(?:.)$/u }, "👍", []],
    [{ pattern: /^(?:a+)$/u }, "aaa\n", ["pattern"]],
    [{ maxLength: 3, pattern: /^(?:b+)$/u }, "aaaa", ["too_long"]],
    [{ truncate: 3 }, "abcdef", []],
    [{ truncate: 3, maxLength: 2 }, "abcdef", ["too_long"]],
    [{ truncate: 3, pattern: /^(?:abc)$/u }, "abcdef", []],
    [{ truncate: 1, minLength: 2 }, "abcdef", ["too_short"]],
  ])("%j and %j: %j", (rules, value, codes) => {
    expect(codesOf(z.string().check(text(rules)), value)).toEqual(codes);
  });

  test("the schema's value is left as it is, and nothing but strings is judged", () => {
    const schema = z.string().check(text({ truncate: 3 }));
    expect(schema.parse("abcdef")).toBe("abcdef");
    expect(codesOf(schema, 5)).toEqual(["invalid_type"]);
  });

  test("an issue has a path, a message and the code among its params", () => {
    const schema = z.strictObject({ a: z.array(z.string().check(text({ maxLength: 2 }))) });
    expect(schema.safeParse({ a: ["ok", "long"] }).error?.issues).toEqual([
      { code: "custom", params: { code: "too_long" }, message: "Longer than 2 characters", path: ["a", 1] },
    ]);
  });
});

describe("maxKeys", () => {
  const schema = z.record(z.string(), z.number()).check(maxKeys(2));

  test.each([
    [{}, []],
    [{ a: 1, b: 2 }, []],
    [{ a: 1, b: 2, c: 3 }, ["too_many_keys"]],
  ])("%j: %j", (value, codes) => {
    expect(codesOf(schema, value)).toEqual(codes);
  });
});

test.each([
  ["url", z.string().check(url()), "https://example.com", "example.com"],
  ["url", z.string().check(url(["mailto"])), "mailto:ann@example.com", "https://example.com"],
  ["email", z.string().check(email()), "ann@example.com", "ann"],
  ["ip", z.string().check(ip()), "192.0.2.1", "192.0.2"],
])("%s is the code of what is none", (code, schema, valid, invalid) => {
  expect(codesOf(schema, valid)).toEqual([]);
  expect(codesOf(schema, invalid)).toEqual([code]);
});

test("cutText cuts by code points and never halves one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(20), (value, codePoints) => {
      expect(cutText(value, codePoints)).toBe(Array.from(value).slice(0, codePoints).join(""));
    }),
  );
});
