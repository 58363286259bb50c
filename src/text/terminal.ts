/**
 * Text on its way out of the program. A plan is somebody's input: what it quotes must not move a terminal's
 * cursor, turn a line around or start a workflow command. Everything that is printed goes through here.
 */

import { escapeUnprintable, UNPRINTABLE } from "./unprintable.ts";

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
 * A JSON text that is safe to print and still the same document: what {@link printable} would replace stands as
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
