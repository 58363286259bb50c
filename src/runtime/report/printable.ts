/**
 * Text that a terminal and a log can take: control characters, line and paragraph separators, and marks that change
 * the direction of text are removed, and what is longer than `length` UTF-16 units is cut.
 *
 * @example printable("a\u001b[31m\nb") // "a[31mb"
 */
export function printable(text: string, length = 200): string {
  const cut = text.length > length ? `${text.slice(0, length - 1)}…` : text;
  return cut.replaceAll(UNPRINTABLE, "");
}

/** Categories: controls, format characters (among them all bidi marks), separators of lines, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;
