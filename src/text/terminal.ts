import { columnsOf } from "./columns.ts";
import { escapeUnprintable, UNPRINTABLE } from "./quote.ts";
import picocolors from "picocolors";

/**
 * Text on its way out of the program. A plan is somebody's input: what it quotes must not move a terminal's
 * cursor, turn a line around or start a workflow command. Everything that is printed goes through here.
 */

/**
 * One line that is safe to print: every character that a terminal would obey instead of show, or that would not be
 * seen, becomes `�`, which is one column wide. Expand tabs and split lines before.
 *
 * @example printable("a\u001b[2Jb") // "a�[2Jb"
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, "\u{fffd}");
}

/**
 * A JSON text that is safe to print and still the same document: what {@link printable} would replace is written as
 * `\uXXXX`. The line breaks of indentation stay.
 */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE, (character) =>
    character === "\n" ? character : escapeUnprintable(character),
  );
}

/**
 * A text that leads to an address in terminals that show links (OSC 8). An address of any other scheme than `file` and
 * `https`, or of other characters than an address has, makes no link.
 *
 * @param text - as it is shown, printable
 * @see https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
export function terminalLink(text: string, url: string): string {
  if (!/^(?:file|https):\/\/[\x21-\x7e]*$/u.test(url)) return text;
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}

/**
 * The message of a GitHub workflow command.
 *
 * @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts (escapeData)
 */
export function githubData(text: string): string {
  return text
    .split(/\r\n|\r|\n/u)
    .map((line) => printable(line))
    .join("\n")
    .replaceAll("%", "%25")
    .replaceAll("\n", "%0A");
}

/** The value of a property of a GitHub workflow command, such as `file` or `title` (escapeProperty there). */
export function githubProperty(text: string): string {
  return githubData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/**
 * Wraps a text at a number of terminal columns; a longer word gets its own line.
 *
 * @example wrap("one two three", 8) // ["one two", "three"]
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let room = -1;
  for (const word of text.split(" ")) {
    const needed = columnsOf(word);
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

/** Maximum line length on wide terminals, for readability. */
const READABLE = 100;

/** Line length of a page of running text. */
const PAGE = 80;

/** The width of a page. @param columns - of the terminal, if it is for one */
export function pageWidth(columns: number | undefined): number {
  return Math.min(columns ?? PAGE, PAGE);
}

/**
 * A labelled text, wrapped with a hanging indent.
 *
 * @param label - the label, as it is displayed
 * @param columns - of the terminal; without one, it is one line
 * @example hang("  hint: ", "one two three", 16) // ["  hint: one two", "        three"]
 */
export function hang(label: string, text: string, columns: number | undefined): readonly string[] {
  if (columns === undefined) return [label + text];
  const indent = columnsOf(label);
  const [first = "", ...others] = wrap(text, Math.min(columns, READABLE) - indent);
  return [label + first, ...others.map((line) => " ".repeat(indent) + line)];
}

/** Paints a text for a terminal, or leaves it as it is. */
export type Paint = (text: string) => string;

/** How things look at a terminal. */
export interface Styles {
  readonly error: Paint;
  readonly warning: Paint;
  readonly note: Paint;
  readonly good: Paint;
  readonly hint: Paint;
  /** A former value, and its replacement. */
  readonly removed: Paint;
  readonly added: Paint;
  /** Places and headings. */
  readonly strong: Paint;
  /** The frame around a line of source. */
  readonly frame: Paint;
}

const AS_IT_IS: Paint = (text) => text;

const PLAIN: Styles = {
  error: AS_IT_IS,
  warning: AS_IT_IS,
  note: AS_IT_IS,
  good: AS_IT_IS,
  hint: AS_IT_IS,
  removed: AS_IT_IS,
  added: AS_IT_IS,
  strong: AS_IT_IS,
  frame: AS_IT_IS,
};

const { red, yellow, green, cyan, bold, dim } = picocolors.createColors(true);

/**
 * What can be read on light and on dark, in the palettes that terminals come with. Blue is close to black in four of them, and
 * what is dim is close to the ground in others: that is for frames only. An error is bold, which terminals with a dark red show
 * brighter. No colour says what words do not say, and no sentence is coloured.
 */
const COLORED: Styles = {
  error: (text) => bold(red(text)),
  warning: yellow,
  note: cyan,
  good: green,
  hint: cyan,
  removed: red,
  added: green,
  strong: bold,
  frame: dim,
};

/** @param color - whether the terminal shows colours */
export function stylesFor(color: boolean): Styles {
  return color ? COLORED : PLAIN;
}
