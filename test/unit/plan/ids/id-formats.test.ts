import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { characterClass, escapeSource } from "../../../../src/plan/ids/character-class.ts";
import { ID_FORMAT_DEFAULTS, resolveFormat } from "../../../../src/plan/ids/id-formats.ts";
import type { IdFormat } from "../../../../src/plan/ids/identity.ts";
import { describeForm, exampleOfForm, matchForm } from "../../../../src/plan/ids/match-form.ts";

const FORMATS: readonly IdFormat[] = [
  { kind: "uuid" },
  { kind: "ulid" },
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
];

describe.each(FORMATS)("the format $kind", (format) => {
  const facts = resolveFormat(format);
  const canonical = new RegExp(`^(?:${facts.canonical})$`, "u");
  const accepted = new RegExp(`^(?:${facts.accepted})$`, "u");

  test("has an example that is canonical", () => {
    expect(facts.example).toMatch(canonical);
    expect(matchForm({ format, prefix: "", acceptUnprefixed: false }, facts.example ?? "")).toBe(
      facts.example,
    );
  });

  test("accepts what is canonical, and turns what it accepts into what is canonical", () => {
    // A text that itself begins with the prefix is taken for an id that has it.
    const texts = fc.stringMatching(accepted).filter((text) => !text.startsWith("p_"));
    fc.assert(
      fc.property(texts, (text) => {
        const id = matchForm({ format, prefix: "p_", acceptUnprefixed: true }, text);
        expect(id).toMatch(/^p_/u);
        expect(id?.slice("p_".length)).toMatch(canonical);
        expect(matchForm({ format, prefix: "p_", acceptUnprefixed: true }, id ?? "")).toBe(id);
      }),
    );
    fc.assert(fc.property(fc.stringMatching(canonical), (text) => accepted.test(text)));
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
  expect(Object.fromEntries(FORMATS.map((format) => [format.kind, resolveFormat(format).letters]))).toEqual({
    uuid: "lower",
    ulid: "upper",
    cuid: "as_is",
    cuid2: "as_is",
    nanoid: "as_is",
    ksuid: "as_is",
    objectid: "lower",
    integer: "as_is",
    pattern: "as_is",
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
