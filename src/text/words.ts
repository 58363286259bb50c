import { distance } from "fastest-levenshtein";

/** A word with a capital letter at its start. */
export function capitalize(word: string): string {
  // A letter may have two code units.
  const [first = ""] = word;
  return first.toUpperCase() + word.slice(first.length);
}

/** A list in a sentence: "`a`, `b` or `c`". */
export function oneOf(words: readonly string[]): string {
  return join(words, "or");
}

/** A list in a sentence: "`a`, `b` and `c`". */
export function allOf(words: readonly string[]): string {
  return join(words, "and");
}

/**
 * The first of some texts, and how many more there are.
 *
 * @example someOf(["a", "b", "c", "d"], 3) // "a, b, c and 1 more"
 */
export function someOf(texts: readonly string[], limit: number, separator = ", "): string {
  const more = texts.length - limit;
  return texts.slice(0, limit).join(separator) + (more > 0 ? ` and ${more} more` : "");
}

function join(words: readonly string[], last: string): string {
  const quoted = words.map(quote);
  return [quoted.slice(0, -1).join(", "), ...quoted.slice(-1)].filter(Boolean).join(` ${last} `);
}

/** Text from the plan, in backticks, short enough for a message. */
export function quote(value: unknown): string {
  // JSON would make `null` of an infinity.
  const isPlain = typeof value === "string" || typeof value === "number";
  const text = isPlain ? String(value) : (JSON.stringify(value) ?? String(value));
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}

/**
 * A number and its noun.
 *
 * @param many - the plural, where it is not made with an `s`
 * @example plural(1, "file") // "1 file"
 * @example plural(0, "file") // "0 files"
 * @example plural(2, "property", "properties") // "2 properties"
 */
export function plural(count: number, noun: string, many: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/**
 * A whole number as people read it. `toLocaleString` loads tables first, which takes longer than a rule.
 *
 * @example thousands(10_000) // "10,000"
 */
export function thousands(count: number): string {
  return String(count).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/gu, ",");
}

/**
 * A text with a full stop, so that another sentence can follow; as it is where it ends with punctuation already.
 *
 * @example asSentence("Renamed") // "Renamed."
 */
export function asSentence(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed === "" || /[.!?…:;]["')\]`]*$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

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
