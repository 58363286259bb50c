import stringWidth from "string-width";

/**
 * The words of a text in lines of at most so many columns of a terminal; a longer word has a line of its own.
 *
 * @example wrap("one two three", 8) // ["one two", "three"]
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let room = -1;
  for (const word of text.split(" ")) {
    const needed = stringWidth(word);
    if (room > needed) {
      lines[lines.length - 1] += ` ${word}`;
      room -= needed + 1;
    } else {
      lines.push(word);
      room = width - needed;
    }
  }
  return lines;
}

/** Columns that are read at ease: on a wider terminal a line is no longer. */
const READABLE = 100;

/** Columns of a page, which is read from its beginning to its end. */
const PAGE = 80;

/** How wide a page is made. @param columns - of the terminal, if it is for one */
export function pageWidth(columns: number | undefined): number {
  return Math.min(columns ?? PAGE, PAGE);
}

/**
 * A text after its label, in lines of which those after the first stand below its beginning.
 *
 * @param label - what stands before it, as it is shown
 * @param columns - of the terminal; without one, it is one line
 * @example hang("  hint: ", "one two three", 16) // ["  hint: one two", "        three"]
 */
export function hang(label: string, text: string, columns: number | undefined): readonly string[] {
  if (columns === undefined) return [label + text];
  const indent = stringWidth(label);
  const [first = "", ...others] = wrap(text, Math.min(columns, READABLE) - indent);
  return [label + first, ...others.map((line) => " ".repeat(indent) + line)];
}
