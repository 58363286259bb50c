import { type Automaton, automatonOf, type RegExpPart } from "./automaton.ts";
import { intersection, type Ranges } from "./character-ranges.ts";

/** Most pairs of states that are looked at: a tenth of a second. */
const MAX_PAIRS = 200_000;

/** Whether some text is matched by two regular expressions. */
export type Commonality =
  | { readonly verdict: "disjoint" }
  /** A shortest text that both match, or would match without their assertions (see {@link findCommonText}). */
  | { readonly verdict: "common"; readonly text: string }
  /** Too large, or with a reference back that no automaton can follow. */
  | { readonly verdict: "undecided" };

/**
 * Looks for a text that two regular expressions match as a whole, by the intersection of their automata: `disjoint` is
 * true of all texts, not of samples. Look-arounds, `\b`, `^` and `$` are left out of the automata, which then accept
 * more than the expressions do: `disjoint` stays true, and a text that is found must be tried.
 *
 * Bounded in states, and so in time and memory; what goes beyond is `undecided`.
 *
 * @param a - parts that follow one another, each a source for `^(?:…)$` and its flags, among them `u`
 * @param b - the same
 */
export function findCommonText(a: readonly RegExpPart[], b: readonly RegExpPart[]): Commonality {
  const left = automatonOf(a);
  const right = automatonOf(b);
  return left === undefined || right === undefined ? { verdict: "undecided" } : findShortest(left, right);
}

/** Breadth first through pairs of states, each visited once: the first final pair is at the end of a shortest text. */
function findShortest(left: Automaton, right: Automaton): Commonality {
  const seen = new Set<number>();
  let level: readonly Pair[] = [{ at: [left.start, right.start], text: "" }];
  while (level.length > 0) {
    const longer: Pair[] = [];
    const open = level.toReversed();
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
      const { at, text } = pair;
      const [one, other] = at;
      if (one === left.end && other === right.end) return { verdict: "common", text };
      const key = one * right.states.length + other;
      if (seen.has(key)) continue;
      if (seen.size === MAX_PAIRS) return { verdict: "undecided" };
      seen.add(key);
      const from = left.states[one]!;
      const to = right.states[other]!;
      // Steps without a character first, on the left before the right: every order of them leads to the same pairs.
      if (from.characters === undefined && one !== left.end) {
        for (const next of from.next.toReversed()) open.push({ at: [next, other], text });
      } else if (to.characters === undefined && other !== right.end) {
        for (const next of to.next.toReversed()) open.push({ at: [one, next], text });
      } else if (from.characters !== undefined && to.characters !== undefined) {
        const characters = intersection(from.characters, to.characters);
        if (characters.length === 0) continue;
        longer.push({ at: [from.next[0]!, to.next[0]!], text: text + pickCharacter(characters) });
      }
    }
    level = longer;
  }
  return { verdict: "disjoint" };
}

/** A state of each automaton, and a shortest text that leads to both. */
interface Pair {
  readonly at: readonly [left: number, right: number];
  readonly text: string;
}

/** A character that is good to read, where there is one. */
function pickCharacter(characters: Ranges): string {
  const readable = [..."a1A-_.@"].find((character) => {
    const codePoint = character.codePointAt(0)!;
    return characters.some(([from, to]) => from <= codePoint && codePoint <= to);
  });
  return readable ?? String.fromCodePoint(characters[0]![0]);
}

/**
 * A class of a regular expression, with flag `u`, that matches one of the given characters. Runs become ranges.
 *
 * @param characters - at least one, in any order; repeated ones count once
 * @example characterClass("fedcba-9") // "[\\x2d9a-f]"
 */
export function characterClass(characters: string): string {
  const codePoints = [...new Set(characters)]
    .map((character) => character.codePointAt(0) ?? 0)
    .toSorted((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const codePoint of codePoints) {
    const last = runs.at(-1);
    if (last?.[1] === codePoint - 1) {
      last[1] = codePoint;
    } else {
      runs.push([codePoint, codePoint]);
    }
  }
  return `[${runs.map(([from, to]) => runSource(from, to)).join("")}]`;
}

function runSource(from: number, to: number): string {
  if (to - from < 2) {
    return from === to ? characterSource(from) : characterSource(from) + characterSource(to);
  }
  return `${characterSource(from)}-${characterSource(to)}`;
}

/** Letters and digits stay as they are. Everything else is escaped by its code point, so that nothing has a special meaning. */
function characterSource(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  if (/^[A-Za-z0-9_]$/u.test(character)) {
    return character;
  }
  return codePoint < 0x80
    ? `\\x${codePoint.toString(16).padStart(2, "0")}`
    : `\\u{${codePoint.toString(16)}}`;
}

/**
 * Literal text as the source of a regular expression with flag `u`.
 *
 * @example escapeSource("auth0|") // "auth0\\x7c"
 */
export function escapeSource(text: string): string {
  return [...text].map((character) => characterSource(character.codePointAt(0) ?? 0)).join("");
}
