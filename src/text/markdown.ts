import { markdownTable } from "markdown-table";
import { escapeUnprintable, isPrintableAscii, UNPRINTABLE } from "./quote.ts";

/**
 * Markdown as GitHub reads it (CommonMark with tables, strike-through and autolinks) and as MDX does. A plan's text
 * becomes Markdown here and nowhere else, so that no text can make a table, a link, a heading, HTML or code of its own.
 *
 * @see https://github.github.com/gfm/ and https://mdxjs.com/docs/what-is-mdx/
 */

/** Where Markdown is inserted: in a table cell, a pipe would end the cell. */
type Place = "block" | "cell";

/** A line break in a cell, as HTML and as JSX. */
export const BREAK = "<br />";

/**
 * Text for people. Code between backticks stays code and a blank line stays a new paragraph (in a cell, a line
 * break); everything else is shown as it was written.
 *
 * @example prose("Stripe's `invoice.paid` <b>") // "Stripe's `invoice.paid` &lt;b&gt;"
 */
export function prose(source: string, place: Place = "block"): string {
  if (isPrintableAscii(source)) return proseLine(source, place);
  return source
    .replaceAll(/\r\n?/gu, "\n")
    .split(/\n[^\S\n]*\n\s*/u)
    .map((paragraph) => proseLine(paragraph, place))
    .filter((paragraph) => paragraph !== "")
    .join(place === "cell" ? BREAK : "\n\n");
}

/** Text of one line that is shown as it was written, backticks too: for headings and names. */
export function text(source: string, place: Place = "block"): string {
  return escapeStart(plain(oneLine(source), place));
}

/**
 * Text as code, shown to the last character: what cannot be seen is shown as an escape, nothing as `""`.
 *
 * @example code("a`b") // "``a`b``"
 */
export function code(source: string, place: Place = "block"): string {
  const shown = source === "" ? '""' : escapeUnprintable(source);
  if (place === "block") return codeSpan(shown);
  // A backslash hides a pipe from the table, also in code. A pipe after a backslash cannot be hidden in code: the
  // code stops before it and goes on behind it.
  return shown
    .split(/(?<=\\)\|/u)
    .map((piece) => (piece === "" ? "" : codeSpan(piece.replaceAll("|", "\\|"))))
    .join("&#124;");
}

/**
 * A table. Cells are Markdown made for the place `cell`. A column of which every cell is empty is left out; without
 * rows there is no table.
 */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const kept = columns.map((_, column) => rows.some((row) => (row[column] ?? "") !== ""));
  const keep = (row: readonly string[]): readonly string[] => row.filter((_, column) => kept[column]);
  // Not aligned: one longer cell would change every line of the table, and with it every diff.
  return markdownTable([keep(columns), ...rows.map(keep)], { alignDelimiters: false });
}

/** A heading of the given level. */
export function heading(level: 1 | 2 | 3, markdown: string): string {
  return `${"#".repeat(level)} ${markdown}`;
}

/** A list, one line of Markdown an item. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/**
 * A link. The label is Markdown without links; the target is a relative path, a fragment, or a `webAddress`.
 *
 * @example link("the docs", "billing.md#a b") // "[the docs](billing.md#a%20b)"
 */
export function link(label: string, target: string): string {
  return `[${label}](${(/^https?:/u.test(target) ? target.replaceAll("&", "&amp;") : encodeURI(target)).replaceAll("(", "%28").replaceAll(")", "%29")})`;
}

/** An anchor for links, wherever the file is rendered. Keeps what GitHub keeps of headings. */
export function anchor(id: string): string {
  return `<a id="${id.replaceAll(/[^\p{Alphabetic}\p{M}\p{N}\p{Pc}.-]/gu, "-")}"></a>`;
}

/** Deprecated content, struck through. The Markdown must not be empty. */
export function strike(markdown: string): string {
  return `~~${markdown}~~`;
}

/** A block of code in the given language. */
export function fence(language: string, source: string): string {
  const marks = "`".repeat(Math.max(3, longestRun(source) + 1));
  const shown = source.replace(UNPRINTABLE, (character) =>
    character === "\n" || character === "\t" ? character : "\u{fffd}",
  );
  return `${marks}${language}\n${shown}\n${marks}`;
}

function proseLine(source: string, place: Place): string {
  let markdown = "";
  for (const piece of splitCode(oneLine(source))) {
    const next = piece.isCode ? code(piece.text, place) : plain(piece.text, place);
    // Two pieces of code that touch would be one.
    const touches = markdown.endsWith("`") && next.startsWith("`");
    markdown += touches ? ` ${next}` : next;
  }
  return place === "block" ? escapeModule(escapeStart(markdown)) : escapeStart(markdown);
}

interface Piece {
  readonly text: string;
  readonly isCode: boolean;
}

/** Splits at code spans: a run of backticks opens one if a run of the same length follows. */
function splitCode(line: string): readonly Piece[] {
  if (!line.includes("`")) return [{ text: line, isCode: false }];
  const parts = line.split(/(`+)/u); // runs of backticks stand at odd indexes
  const lastRun = new Map<number, number>();
  for (let index = 1; index < parts.length; index += 2) lastRun.set(parts[index]!.length, index);

  const pieces: Piece[] = [];
  let pending = "";
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index]!;
    if (index % 2 === 0 || lastRun.get(part.length)! <= index) {
      pending += part;
      continue;
    }
    const end = parts.indexOf(part, index + 1);
    pieces.push({ text: pending, isCode: false });
    pieces.push({
      text: parts
        .slice(index + 1, end)
        .join("")
        .trim(),
      isCode: true,
    });
    pending = "";
    index = end;
  }
  return [...pieces, { text: pending, isCode: false }];
}

/** What GitHub links automatically: a web or email address. */
const LINKS_ITSELF = /(?:https?|ftp):\/\/|www\.|[\w.+-]@[\w-]+\./iu;

/** Punctuation around an address that does not belong to it. */
const AROUND = /^(?<before>["'([]*)(?<address>.*?)(?<after>["')\].,;:!?]*)$/u;

/** Escapes a line without code. An address becomes code: shown as it is, and no link. */
function plain(line: string, place: Place): string {
  if (hasNothingToEscape(line) && !LINKS_ITSELF.test(line)) return line;
  return line
    .split(/(\S+)/u)
    .map((word) => {
      if (!LINKS_ITSELF.test(word)) return escape(word);
      const { before = "", address = "", after = "" } = AROUND.exec(word)?.groups ?? {};
      return escape(before) + code(address, place) + escape(after);
    })
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;" };

const NOTHING_TO_ESCAPE = /^[\w ,.;:'"()/%+=-]*$/u;

/** Most text has nothing to escape: testing that first makes the docs of a large plan faster. */
function hasNothingToEscape(line: string): boolean {
  return NOTHING_TO_ESCAPE.test(line) && !line.includes("_");
}

/** Escapes the characters that mean something inside a line. */
function escape(line: string): string {
  if (hasNothingToEscape(line)) return line;
  return (
    line
      .replaceAll(/[\\`*[\]{}~|#$]/gu, "\\$&")
      // Inside a word an underscore is only an underscore: `amount_usd` stays readable in the source.
      .replaceAll(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/gu, "\\_")
      .replaceAll(/&(?=[#A-Za-z])/gu, "&amp;")
      .replaceAll(/[<>]/gu, (character) => ENTITIES[character]!)
      // Before a link it would make an image.
      .replace(/!$/u, "\\!")
  );
}

/** Escapes what means something at the start of a line only: lists. The rest is escaped everywhere. */
function escapeStart(markdown: string): string {
  return markdown.replace(/^[-+=]/u, "\\$&").replace(/^(\d+)([.)])/u, "$1\\$2");
}

/** The same for words that MDX reads as a module at the beginning of a paragraph. */
function escapeModule(markdown: string): string {
  return markdown.replace(/^[ei](?=xport\b|mport\b)/u, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Collapses white space and removes invisible characters. */
function oneLine(source: string): string {
  if (isPrintableAscii(source) && !source.includes("  ")) return source.trim();
  const visible = isPrintableAscii(source)
    ? source
    : source.replace(UNPRINTABLE, (character) => (/\s/u.test(character) ? " " : ""));
  return visible.replaceAll(/\s+/gu, " ").trim();
}

function codeSpan(shown: string): string {
  const marks = "`".repeat(longestRun(shown) + 1);
  const padded = /^`|`$|^ .*[^ ].* $/u.test(shown) ? ` ${shown} ` : shown;
  return `${marks}${padded}${marks}`;
}

/** Length of the longest run of backticks. */
function longestRun(source: string): number {
  if (!source.includes("`")) return 0;
  return (source.match(/`+/gu) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
