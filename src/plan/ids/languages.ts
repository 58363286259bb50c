import { type Automaton, automatonOf, type RegExpPart } from "./automaton.ts";
import type { Ranges } from "./character-ranges.ts";

/** What the texts of one regular expression are to those of another, from the first to the second. */
type LanguageChange = "same" | "wider" | "narrower" | "different" | "undecided";

/** Most transitions that are looked at: a tenth of a second. */
const MAX_STEPS = 200_000;

/** A cache: many events have the same pattern. */
const compared = new Map<string, LanguageChange>();

/**
 * Compares what two regular expressions match as a whole: true of all texts, not of samples. Look-arounds, `\b` and references
 * back are `undecided`, and so is what is too large.
 *
 * @param before - a source for `^(?:…)$` and its flags, among them `u`
 * @example compareLanguages(/[a-z]+/u, /^[a-z]+$/u) // "same"
 */
export function compareLanguages(before: RegExpPart, after: RegExpPart): LanguageChange {
  const key = JSON.stringify([before, after].map(({ source, flags }) => [source, flags]));
  let change = compared.get(key);
  if (change === undefined) {
    const [left, right] = [automatonOf([before]), automatonOf([after])];
    change = left === undefined || right === undefined ? "undecided" : compareAutomata(left, right);
    compared.set(key, change);
  }
  return change;
}

/** Breadth first through pairs of sets of states: what each automaton can be in after the same text. */
function compareAutomata(left: Automaton, right: Automaton): LanguageChange {
  const isExact = [left, right].every(({ states }) => states.every(({ holds }) => holds !== "sometimes"));
  if (!isExact) return "undecided";
  const begin: Pair = [reach(left, [left.start], ["start"]), reach(right, [right.start], ["start"])];
  const seen = new Set([begin.join("|")]);
  const open = [begin];
  let [isWider, isNarrower] = [false, false];
  let steps = 0;
  // Goes on over what is added in it.
  for (const pair of open) {
    // The empty text ends where it starts.
    const places: readonly Place[] = pair === begin ? ["start", "end"] : ["end"];
    const [inLeft, inRight] = [
      reach(left, pair[0], places).includes(left.end),
      reach(right, pair[1], places).includes(right.end),
    ];
    isWider ||= inRight && !inLeft;
    isNarrower ||= inLeft && !inRight;
    if (isWider && isNarrower) return "different";
    for (const character of distinctCharacters([left, right], pair)) {
      steps += pair[0].length + pair[1].length;
      if (steps > MAX_STEPS) return "undecided";
      const next: Pair = [read(left, pair[0], character), read(right, pair[1], character)];
      const key = next.join("|");
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(next);
    }
  }
  if (isWider) return "wider";
  return isNarrower ? "narrower" : "same";
}

/** The states that each of two automata can be in, ascending. */
type Pair = readonly [left: readonly number[], right: readonly number[]];

type Place = "start" | "end";

/** All states that are reached without a character, at a place of the text. */
function reach(
  { states }: Automaton,
  from: readonly number[],
  places: readonly Place[] = [],
): readonly number[] {
  const found = new Set(from);
  for (const index of found) {
    const { characters, holds, next } = states[index]!;
    if (characters !== undefined || (holds !== undefined && !places.some((place) => place === holds)))
      continue;
    for (const other of next) found.add(other);
  }
  return [...found].toSorted((a, b) => a - b);
}

function read(automaton: Automaton, from: readonly number[], character: number): readonly number[] {
  const next = from.flatMap((index) => {
    const state = automaton.states[index]!;
    return state.characters !== undefined && includes(state.characters, character) ? state.next : [];
  });
  return reach(automaton, next);
}

/** One of all characters that lead from a pair to the same states. */
function distinctCharacters(automata: readonly [Automaton, Automaton], pair: Pair): readonly number[] {
  const found = new Set<number>();
  automata.forEach(({ states }, side) => {
    for (const index of pair[side]!) {
      for (const [from, to] of states[index]!.characters ?? []) found.add(from).add(to + 1);
    }
  });
  return [...found];
}

function includes(ranges: Ranges, character: number): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, to] = ranges[middle]!;
    if (character < from) high = middle - 1;
    else if (character > to) low = middle + 1;
    else return true;
  }
  return false;
}
