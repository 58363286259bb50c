import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from "yaml";

/** Parsed nodes, each with its range in the text. */
export type ParsedMap = YAMLMap.Parsed;
export type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

/** Parses a YAML document; see its `errors`. */
export function parse(text: string): Document.Parsed {
  return parseDocument(text, { merge: true, uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
}

/** The text of a key; nothing if it is not a string. */
export function keyOf({ key }: ParsedPair): string | undefined {
  return isScalar(key) && typeof key.value === "string" ? key.value : undefined;
}

/** The pair of a key, in a map. */
export function pairOf(map: ParsedMap, key: string): ParsedPair | undefined {
  return map.items.find((pair) => keyOf(pair) === key);
}

export function isMapNode(node: ParsedNode | null | undefined): node is ParsedMap {
  return isMap(node);
}

/** Whether a node is a non-empty block map: one line per entry. */
export function isBlockMap(node: ParsedNode | null | undefined): node is ParsedMap {
  return isMap(node) && node.flow !== true && node.items.length > 0;
}

/** Where a pair starts: at its key. */
export function startOf({ key }: ParsedPair): number {
  return key.range[0];
}

/** The end of a pair, without trailing white space and comments. */
export function endOfPair(text: string, { key, value }: ParsedPair): number {
  const isEmpty = value === null || value.range[0] === value.range[1];
  return isEmpty ? text.indexOf(":", key.range[1]) + 1 : endOfNode(text, value);
}

/** The same of a node that is not empty. */
export function endOfNode(text: string, node: ParsedNode): number {
  if (isBlockMap(node)) return endOfPair(text, node.items.at(-1)!);
  const last = isSeq(node) && node.flow !== true ? node.items.at(-1) : undefined;
  if (last !== undefined) return endOfNode(text, last as ParsedNode);
  const [start, end] = node.range;
  // The range of a block scalar includes the line breaks below it.
  return start + text.slice(start, end).trimEnd().length;
}

/** The indentation of a pair that starts its line, in columns. */
export function indentationOf(text: string, pair: ParsedPair): number {
  return startOf(pair) - (text.lastIndexOf("\n", startOf(pair) - 1) + 1);
}

/** An insertion or replacement in a text. */
export interface Insertion {
  readonly start: number;
  /** After `start` if an empty value, such as `{}`, is replaced. */
  readonly end?: number;
  readonly inserted: string;
}

/** The text with all insertions; those at one place in their order. */
export function insertAll(text: string, insertions: readonly Insertion[]): string {
  let edited = "";
  let at = 0;
  for (const { start, end = start, inserted } of insertions.toSorted((a, b) => a.start - b.start)) {
    edited += text.slice(at, start) + inserted;
    at = end;
  }
  return edited + text.slice(at);
}

/** Appends an entry to a flow map, on the same line or on its own, as the last one is. */
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

/** The white space before an entry, including the line break. */
export function gapBefore(text: string, offset: number): string {
  return /(?:\r?\n)?[ \t]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? "";
}

/** Inserts lines below the line that an offset is on: a comment after it stays with it. */
export function afterLine(
  end: number,
  lines: string,
  {
    text,
    lineEnd,
    hasGap = false,
  }: { readonly text: string; readonly lineEnd: string; readonly hasGap?: boolean },
): Insertion {
  const found = text.indexOf("\n", end);
  const gap = hasGap ? lineEnd : "";
  if (found !== -1) return { start: found + 1, inserted: gap + lines };
  // A file without a final line end keeps it that way.
  return { start: text.length, inserted: lineEnd + gap + lines.slice(0, -lineEnd.length) };
}

/** `{}`, `null`, or nothing at all. */
export function isNothing(value: ParsedNode | null | undefined): boolean {
  return value === null || isMap(value) || (isScalar(value) && value.value === null);
}

/** Replaces the empty value of a pair by lines below it; a comment after it stays. */
export function inPlaceOfNothing(
  { key, value }: ParsedPair,
  lines: string,
  { text, lineEnd }: { readonly text: string; readonly lineEnd: string },
): Insertion {
  const colon = text.indexOf(":", key.range[1]) + 1;
  // A value that is not written begins at the comment.
  const isWritten = value !== null && value.range[0] < value.range[1];
  const end = isWritten ? value.range[1] : colon;
  const below = afterLine(end, lines, { text, lineEnd });
  return { start: colon, end: below.start, inserted: text.slice(end, below.start) + below.inserted };
}

/** The indentation of the first map in the file; 2 by default. */
export function stepOf(text: string, root: ParsedMap): number {
  const outer = root.items[0] === undefined ? 0 : indentationOf(text, root.items[0]);
  const inner = root.items.map(({ value }) => value).find((value) => isBlockMap(value));
  return inner === undefined ? 2 : indentationOf(text, inner.items[0]!) - outer;
}
