import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOverlap } from "../../../../src/plan/ids/check-ids.ts";
import { characterClass, escapeSource } from "../../../../src/plan/ids/regular-expressions.ts";
import { ID_FORMAT_DEFAULTS, resolveFormat } from "../../../../src/plan/ids/id-formats.ts";
import type { IdFormat } from "../../../../src/plan/ids/identity.ts";
import { describeForm, exampleOfForm, matchForm } from "../../../../src/plan/ids/forms.ts";

const FORMATS: readonly IdFormat[] = [
  { kind: "uuid" },
  { kind: "ulid" },
  { kind: "typeid" },
  { kind: "cuid" },
  { kind: "cuid2", ...ID_FORMAT_DEFAULTS.cuid2 },
  { kind: "cuid2", length: 2 },
  { kind: "cuid2", length: 32 },
  { kind: "nanoid", ...ID_FORMAT_DEFAULTS.nanoid },
  { kind: "nanoid", length: 6, alphabet: "^-]\\/[a" },
  { kind: "nanoid", length: 1, alphabet: "👍é" },
  { kind: "ksuid" },
  { kind: "objectid" },
  { kind: "integer" },
  { kind: "pattern", pattern: "cus_[A-Za-z0-9]{14}" },
  { kind: "pattern", pattern: "0x[0-9A-F]{40}", ignoreCase: true },
];

describe.each(FORMATS)("the format $kind", (format) => {
  const facts = resolveFormat(format);
  const accepted = new RegExp(`^(?:${facts.accepted.source})$`, facts.accepted.flags);
  const canonical = { as_is: /^[^]+$/u, lower: /^[^A-Z]+$/u, upper: /^[^a-z]+$/u }[facts.letters];

  test("has an example that is canonical", () => {
    expect(facts.example).toMatch(canonical);
    expect(matchForm({ format, prefix: "", acceptUnprefixed: false }, facts.example ?? "")).toBe(
      facts.example,
    );
  });

  test("accepts what is canonical, and turns what it accepts into what is canonical", () => {
    // A text that itself begins with the prefix is taken for an id that has it.
    const texts = fc
      .stringMatching(
        new RegExp(`^(?:${format.kind === "pattern" ? format.pattern : accepted.source})$`, "u"),
      )
      .filter((text) => !text.startsWith("p_"));
    fc.assert(
      fc.property(texts, (text) => {
        const id = matchForm({ format, prefix: "p_", acceptUnprefixed: true }, text);
        expect(id).toMatch(/^p_/u);
        expect(id?.slice("p_".length)).toMatch(canonical);
        expect(matchForm({ format, prefix: "p_", acceptUnprefixed: true }, id ?? "")).toBe(id);
      }),
    );
  });

  test("accepts both cases exactly where case means nothing", () => {
    const { example = "", letters } = facts;
    if (letters === "as_is") return;
    expect(example.toLowerCase()).toMatch(accepted);
    expect(example.toUpperCase()).toMatch(accepted);
  });

  test("refuses the empty text", () => {
    expect("").not.toMatch(accepted);
  });
});

test("only hex digits and Crockford's digits have a case that means nothing", () => {
  const formats = FORMATS.filter((format) => format.kind !== "pattern" || format.ignoreCase !== true);
  expect(Object.fromEntries(formats.map((format) => [format.kind, resolveFormat(format).letters]))).toEqual({
    uuid: "lower",
    ulid: "upper",
    typeid: "as_is",
    cuid: "as_is",
    cuid2: "as_is",
    nanoid: "as_is",
    ksuid: "as_is",
    objectid: "lower",
    integer: "as_is",
    pattern: "as_is",
  });
});

describe("a pattern that ignores case", () => {
  const rule = {
    format: { kind: "pattern", pattern: "0x[0-9A-F]{4}", ignoreCase: true },
    prefix: "eth:",
    acceptUnprefixed: true,
  } as const;

  test("has one canonical form, whichever case the pattern is written in", () => {
    const texts = ["0xABCD", "0xabcd", "0xAbCd", "eth:0XABCD"];
    expect(texts.map((text) => matchForm(rule, text))).toEqual(texts.map(() => "eth:0xabcd"));
    expect(matchForm(rule, "ETH:0xabcd")).toBeUndefined();
    expect(exampleOfForm(rule)).toBe("eth:0x1111");
  });

  test("accepts the small form of every letter, and puts nothing in small letters twice", () => {
    const every = {
      ...rule,
      format: { kind: "pattern", pattern: "[^]", ignoreCase: true },
      prefix: "",
    } as const;
    const unstable = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code))
      .filter((letter) => letter !== "\u0130" && letter !== letter.toLowerCase())
      .filter((letter) => matchForm(every, letter) !== matchForm(every, matchForm(every, letter) ?? ""));
    expect(unstable).toEqual([]);
  });

  test("refuses the letter whose small form is two", () => {
    const one = { ...rule, format: { kind: "pattern", pattern: ".", ignoreCase: true }, prefix: "" } as const;
    expect(matchForm(one, "\u0130")).toBeUndefined();
    expect(matchForm(one, "\u00c9")).toBe("\u00e9");
  });

  test("overlaps with a form of the other case", () => {
    const small = {
      format: { kind: "pattern", pattern: "0x[a-f]{4}" },
      prefix: "eth:",
      acceptUnprefixed: false,
    } as const;
    const capital = { ...small, format: { kind: "pattern", pattern: "0X[A-F]{4}" } } as const;
    expect(findOverlap(rule, small).verdict).toBe("overlap");
    expect(findOverlap(rule, capital).verdict).toBe("overlap");
    expect(findOverlap(rule, { ...capital, prefix: "ETH:" }).verdict).toBe("disjoint");
  });
});

describe("a form", () => {
  test("with a prefix is described and shown by it", () => {
    const rule = { format: { kind: "ksuid" }, prefix: "user_", acceptUnprefixed: false } as const;
    expect(describeForm(rule)).toBe("user_<ksuid>");
    expect(exampleOfForm(rule)).toBe("user_0ujtsYcgvSTl8PAuAdqWYSMnLOv");
  });

  test("never gives the prefix twice", () => {
    const rule = {
      format: { kind: "pattern", pattern: ".+" },
      prefix: "u_",
      acceptUnprefixed: true,
    } as const;
    expect(matchForm(rule, "x")).toBe("u_x");
    expect(matchForm(rule, "u_x")).toBe("u_x");
    expect(matchForm(rule, "u_")).toBeUndefined();
  });
});

describe("characters", () => {
  test.each([
    ["a", "[a]"],
    ["ab", "[ab]"],
    ["cba", "[a-c]"],
    ["0123456789abcdef", "[0-9a-f]"],
    ["a-]^\\", "[\\x2d\\x5c-\\x5ea]"],
    ["aa👍", "[a\\u{1f44d}]"],
  ])("%s are the class %s", (characters, source) => {
    expect(characterClass(characters)).toBe(source);
  });

  test("match their class, and no other do; literal text matches itself alone", () => {
    const text = fc.string({ unit: "grapheme-ascii", minLength: 1 });
    fc.assert(
      fc.property(text, text, (characters, other) => {
        const one = new RegExp(`^${characterClass(characters)}$`, "u");
        for (const character of other) expect(one.test(character)).toBe(characters.includes(character));
        expect(new RegExp(`^${escapeSource(characters)}$`, "u").test(other)).toBe(characters === other);
        expect(characters).toMatch(new RegExp(`^${escapeSource(characters)}$`, "u"));
      }),
    );
  });
});
