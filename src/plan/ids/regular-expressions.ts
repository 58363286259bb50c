import type * as Refa from "refa";
import type { CharSet, NFA } from "refa";
import { loadPackage } from "../../text/load-package.ts";

/** Automata of regular expressions. */
const loadRefa = (): typeof Refa => loadPackage("refa") as typeof Refa;

/** Largest automaton that is built, in states. A pattern of 1,000 characters without nested counts stays far below. */
const MAX_STATES = 10_000;

/** Most pairs of states that are looked at: a third of a second for the widest patterns. */
const MAX_PAIRS = 50_000;

/** A part of a regular expression; a `RegExp` is one. */
export type RegExpPart = Pick<RegExp, "source" | "flags">;

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
  if (left === undefined || right === undefined) return { verdict: "undecided" };
  try {
    const text = shortestText(left, right);
    return text === undefined ? { verdict: "disjoint" } : { verdict: "common", text };
  } catch {
    return { verdict: "undecided" }; // refa throws when a limit is reached
  }
}

/** Undefined for what refa cannot express, or not within the limits: it throws then. */
function automatonOf(parts: readonly RegExpPart[]): NFA | undefined {
  const { JS, NFA } = loadRefa();
  try {
    const parsed = parts.map(({ source, flags }) =>
      JS.Parser.fromLiteral({ source, flags }).parse({ assertions: "ignore", maxNodes: MAX_STATES }),
    );
    const elements = parsed.map(({ expression: { alternatives } }) => {
      return { type: "Alternation", alternatives } as const;
    });
    const options = { maxCharacter: parsed[0]?.maxCharacter ?? 0 };
    return NFA.fromRegex(
      { type: "Concatenation", elements },
      options,
      {},
      new NFA.LimitedNodeFactory(MAX_STATES),
    );
  } catch {
    return undefined;
  }
}

/** Breadth first through pairs of states, each visited once: the first final pair is at the end of a shortest text. */
function shortestText(left: NFA, right: NFA): string | undefined {
  const pairs = loadRefa().getIntersectionIterator(left, right, MAX_PAIRS);
  const texts = new Map([[pairs.initial, ""]]);
  for (const [pair, text] of texts) {
    if (pairs.isFinal(pair)) return text;
    for (const [next, characters] of pairs.getOut(pair)) {
      // Iteration over a map includes entries that are added during it.
      if (!texts.has(next)) texts.set(next, text + pickCharacter(characters));
    }
  }
  return undefined;
}

/** A character that is good to read, where there is one. */
function pickCharacter(characters: CharSet): string {
  const readable = [..."a1A_-.@"].find((character) => characters.has(character.codePointAt(0) ?? 0));
  return readable ?? String.fromCodePoint(characters.ranges[0]?.min ?? 0);
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
