/** Whether two regular expressions have a text in common, against an automaton library and the engine itself. */
import * as fc from "fast-check";
import { JS, NFA, isDisjointWith } from "refa";
import { expect, test } from "vitest";
import type { RegExpPart } from "../../src/plan/ids/automaton.ts";
import { findCommonText } from "../../src/plan/ids/regular-expressions.ts";

const CHARACTERS = [
  ..."abkKsS019_-",
  "\\x2e",
  "é",
  "ſ",
  "\u{1f600}",
  ".",
  "[^]",
  "\\d",
  "\\D",
  "\\w",
  "\\W",
  "\\s",
  "[a-f0-9]",
  "[^a-z]",
  "[\\w.-]",
  "[^\\W_]",
  "[K-Zé]",
  "\\p{Lu}",
  "[^\\p{L}\\d]",
];
const QUANTIFIERS = ["?", "*", "+", "{2}", "{0,2}", "{1,}", "{0}", "+?"];

const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...CHARACTERS),
    fc.array(tie("part"), { maxLength: 4 }).map((parts) => parts.join("")),
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `${a}|${b}`),
  ),
  part: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...CHARACTERS),
    fc.tuple(tie("pattern"), fc.constantFrom(...QUANTIFIERS)).map(([a, times]) => `(?:${a})${times}`),
    tie("pattern").map((inner) => `(${inner})`),
  ),
}));

const flags = fc.constantFrom("u", "iu", "su");
const part = fc.record({ source: pattern.map((source) => `(?:${source})`), flags });
const parts = fc.array(part, { minLength: 1, maxLength: 2 });

const library = ({ source, flags: given }: RegExpPart): NFA => {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: given }).parse();
  return NFA.fromRegex(expression, { maxCharacter });
};

/** Whether an engine takes a text for one part after another. */
function accepts(sequence: readonly RegExpPart[], text: string): boolean {
  const [first, ...others] = sequence;
  if (first === undefined) return text === "";
  return [...text, ""].some((_, length, characters) => {
    const [head, tail] = [characters.slice(0, length).join(""), characters.slice(length).join("")];
    return new RegExp(`^(?:${first.source})$`, first.flags).test(head) && accepts(others, tail);
  });
}

test("two have a text in common when a library says so", () => {
  fc.assert(
    fc.property(part, part, (a, b) => {
      const isDisjoint = isDisjointWith(library(a), library(b));
      expect(findCommonText([a], [b]).verdict).toBe(isDisjoint ? "disjoint" : "common");
    }),
    { numRuns: 1000 },
  );
});

test("the text that is found is accepted by both", () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const common = findCommonText(a, b);
      if (common.verdict !== "common") return;
      expect([accepts(a, common.text), accepts(b, common.text)]).toEqual([true, true]);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["a reference back", "(a|b)\\1"],
  ["many states", "(?:a{999}){999}"],
  ["nothing, a thousand million times", "(?:){999999999}"],
  ["a count that no engine reaches", "a{999999999}"],
])("%s is undecided", (_, source) => {
  expect(findCommonText([{ source, flags: "u" }], [/a*/u])).toEqual({ verdict: "undecided" });
});

test("many pairs are undecided", () => {
  const [even, odd] = ["(?:a{900})*", "(?:a{899})*b"].map((source) => [{ source, flags: "u" }]);
  expect(findCommonText(even!, odd!)).toEqual({ verdict: "undecided" });
});
