import { capitalize } from "../../text/words.ts";

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

/** How a style joins words, and what is written in it. */
interface Style {
  readonly pattern: RegExp;
  readonly join: (words: readonly string[]) => string;
}

const afterFirst =
  (style: (word: string) => string) =>
  (word: string, index: number): string =>
    index === 0 ? word : style(word);

const STYLES: Readonly<Record<NameStyle, Style>> = {
  snake_case: { pattern: /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u, join: (words) => words.join("_") },
  "kebab-case": { pattern: /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u, join: (words) => words.join("-") },
  camelCase: { pattern: /^[a-z][A-Za-z0-9]*$/u, join: (words) => words.map(afterFirst(capitalize)).join("") },
  PascalCase: { pattern: /^[A-Z][A-Za-z0-9]*$/u, join: (words) => words.map(capitalize).join("") },
  "Title Case": {
    pattern:
      /^[A-Z][A-Za-z0-9]*(?: (?:[A-Z0-9][A-Za-z0-9]*|a|an|and|by|for|from|in|of|on|or|the|to|with))*$/u,
    join: (words) => words.map(capitalize).join(" "),
  },
  "Sentence case": {
    // What has more than one capital, as `API` has, is a name inside the sentence.
    pattern: /^[A-Z][A-Za-z0-9]*(?: (?:[a-z0-9]+|[A-Z]+[A-Z0-9][A-Za-z0-9]*))*$/u,
    join: (words) => capitalize(words.join(" ")),
  },
  "lower case": { pattern: /^[a-z][a-z0-9]*(?: [a-z0-9]+)*$/u, join: (words) => words.join(" ") },
};

/** Whether a name is written in a style. */
export function hasStyle(name: string, style: NameStyle): boolean {
  return STYLES[style].pattern.test(name);
}

/**
 * A name in a style.
 *
 * @example inStyle("Order Completed", "snake_case") // "order_completed"
 */
export function inStyle(name: string, style: NameStyle): string {
  return joinWords(splitWords(name), style);
}

/** Words as a name. */
export function joinWords(words: readonly string[], style: NameStyle): string {
  return STYLES[style].join(words);
}

/**
 * The words of a name, in small letters, whatever joins them. Digits belong to the word before them.
 *
 * @example splitWords("checkout_completed") // ["checkout", "completed"]
 * @example splitWords("userSignedUp") // ["user", "signed", "up"]
 * @example splitWords("HTTPError-2") // ["http", "error", "2"]
 */
export function splitWords(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/gu) ?? [];
  return words.map((word) => word.toLowerCase());
}
