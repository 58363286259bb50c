import stringWidth from "string-width";
import { printable } from "../../text/terminal.ts";
import type { Place } from "../diagnostic.ts";

/** The part of a source line that a diagnostic shows, and where its mark stands below it. */
export interface Excerpt {
  readonly text: string;
  /** Columns of a terminal before the mark. */
  readonly offset: number;
  /** Columns that the mark covers; at least 1. */
  readonly length: number;
}

/** Columns of source that are shown of a long line, and the part of them that may stand before the mark. */
const WIDTH = 100;
const BEFORE = 0.4;

const ELLIPSIS = "…";
const TAB = "  ";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * The source line of a place as it can be printed: tabs are two spaces wide, characters that a terminal would obey
 * are replaced, and of a long line only what is around the mark is kept.
 *
 * @param room - columns that there are for it
 */
export function excerptOf(place: Place, room = WIDTH): Excerpt {
  const width = Math.min(WIDTH, room);
  const start = Math.min(place.column - 1, place.source.length);
  const end = Math.min(start + place.length, place.source.length);
  const before = keepEnd(place.source.slice(0, start), Math.floor(width * BEFORE));
  const offset = stringWidth(before);
  const marked = keepStart(place.source.slice(start, end), width - offset);
  const left = width - offset - stringWidth(marked);
  const after = left < 0 ? "" : keepStart(place.source.slice(end), left);
  return {
    text: (before + marked + after).trimEnd(),
    offset,
    length: Math.max(1, stringWidth(marked)),
  };
}

/** The beginning of a line as it can be printed. */
export function excerptOfLine(line: string, room = WIDTH): string {
  return keepStart(line, Math.min(WIDTH, room));
}

/** The first characters that fit into so many columns, with an ellipsis when that is not all of them. */
function keepStart(text: string, columns: number): string {
  const kept = fitting(charactersOf(text.slice(0, codeUnits(columns))), columns);
  return kept.source === text.length ? kept.shown.join("") : `${kept.shown.join("")}${ELLIPSIS}`;
}

/** The last characters that fit into so many columns. */
function keepEnd(text: string, columns: number): string {
  const kept = fitting(charactersOf(text.slice(-codeUnits(columns))).toReversed(), columns);
  const shown = kept.shown.toReversed().join("");
  return kept.source === text.length ? shown : `${ELLIPSIS}${shown}`;
}

/** As many code units as so many columns may need; a line of many megabytes is never looked at as a whole. */
function codeUnits(columns: number): number {
  return Math.max(1, columns * 8);
}

/** What a reader sees as one character each. */
function charactersOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** The leading characters that fit, as they are shown, and how many code units of the source they stand for. */
function fitting(characters: readonly string[], columns: number): { shown: string[]; source: number } {
  const shown: string[] = [];
  let source = 0;
  let width = 0;
  for (const character of characters) {
    const text = character === "\t" ? TAB : printable(character);
    width += stringWidth(text);
    if (width > columns) break;
    shown.push(text);
    source += character.length;
  }
  return { shown, source };
}
