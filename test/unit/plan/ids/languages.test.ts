import { expect, test } from "vitest";
import { compareLanguages } from "../../../../src/plan/ids/languages.ts";

const compare = (before: string, after: string) =>
  compareLanguages({ source: before, flags: "u" }, { source: after, flags: "u" });

test.each([
  ["[a-z]+", "^[a-z]+$", "same"],
  ["a|b", "^(?:[ab])$", "same"],
  ["a*$", "a*", "same"],
  // Both match nothing at all.
  ["a^b", "c$d", "same"],
  ["$^", "", "same"],
  ["\\p{L}{2}", "^\\p{L}\\p{L}$", "same"],
  ["[0-9]{3}", "\\d\\d\\d", "same"],
  ["a", "a|b", "wider"],
  ["ab?", "a.*", "wider"],
  ["[^]*", ".*", "narrower"],
  ["a|^b|c$", "a|c", "narrower"],
  ["a", "b", "different"],
  ["a+", "a?b?", "different"],
  ["a(?=b)", "a", "undecided"],
  ["\\ba", "a", "undecided"],
  ["(a)\\1", "aa", "undecided"],
  // The smallest automaton of one set of states has a thousand million.
  ["[ab]*a[ab]{30}", "^[ab]*a[ab]{30}$", "undecided"],
])("%s → %s is %s", (before, after, change) => {
  expect(compare(before, after)).toBe(change);
  const inverse = { wider: "narrower", narrower: "wider" }[change] ?? change;
  expect(compare(after, before)).toBe(inverse);
});
