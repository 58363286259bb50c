import { endOfPair, type ParsedMap, startOf } from "./parsed.ts";

/** What to put where in a text. All else stays as it is, byte for byte. */
export interface Insertion {
  readonly start: number;
  /** Behind `start` where a value that says nothing, such as `{}`, is replaced. */
  readonly end?: number;
  readonly inserted: string;
}

export function insertInto(text: string, { start, end = start, inserted }: Insertion): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

/** Puts an entry at the end of a map in braces: on the same line, or on one of its own, as the last one is. */
export function insertLast(text: string, map: ParsedMap, entry: string): Insertion {
  const last = map.items.at(-1);
  if (last === undefined) return { start: map.range[0] + 1, end: map.range[1] - 1, inserted: ` ${entry} ` };
  const end = endOfPair(text, last);
  const comma = /^\s*,/u.exec(text.slice(end, map.range[1]))?.[0];
  const gap = gapBefore(text, startOf(last)) || " ";
  return comma === undefined
    ? { start: end, inserted: `,${gap}${entry}` }
    : { start: end + comma.length, inserted: `${gap}${entry},` };
}

/** The white space before an entry, with the line break that it follows. */
export function gapBefore(text: string, offset: number): string {
  return /(?:\r?\n)?[ \t]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? "";
}
