import { isName } from "../plan/names.ts";
import { capitalize, quote } from "../text/words.ts";

/** How the words of a name can be written. The examples are the names of the styles. */
export const NAME_STYLES = [
  "snake_case",
  "kebab-case",
  "camelCase",
  "PascalCase",
  "Title Case",
  "Sentence case",
  "lower case",
] as const;

export type NameStyle = (typeof NAME_STYLES)[number];

/** An option of rules: the style of names. */
export const STYLE_OPTION = {
  kind: "choice",
  description: "How the words are joined.",
  choices: NAME_STYLES,
  default: "snake_case",
} as const;

/** How a style joins words, and what is written in it. */
interface Style {
  readonly pattern: Pattern;
  readonly join: (words: readonly string[]) => string;
}

const lower = (word: string): string => word.toLowerCase();

/** `CSV`, `WordPress` and `iOS` are written so wherever a style has capitals. */
const hasOwnCapitals = (word: string): boolean => /^.+\p{Lu}/u.test(word);

/** The word with a capital, unless it is a brand that begins without one. */
const large = (word: string): string => (isBrand(word) ? word : capitalize(word));

const lowerFirst = (word: string, index: number): string => (index === 0 ? lower(word) : capitalize(word));

// Letters of scripts without case count as both.
const SMALL = "[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{Nd}]";
const LARGE = "[\\p{Lu}\\p{Lt}\\p{Lo}\\p{Lm}\\p{Nd}]";
const ANY = "[\\p{L}\\p{M}\\p{Nd}]";
const BRAND = "(?:[\\p{Ll}]+[\\p{Lu}]{2,}|[\\p{Ll}][\\p{Lu}][\\p{Ll}]+)";
/** With a capital at the start, or a brand. */
const TITLE = `(?:${LARGE}${ANY}*|${BRAND})`;

/** A regular expression for a text: of what it can hold. */
type Pattern = (text: string) => RegExp;

/**
 * A pattern of Unicode's letters. For text in ASCII it knows those alone: V8 takes longer to read Unicode's classes than the rules
 * take for a small plan.
 *
 * @param source - with each class of characters in brackets
 */
function letterPattern(source: string, flags = ""): Pattern {
  let [ascii, unicode]: RegExp[] = [];
  return (text) =>
    // oxlint-disable-next-line no-control-regex
    /^[\0-\x7f]*$/u.test(text)
      ? (ascii ??= new RegExp(
          source.replaceAll(/\\p\{(\w+)\}/gu, (_, letters: string) => ASCII[letters] ?? ""),
          `u${flags}`,
        ))
      : (unicode ??= new RegExp(source, `u${flags}`));
}

/** What ASCII has of a class. */
const ASCII: Readonly<Record<string, string>> = { L: "A-Za-z", Ll: "a-z", Lu: "A-Z", Nd: "0-9" };

const STYLES: Readonly<Record<NameStyle, Style>> = {
  snake_case: {
    pattern: letterPattern(`^${SMALL}+(?:_${SMALL}+)*$`),
    join: (words) => words.map(lower).join("_"),
  },
  "kebab-case": {
    pattern: letterPattern(`^${SMALL}+(?:-${SMALL}+)*$`),
    join: (words) => words.map(lower).join("-"),
  },
  camelCase: {
    pattern: letterPattern(`^${SMALL}${ANY}*$`),
    join: (words) => words.map(lowerFirst).join(""),
  },
  PascalCase: {
    pattern: letterPattern(`^${LARGE}${ANY}*$`),
    join: (words) => words.map(capitalize).join(""),
  },
  "Title Case": {
    pattern: letterPattern(`^${TITLE}(?: (?:${TITLE}|a|an|and|by|for|from|in|of|on|or|the|to|with))*$`),
    join: (words) => words.map(large).join(" "),
  },
  "Sentence case": {
    pattern: letterPattern(`^${TITLE}(?: (?:${SMALL}+|${ANY}+[\\p{Lu}]${ANY}*))*$`),
    join: (words) =>
      words
        .map((word, index) => (index === 0 ? large(word) : hasOwnCapitals(word) ? word : lower(word)))
        .join(" "),
  },
  "lower case": {
    pattern: letterPattern(`^${SMALL}+(?: ${SMALL}+)*$`),
    join: (words) => words.map(lower).join(" "),
  },
};

/** Whether words are written in a style. */
export function hasStyle(words: string, style: NameStyle): boolean {
  return STYLES[style].pattern(words).test(words);
}

/**
 * What a name begins with that puts it into a category, as PostHog recommends it, with what joins them; and the rest.
 *
 * @example splitCategory("signup:done") // ["signup:", "done"]
 */
export function splitCategory(name: string): readonly [category: string, rest: string] {
  const end = /^.*[^\s:./][:./](?=[^\s:./])/u.exec(name)?.[0].length ?? 0;
  return [name.slice(0, end), name.slice(end)];
}

/** Whether a name is written in a style: each part of it, where it has categories. */
export function isNamedIn(name: string, style: NameStyle): boolean {
  const [category, rest] = splitCategory(name);
  return hasStyle(rest, style) && (category === "" || isNamedIn(category.slice(0, -1), style));
}

/**
 * A name in a style.
 *
 * @example inStyle("Order Completed", "snake_case") // "order_completed"
 * @example inStyle("WordPress_connected", "Title Case") // "WordPress Connected"
 */
export function inStyle(name: string, style: NameStyle): string {
  const [category, rest] = splitCategory(name);
  const before = category === "" ? "" : inStyle(category.slice(0, -1), style) + category.slice(-1);
  return before + joinWords(splitNames(rest), style);
}

/** Words as a name. */
export function joinWords(words: readonly string[], style: NameStyle): string {
  return STYLES[style].join(words);
}

/** So many names that are not in the wanted style are one finding if most names have another one. */
const MIN_UNLIKE = 3;

/** The style of most names, if it is more of them than have the wanted one, and how many have it. */
export function findCommonStyle(
  names: readonly string[],
  wanted: NameStyle,
): { readonly style: NameStyle; readonly count: number } | undefined {
  const countOf = (style: NameStyle): number => names.filter((name) => isNamedIn(name, style)).length;
  const inWanted = countOf(wanted);
  if (names.length - inWanted < MIN_UNLIKE) return undefined;
  const [best] = NAME_STYLES.map((style) => ({ style, count: countOf(style) })).toSorted(
    (a, b) => b.count - a.count,
  );
  return best !== undefined && best.count > inWanted && best.count * 2 > names.length ? best : undefined;
}

/** What to do about a plan that is written in one other style. */
export function hintCommonStyle(rule: string, style: NameStyle): string {
  return `Set \`style: ${style}\` for \`${rule}\` in \`lint.rules\`, or rename them.`;
}

/**
 * What to do about a name, if what is proposed can be one.
 *
 * @example hintName("Order Completed", "order_completed", "snake_case") // "Name it `order_completed`."
 */
export function hintName(name: string, proposed: string, style: NameStyle): string {
  return proposed !== name && isName(proposed) && isNamedIn(proposed, style)
    ? `Name it ${quote(proposed)}.`
    : `Choose a name in ${style}.`;
}

const WORDS = letterPattern(
  "[\\p{Nd}]*(?:[\\p{Lu}]{2,}s(?![\\p{Ll}\\p{M}])|[\\p{Lu}]+(?![\\p{Ll}\\p{M}])|[\\p{Lu}\\p{Lt}]?[\\p{Ll}][\\p{Ll}\\p{M}]*|[\\p{Lo}\\p{Lm}][\\p{Lo}\\p{Lm}\\p{M}]*)[\\p{Nd}]*|[\\p{Nd}]+",
  "g",
);

/**
 * The words of a name, in small letters, whatever joins them. Digits belong to the word before them.
 *
 * @example splitWords("checkout_completed") // ["checkout", "completed"]
 * @example splitWords("userSignedUp") // ["user", "signed", "up"]
 * @example splitWords("HTTPError-2") // ["http", "error", "2"]
 * @example splitWords("userIDs") // ["user", "ids"]
 */
export function splitWords(name: string): readonly string[] {
  // Fast path: most names.
  if (/^[a-z]+(?:_[a-z]+)*$/.test(name)) return name.split("_");
  return (name.match(WORDS(name)) ?? []).map(lower);
}

/**
 * The same with the capitals of words such as `CSV` and, where others are apart from it, `WordPress` and `iOS`.
 *
 * @example splitNames("WordPress CSV exported") // ["WordPress", "CSV", "exported"]
 */
export function splitNames(name: string): readonly string[] {
  const isShouted = !/\p{Ll}/u.test(name);
  const parts = name.split(/[^\p{L}\p{M}\p{Nd}]+/u).filter((part) => part !== "");
  if (isShouted) return parts.map(lower);
  const isApart = parts.length > 1;
  return parts.flatMap((part) =>
    isApart && (isBrand(part) || /^\p{Lu}.*\p{Lu}/u.test(part)) ? [part] : (part.match(WORDS(part)) ?? []),
  );
}

/** Whether a word is a brand such as `iOS`, `macOS` or `iPhone`, which no style of names has a place for. */
export function isBrand(word: string): boolean {
  return IS_BRAND(word).test(word);
}

const IS_BRAND = letterPattern(`^${BRAND}$`);
