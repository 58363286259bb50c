import { distance } from "fastest-levenshtein";

/** In shorter names one different letter makes a different name: `k1` is not a typo of `c1`. Only case may differ. */
const MIN_LENGTH = 3;

/**
 * The candidate that was most likely meant, or nothing if none is close. Ties go to the first.
 *
 * @example nearest("ammount_usd", ["amount_usd", "tier"]) // "amount_usd"
 * @example nearest("color", ["shape"]) // undefined
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const limit = name.length < MIN_LENGTH ? 0 : Math.round(name.length * 0.4);
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    // The difference in length is a cheap lower bound of the distance.
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const between = distance(wanted, candidate.toLowerCase());
    if (between < bestDistance) [best, bestDistance] = [candidate, between];
  }
  return best;
}

/** "Did you mean `amount_usd`?" for the nearest candidate, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const meant = nearest(name, candidates);
  return meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
}
