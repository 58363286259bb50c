import { isDeepStrictEqual } from "node:util";
import { type Document, isScalar, type ParsedNode } from "yaml";
import { byCodeUnit } from "../text/order.ts";
import { eventBody, type NewEvent, writeBlockEntry, writeFlowEntry } from "./new-event.ts";
import {
  endOfNode,
  endOfPair,
  indentationOf,
  insertInto,
  type Insertion,
  insertLast,
  isBlockMap,
  isMapNode,
  keyOf,
  pairOf,
  parse,
  type ParsedMap,
  type ParsedPair,
  startOf,
} from "./yaml-nodes.ts";

/** A plan's text with one more event, or why there is none. */
type AddedEvent =
  /** `line`: where the event is, counted from 1. */
  | { readonly ok: true; readonly text: string; readonly line: number }
  /** There is one of that name already, on this line. */
  | { readonly ok: false; readonly kind: "exists"; readonly line: number }
  /** Why it cannot be added, as the end of a sentence. */
  | { readonly ok: false; readonly kind: "unclear"; readonly reason: string };

/** What a place is looked for in. */
interface Site {
  readonly text: string;
  readonly event: NewEvent;
  /** LF or CRLF. */
  readonly lineEnd: string;
  /** Columns by which the file indents. */
  readonly step: number;
}

/**
 * Writes an event into the text of a plan: after the last event of its category; else in its place where the names are
 * sorted; else at the end. Indentation, blank lines between events, style and line ends are those of the text. What it
 * returns reads as the plan did before, and the event.
 *
 * @example
 * addEvent("events:\n  a: { description: A. }\n", { name: "b", description: "B.", properties: [] })
 * // { ok: true, text: "events:\n  a: { description: A. }\n  b:\n    description: B.\n", line: 3 }
 */
export function addEvent(text: string, event: NewEvent): AddedEvent {
  const before = parse(text);
  const root = before.contents;
  if (before.errors.length > 0) return unclear("the file is not YAML that can be read");
  if (!isMapNode(root)) return unclear("the file does not hold a map");
  const events = pairOf(root, "events")?.value;
  const taken = isMapNode(events) ? pairOf(events, event.name) : undefined;
  if (taken !== undefined) return { ok: false, kind: "exists", line: lineAt(text, startOf(taken)) };

  const insertion = findInsertion(root, {
    text,
    event,
    lineEnd: /\r?\n/u.exec(text)?.[0] ?? "\n",
    step: stepOf(text, root),
  });
  if (insertion === undefined) return unclear("its `events` are not written as a map of their own");
  const added = insertInto(text, insertion);
  const line = lineOfEvent(before, added, event);
  return line === undefined
    ? unclear("its `events` are written in a way that nothing can be added to safely")
    : { ok: true, text: added, line };
}

function unclear(reason: string): AddedEvent {
  return { ok: false, kind: "unclear", reason };
}

/** The guard over all that is computed from offsets: where the event is, if nothing but the event is new. */
function lineOfEvent(before: Document.Parsed, added: string, event: NewEvent): number | undefined {
  const after = parse(added);
  if (after.errors.length > 0 || !isMapNode(after.contents)) return undefined;
  const data = before.toJS() as Readonly<Record<string, unknown>>;
  const events = { ...(data["events"] as object | null), [event.name]: eventBody(event) };
  if (!isDeepStrictEqual(after.toJS(), { ...data, events })) return undefined;
  const map = pairOf(after.contents, "events")?.value;
  const pair = isMapNode(map) ? pairOf(map, event.name) : undefined;
  return pair && lineAt(added, startOf(pair));
}

function findInsertion(root: ParsedMap, site: Site): Insertion | undefined {
  const events = pairOf(root, "events");
  const value = events?.value;
  if (isBlockMap(value)) return intoBlockMap(value, site);
  if (isMapNode(value) && (value.items.length > 0 || root.flow === true)) return intoFlowMap(value, site);
  if (root.flow === true) return undefined;
  const outer = indentationOf(site.text, root.items[0]!);
  const entry = linesOf(site, { indentation: outer + site.step });
  if (events === undefined) {
    const heading = `${" ".repeat(outer)}events:${site.lineEnd}`;
    return afterLine(endOfNode(site.text, root), heading + entry, { ...site, hasGap: true });
  }
  return isNothing(value) ? inPlaceOfNothing(events, entry, site) : undefined;
}

/** `{}`, `null`, or nothing at all. */
function isNothing(value: ParsedNode | null | undefined): boolean {
  return value === null || isMapNode(value) || (isScalar(value) && value.value === null);
}

/** What says that there is nothing goes; a comment behind it stays. */
function inPlaceOfNothing(events: ParsedPair, entry: string, site: Site): Insertion {
  const colon = site.text.indexOf(":", events.key.range[1]) + 1;
  const end = events.value === null ? colon : Math.max(colon, events.value.range[1]);
  const below = afterLine(end, entry, { ...site, hasGap: false });
  return { start: colon, end: below.start, inserted: site.text.slice(end, below.start) + below.inserted };
}

function intoBlockMap(map: ParsedMap, site: Site): Insertion {
  const { text } = site;
  const indentation = indentationOf(text, map.items[0]!);
  const inner = map.items.map(({ value }) => value).find((value) => isBlockMap(value));
  const step = inner === undefined ? site.step : indentationOf(text, inner.items[0]!) - indentation;
  const entry = linesOf(site, { indentation, step });
  const hasGap = hasBlankLines(text, map.items);
  const previous = predecessorOf(site.event, map.items);
  if (previous !== undefined) return afterLine(endOfPair(text, previous), entry, { ...site, hasGap });
  // The comment right above the first event is about that one.
  const start = startOfComment(text, startOf(map.items[0]!) - indentation);
  return { start, inserted: entry + (hasGap ? site.lineEnd : "") };
}

/** Where the comment begins that ends right above a line; the line itself where there is none. */
function startOfComment(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const previous = text.lastIndexOf("\n", start - 2) + 1;
    if (!/^[ \t]*#/u.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start;
}

/** The event that a new one goes after; nothing when it goes before them all. */
function predecessorOf({ name, category }: NewEvent, pairs: readonly ParsedPair[]): ParsedPair | undefined {
  const kin = pairs.findLast(({ value }) => category !== undefined && textAt(value, "category") === category);
  if (kin !== undefined) return kin;
  const names = pairs.map((pair) => keyOf(pair) ?? "");
  const isSorted = names.every((one, index) => byCodeUnit(names[index - 1] ?? "", one) <= 0);
  if (names.length < 2 || !isSorted) return pairs.at(-1);
  return pairs.findLast((_, index) => byCodeUnit(names[index]!, name) < 0);
}

function textAt(node: ParsedNode | null, key: string): unknown {
  const value = isMapNode(node) ? pairOf(node, key)?.value : undefined;
  return isScalar(value) ? value.value : undefined;
}

/** Whether most events have a blank line before them. */
function hasBlankLines(text: string, pairs: readonly ParsedPair[]): boolean {
  const gaps = pairs.slice(1).map((pair, index) => text.slice(endOfPair(text, pairs[index]!), startOf(pair)));
  return gaps.filter((gap) => /\n[ \t]*\r?\n/u.test(gap)).length * 2 > gaps.length;
}

function intoFlowMap(map: ParsedMap, { text, event }: Site): Insertion {
  const [first] = map.items;
  const isJson = first === undefined ? /^\s*\{\s*"/u.test(text) : text.charAt(startOf(first)) === '"';
  return insertLast(text, map, writeFlowEntry(event, isJson));
}

/** The event in whole lines. */
function linesOf(site: Site, style: { readonly indentation: number; readonly step?: number }): string {
  return writeBlockEntry(site.event, { step: site.step, ...style, lineEnd: site.lineEnd });
}

/** Whole lines, below the line that something ends on: a comment behind it stays with it. */
function afterLine(
  end: number,
  lines: string,
  { text, lineEnd, hasGap }: Pick<Site, "text" | "lineEnd"> & { readonly hasGap: boolean },
): Insertion {
  const found = text.indexOf("\n", end);
  const gap = hasGap ? lineEnd : "";
  if (found !== -1) return { start: found + 1, inserted: gap + lines };
  // A file whose last line has no end keeps none.
  return { start: text.length, inserted: lineEnd + gap + lines.slice(0, -lineEnd.length) };
}

/** By how much the file indents, from the first map in it; 2 where nothing tells. */
function stepOf(text: string, root: ParsedMap): number {
  const outer = root.items[0] === undefined ? 0 : indentationOf(text, root.items[0]);
  const inner = root.items.map(({ value }) => value).find((value) => isBlockMap(value));
  return inner === undefined ? 2 : indentationOf(text, inner.items[0]!) - outer;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
