/**
 * Characters that a reader does not see and a program may obey: control characters (line breaks too), line
 * separators, lone surrogates, what has no width, and the marks that change the direction of text, with which a
 * line can say other than it shows ("Trojan Source", CVE-2021-42574). Not the joiners that emoji are made with.
 */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060-\u2064\ufeff]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * The text with every unprintable character written as its escape, as JSON and JavaScript write it.
 *
 * @example escapeUnprintable("a\tb\u202e") // "a\\tb\\u202e"
 */
export function escapeUnprintable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (character) => SHORT_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Whether a text is of ASCII's visible characters and spaces alone, as most are: then it has none of {@link UNPRINTABLE}. */
export function isPrintableAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/u.test(text);
}
