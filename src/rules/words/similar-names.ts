import { byCodeUnit } from "../../text/order.ts";
import { quote } from "../../text/words.ts";
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

/** A name, taken apart for comparison with others. */
export interface ComparedName {
  readonly name: string;
  readonly forms: readonly NormalForm[];
  /** Its words without a meaning of their own. */
  readonly fillers: readonly string[];
  /**
   * What another name must share to be confused with this one: the same words in any order, or the same letters in the same
   * order, as `signup` and `sign_up` have.
   */
  readonly keys: readonly string[];
}

/** Takes a name apart. */
export function compareName(name: string, normalize: Normalizer): ComparedName {
  const all = splitWords(name.normalize("NFKC")).map(normalize);
  // `to_screen` is where something goes, and `reply_to` is no reply.
  const named = all.filter(
    ({ word }, index) => !FILLERS.has(word) || (word === "to" && (index === 0 || index === all.length - 1)),
  );
  const forms = named.length === 0 ? all : named;
  const words = forms.map(({ key }) => key);
  const fillers = all.flatMap((form) => (forms.includes(form) ? [] : [form.word]));
  return {
    name,
    forms,
    fillers,
    keys: words.length === 0 ? [] : [words.toSorted().join(" "), words.join("")],
  };
}

/**
 * In what two names with a common key differ, for the end of a sentence.
 *
 * @example describeDifference(compare("user_signed_up"), compare("signUpUser")) // "case, separators, tense and word order"
 */
export function describeDifference(a: ComparedName, b: ComparedName): string {
  const found = [...new Set(findDifferences(a, b))];
  return [found.slice(0, -1).join(", "), found.at(-1)].filter(Boolean).join(" and ");
}

function* findDifferences(a: ComparedName, b: ComparedName): Iterable<string> {
  const [ours, theirs] = [a.forms, b.forms];
  const isReordered =
    ours.length === theirs.length && ours.some((form, index) => form.key !== theirs[index]?.key);
  if (a.name.normalize("NFKC") === b.name.normalize("NFKC")) return yield "width";
  const haveStyles = [a, b].every(({ forms, fillers }) => forms.length + fillers.length > 1);
  if (haveOtherCase(a.name, b.name, haveStyles)) yield "case";
  if (ours.length !== theirs.length) return yield "how words are joined";
  if (haveStyles && separatorsOf(a.name) !== separatorsOf(b.name)) yield "separators";
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const word of one.fillers) if (!other.fillers.includes(word)) yield `the word ${quote(word)}`;
  }
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
  if (isReordered) yield "word order";
}

function inOrder(forms: readonly NormalForm[]): readonly NormalForm[] {
  return forms.toSorted((a, b) => byCodeUnit(a.key, b.key));
}

/** Whether two names use capitals in other ways. One word alone does not show how it is joined with others. */
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
 * Finds the spelling of a word: of those that are one slip apart, the one that was asked for first. A word is looked up by
 * itself and by itself without one letter, in the place of comparing it with each other one (the deletion neighbourhoods of
 * SymSpell): plans have too few words for this to be slow.
 *
 * @example
 * const spell = createSpeller();
 * spell("amount"); // "amount"
 * spell("ammount"); // "amount"
 */
export function createSpeller(): (word: string) => string {
  const spellings = new Map<string, string>();
  const byKey = new Map<string, string>();
  return (word) => {
    const known = spellings.get(word);
    if (known !== undefined) return known;
    const keys = slipKeysOf(word);
    const other = keys
      .map((key) => byKey.get(key))
      .find((found) => found !== undefined && isSlip(found, word));
    if (other === undefined) for (const key of keys) if (!byKey.has(key)) byKey.set(key, word);
    spellings.set(word, other ?? word);
    return other ?? word;
  };
}

/** A word and the word without one letter. None for a word that is too short. */
function slipKeysOf(word: string): readonly string[] {
  if (word.length < MIN_LENGTH || /\d/u.test(word)) return [];
  return [word, ...Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))];
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
