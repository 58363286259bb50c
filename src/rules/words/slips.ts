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
 * SymSpell): no plan has so many words that this takes long.
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
