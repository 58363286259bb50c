import { byCodeUnit } from "../text/order.ts";
import { quote } from "../text/words.ts";
import type { NormalForm, Normalizer } from "./word-forms.ts";
import { splitWords } from "./name-style.ts";

/** Words without a meaning of their own, which do not distinguish two names. */
const FILLERS: ReadonlySet<string> = new Set([
  "a",
  "an",
  "been",
  "has",
  "have",
  "is",
  "of",
  "the",
  "to",
  "was",
  "were",
]);

/** The words of a name that distinguish it from others. */
function formsOf(name: string, normalize: Normalizer): readonly NormalForm[] {
  const words = splitWords(name.normalize("NFKC"));
  // `to_screen` is where something goes, and `reply_to` is no reply.
  const named = words.filter(
    (word, index) => !FILLERS.has(word) || (word === "to" && (index === 0 || index === words.length - 1)),
  );
  return (named.length === 0 ? words : named).map(normalize);
}

/**
 * What another name must share to be confused with this one: the same words in any order, or the same letters in the same
 * order, as `signup` and `sign_up` have.
 */
export function keysOfName(name: string, normalize: Normalizer): readonly string[] {
  const words = formsOf(name, normalize).map(({ key }) => key);
  return words.length === 0 ? [] : [words.toSorted().join(" "), words.join("")];
}

/**
 * In what two names with a common key differ, for the end of a sentence.
 *
 * @example describeDifference("user_signed_up", "signUpUser", normalize) // "case, separators, tense and word order"
 */
export function describeDifference(a: string, b: string, normalize: Normalizer): string {
  const found = [...new Set(findDifferences(a, b, normalize))];
  return [found.slice(0, -1).join(", "), found.at(-1)].filter(Boolean).join(" and ");
}

function* findDifferences(a: string, b: string, normalize: Normalizer): Iterable<string> {
  if (a.normalize("NFKC") === b.normalize("NFKC")) return yield "width";
  const [ours, theirs] = [formsOf(a, normalize), formsOf(b, normalize)];
  const [all, allOther] = [splitWords(a), splitWords(b)];
  // One word alone does not show how it is joined with others.
  const haveStyles = all.length > 1 && allOther.length > 1;
  if (haveOtherCase(a, b, haveStyles)) yield "case";
  if (ours.length !== theirs.length) return yield "how words are joined";
  if (haveStyles && separatorsOf(a) !== separatorsOf(b)) yield "separators";
  const fillers = [
    ...all.filter((word) => !allOther.includes(word)),
    ...allOther.filter((word) => !all.includes(word)),
  ];
  for (const word of fillers) if (FILLERS.has(word)) yield `the word ${quote(word)}`;
  const others = inOrder(theirs);
  for (const [index, form] of inOrder(ours).entries()) {
    const other = others[index];
    if (other === undefined || form.word === other.word) continue;
    yield form.american === other.american
      ? "spelling"
      : form.singular === other.singular
        ? "the plural"
        : "tense";
  }
  if (ours.some((form, index) => form.key !== theirs[index]?.key)) yield "word order";
}

function inOrder(forms: readonly NormalForm[]): readonly NormalForm[] {
  return forms.toSorted((a, b) => byCodeUnit(a.key, b.key));
}

/** Whether two names use capitals in other ways. */
function haveOtherCase(a: string, b: string, haveStyles: boolean): boolean {
  const [ours, theirs] = [a, b].map((name) => name.replace(/[^\p{L}\p{M}\p{Nd}]/gu, "")) as [string, string];
  if (ours.toLowerCase() === theirs.toLowerCase() && ours !== theirs) return true;
  return haveStyles ? capitalsOf(a) !== capitalsOf(b) : /^\p{Lu}/u.test(a) !== /^\p{Lu}/u.test(b);
}

/** How a name uses capitals: not at all, at its words, or throughout. */
function capitalsOf(name: string): string {
  if (!/\p{Lu}/u.test(name)) return "none";
  if (!/\p{Ll}/u.test(name)) return "all";
  return /^\p{Lu}/u.test(name) ? "first" : "inner";
}

/** Separators between the words of a name. */
function separatorsOf(name: string): string {
  return [...new Set(name.match(/[^\p{L}\p{M}\p{Nd}]/gu))].toSorted().join("");
}

/** Shorter words have too many neighbours that mean something else, as `post` and `host` do. */
const MIN_LENGTH = 5;

/** Of words that differ by a vowel only: `change` and `charge` differ by more, `contact` and `content`, too. */
const MIN_LENGTH_OF_VOWELS = 7;

/** Words that are one slip apart and both meant. */
const BOTH_MEANT: readonly ReadonlySet<string>[] = [
  new Set(["country", "county"]),
  new Set(["trial", "trail"]),
  new Set(["angle", "angel"]),
  new Set(["quiet", "quite"]),
  new Set(["casual", "causal"]),
  new Set(["through", "though"]),
];

/**
 * Finds the spelling of words: of those that are one slip apart, the shortest. A word is looked up by what a slip does not
 * change and by itself without one letter, and never compared with each other one. Shorter ones are known by then.
 *
 * @example
 * const spell = createSpeller(["ammount", "amount"]);
 * spell("ammount"); // "amount"
 */
export function createSpeller(words: Iterable<string>): (word: string) => string {
  const spellings = new Map<string, string>();
  const byKey = new Map<string, string>();
  const long = [...new Set(words)].filter((word) => word.length >= MIN_LENGTH && !/\d/u.test(word));
  for (const word of long.toSorted((a, b) => a.length - b.length)) {
    const keys = [
      word,
      `letters ${[...word].toSorted().join("")}`,
      `consonants ${word.replace(/[aeiou]/gu, "_")}`,
    ];
    const other = findSlip(word, keys, byKey);
    if (other !== undefined) spellings.set(word, other);
    else for (const key of keys) if (!byKey.has(key)) byKey.set(key, word);
  }
  return (word) => spellings.get(word) ?? word;
}

function findSlip(
  word: string,
  keys: readonly string[],
  byKey: ReadonlyMap<string, string>,
): string | undefined {
  const isOther = (found: string | undefined): boolean => found !== undefined && isSlip(found, word);
  const other = keys.map((key) => byKey.get(key)).find(isOther);
  if (other !== undefined) return other;
  for (let index = 1; index < word.length; index += 1) {
    const found = byKey.get(word.slice(0, index) + word.slice(index + 1));
    if (isOther(found)) return found;
  }
  return undefined;
}

/**
 * Whether one of two words is most likely the other one with a typing error: a letter too many, two letters that changed
 * places, or in a long word another vowel.
 *
 * @example isSlip("ammount", "amount") // true
 * @example isSlip("seperator", "separator") // true
 * @example isSlip("change", "charge") // false
 */
export function isSlip(a: string, b: string): boolean {
  if (a === b || a[0] !== b[0] || BOTH_MEANT.some((words) => words.has(a) && words.has(b))) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const start = commonStart(short, long);
  const [rest, longRest] = [short.slice(start), long.slice(start)];
  if (short.length < long.length) return longRest.slice(1) === rest;
  if (rest.slice(1) === longRest.slice(1)) {
    return short.length >= MIN_LENGTH_OF_VOWELS && isVowel(rest[0]) && isVowel(longRest[0]);
  }
  return rest.slice(2) === longRest.slice(2) && rest[0] === longRest[1] && rest[1] === longRest[0];
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function isVowel(letter: string | undefined): boolean {
  return letter !== undefined && /[aeiou]/u.test(letter);
}
