/** What the texts of two regular expressions have to do with each other, against an automaton library and the engine itself. */
import * as fc from "fast-check";
import { DFA, JS, NFA, isDisjointWith } from "refa";
import { expect, test } from "vitest";
import type { RegExpPart } from "../../src/plan/ids/automaton.ts";
import { compareLanguages } from "../../src/plan/ids/languages.ts";
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
const TEXT_CHARACTERS = [..."abkKsS019_-.é", "ſ", "\u{1f600}", "\n", "f", "g"];
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

/** Two patterns, of which the second often is the first with an anchor, a choice or a limit more. */
const versions = fc.tuple(
  pattern,
  fc.oneof(
    pattern,
    pattern.map((other) => (source: string) => `${source}|${other}`),
    pattern.map((other) => (source: string) => `(?:${source})(?:${other})?`),
    fc.constant((source: string) => `^(?:${source})$`),
    fc.constant((source: string) => `(?:${source}){1,2}`),
  ),
);

/** Texts of the characters that the patterns are about. */
const texts = fc.array(fc.string({ unit: fc.constantFrom(...TEXT_CHARACTERS), maxLength: 5 }), {
  maxLength: 60,
});

test("no text contradicts what the comparison of two languages says", () => {
  const decided = new Map<string, number>();
  fc.assert(
    fc.property(versions, fc.boolean(), texts, ([source, next], isReversed, samples) => {
      const pair = [source, typeof next === "string" ? next : next(source)];
      const [before, after] = (isReversed ? pair.toReversed() : pair).map((one) => ({
        source: one,
        flags: "u",
      }));
      const change = compareLanguages(before!, after!);
      decided.set(change, (decided.get(change) ?? 0) + 1);
      const [gained, lost] = [
        samples.filter((text) => !accepts([before!], text) && accepts([after!], text)),
        samples.filter((text) => accepts([before!], text) && !accepts([after!], text)),
      ];
      expect(change === "same" || change === "narrower" ? gained : []).toEqual([]);
      expect(change === "same" || change === "wider" ? lost : []).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  const rare = ["same", "wider", "narrower", "different"].filter(
    (change) => (decided.get(change) ?? 0) <= 20,
  );
  expect(rare).toEqual([]);
});

/** Whether one takes no text that the other does not. */
function isWithin(one: DFA, other: DFA): boolean {
  const complement = other.copy();
  complement.complement();
  return isDisjointWith(one, complement);
}

test("two languages differ as a library says", () => {
  fc.assert(
    fc.property(versions, ([source, next]) => {
      const [a, b] = [source, typeof next === "string" ? next : next(source)].map((one) => ({
        source: `(?:${one.replace(/^\^(.*)\$$/u, "$1")})`,
        flags: "u",
      }));
      const [left, right] = [library(a!), library(b!)].map((nfa) => DFA.fromFA(nfa));
      const [isHeld, holds] = [isWithin(left!, right!), isWithin(right!, left!)];
      const expected = isHeld ? (holds ? "same" : "wider") : holds ? "narrower" : "different";
      const change = compareLanguages(a!, b!);
      // What is too large is left undecided.
      expect([expected, "undecided"]).toContain(change);
    }),
    { numRuns: 300 },
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
