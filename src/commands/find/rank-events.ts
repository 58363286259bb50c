import type { PlanEvent } from "../../plan/plan.ts";
import { splitWords } from "../../naming/name-style.ts";
import { wordMeanings } from "../../naming/similar-events.ts";
import { createNormalizer } from "../../naming/word-forms.ts";

/** Words that say nothing of what happens. */
const EMPTY: ReadonlySet<string> = new Set(
  "a an and are as at be been by for from has have he in into is it its of on or she some somebody someone that the their they this to was we were when who with".split(
    " ",
  ),
);

/** A word that is only begun counts less than a whole one. */
const BEGUN = 0.5;

/** A shorter beginning has too many words. */
const MIN_BEGINNING = 3;

/**
 * The events that a text may be about, the nearest first: those that share words with it, in any form, or words that mean the same. A
 * word counts for more in a name than in a description, and if few events have it.
 */
export function rankEvents(events: readonly PlanEvent[], text: string): readonly PlanEvent[] {
  const meaningOf = wordMeanings(createNormalizer());
  const meaningsIn = (source: string): ReadonlySet<string> =>
    new Set(
      splitWords(source)
        .filter((word) => !EMPTY.has(word))
        .map(meaningOf),
    );
  const asked = meaningsIn(text);
  const weighed = events.map((event) => ({ event, words: weighWords(event, meaningsIn) }));
  const counts = new Map<string, number>();
  for (const { words } of weighed)
    for (const word of words.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rarity = (word: string): number => Math.log(1 + events.length / (counts.get(word) ?? 1));
  return weighed
    .map(({ event, words }) => ({ event, score: scoreOf(words, asked, rarity) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ event }) => event);
}

/** The words of an event, and how much each says of it. */
function weighWords(
  { name, description = "", trigger = "", category = "", owner = [], properties }: PlanEvent,
  meaningsIn: (source: string) => ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const parts: readonly (readonly [weight: number, source: string])[] = [
    [0.5, properties.map((property) => property.description ?? "").join(" ")],
    [1, properties.map((property) => property.name).join(" ")],
    [1, owner.join(" ")],
    [1, trigger],
    [2, category],
    [2, description],
    [4, name],
  ];
  for (const [weight, source] of parts) for (const word of meaningsIn(source)) weights.set(word, weight);
  return weights;
}

function scoreOf(
  words: ReadonlyMap<string, number>,
  asked: ReadonlySet<string>,
  rarity: (word: string) => number,
): number {
  let score = 0;
  for (const one of asked) {
    const whole = words.get(one);
    if (whole !== undefined) score += whole * rarity(one);
    else if (one.length >= MIN_BEGINNING) {
      const begun = [...words].filter(([word]) => word.startsWith(one));
      score += Math.max(0, ...begun.map(([word, weight]) => BEGUN * weight * rarity(word)));
    }
  }
  return score;
}
