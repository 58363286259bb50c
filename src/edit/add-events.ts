import { isDeepStrictEqual } from "node:util";
import { type Document, isScalar, type ParsedNode } from "yaml";
import { byCodeUnit } from "../text/order.ts";
import { entryOfEvent, type NewEvent } from "./new-event.ts";
import { type BlockStyle, plainValue, writeBlock, writeFlowEntry } from "./yaml-entries.ts";
import {
  afterLine,
  endOfNode,
  endOfPair,
  indentationOf,
  inPlaceOfNothing,
  insertAll,
  type Insertion,
  insertLast,
  isBlockMap,
  isMapNode,
  isNothing,
  keyOf,
  pairOf,
  parse,
  type ParsedMap,
  type ParsedPair,
  startOf,
  stepOf,
} from "./yaml-nodes.ts";

/** The plan's text with the new events, or why they cannot be added. */
type AddedEvents =
  /** `lines`: of the events, counted from 1. */
  | { readonly ok: true; readonly text: string; readonly lines: readonly number[] }
  /** An event of that name already exists on this line. */
  | { readonly ok: false; readonly kind: "exists"; readonly line: number }
  /** Why it cannot be added, as the end of a sentence. */
  | { readonly ok: false; readonly kind: "unclear"; readonly reason: string };

interface Site {
  readonly text: string;
  /** LF or CRLF. */
  readonly lineEnd: string;
  /** Columns per level of indentation. */
  readonly step: number;
  /** Whether properties without a description are on one line each. */
  readonly isCompact: boolean;
}

/**
 * Adds events to the text of a plan, each after the last event of its category, else in order if the names are sorted, else at
 * the end. Keeps the indentation, blank lines, style and line ends of the text; nothing but the events is new.
 *
 * @example
 * addEvents("events:\n  a: { description: A. }\n", [{ name: "b", description: "B.", properties: [] }])
 * // { ok: true, text: "events:\n  a: { description: A. }\n  b:\n    description: B.\n", lines: [3] }
 */
export function addEvents(
  text: string,
  added: readonly NewEvent[],
  { isCompact = false }: { readonly isCompact?: boolean } = {},
): AddedEvents {
  const before = parse(text);
  const root = before.contents;
  if (before.errors.length > 0) return unclear("the file is not valid YAML");
  if (!isMapNode(root)) return unclear("the file is not a map");
  const site = { text, lineEnd: /\r?\n/u.exec(text)?.[0] ?? "\n", step: stepOf(text, root), isCompact };
  const events = pairOf(root, "events")?.value;
  for (const { name } of added) {
    const taken = isMapNode(events) ? pairOf(events, name) : undefined;
    if (taken !== undefined) return { ok: false, kind: "exists", line: lineAt(text, startOf(taken)) };
  }
  // Others follow the first one where there is no line to insert them after yet.
  const now = isBlockMap(events) ? added : added.slice(0, 1);
  const insertions = now.map((event) => findInsertion(root, event, site));
  if (!insertions.every((insertion) => insertion !== undefined)) {
    return unclear("`events` is not a map of its own");
  }
  const edited = insertAll(text, insertions);
  const lines = linesOfEvents(before, edited, now);
  if (lines === undefined) return unclear("`events` is written in a way that cannot be edited safely");
  if (now.length === added.length) return { ok: true, text: edited, lines };
  const others = addEvents(edited, added.slice(1), { isCompact });
  return others.ok ? { ...others, lines: [...lines, ...others.lines] } : others;
}

function unclear(reason: string): AddedEvents {
  return { ok: false, kind: "unclear", reason };
}

/** Checks the result by parsing it: the lines of the events, if nothing but they are new. */
function linesOfEvents(
  before: Document.Parsed,
  edited: string,
  added: readonly NewEvent[],
): readonly number[] | undefined {
  const after = parse(edited);
  if (after.errors.length > 0 || !isMapNode(after.contents)) return undefined;
  const data = before.toJS() as Readonly<Record<string, unknown>>;
  const bodies = Object.fromEntries(
    added.map((event) => [event.name, plainValue(entryOfEvent(event).value)] as const),
  );
  const events = { ...(data["events"] as object | null), ...bodies };
  if (!isDeepStrictEqual(after.toJS(), { ...data, events })) return undefined;
  const map = pairOf(after.contents, "events")?.value;
  return added.flatMap(({ name }) => {
    const pair = isMapNode(map) ? pairOf(map, name) : undefined;
    return pair ? [lineAt(edited, startOf(pair))] : [];
  });
}

function findInsertion(root: ParsedMap, event: NewEvent, site: Site): Insertion | undefined {
  const events = pairOf(root, "events");
  const value = events?.value;
  if (isBlockMap(value)) return intoBlockMap(value, event, site);
  if (isMapNode(value) && (value.items.length > 0 || root.flow === true))
    return intoFlowMap(value, event, site);
  if (root.flow === true) return undefined;
  const outer = indentationOf(site.text, root.items[0]!);
  const entry = linesOf(event, { ...site, indentation: outer + site.step });
  if (events === undefined) {
    const heading = `${" ".repeat(outer)}events:${site.lineEnd}`;
    return afterLine(endOfNode(site.text, root), heading + entry, { ...site, hasGap: true });
  }
  return isNothing(value) ? inPlaceOfNothing(events, entry, site) : undefined;
}

function intoBlockMap(map: ParsedMap, event: NewEvent, site: Site): Insertion {
  const { text } = site;
  const indentation = indentationOf(text, map.items[0]!);
  const inner = map.items.map(({ value }) => value).find((value) => isBlockMap(value));
  const step = inner === undefined ? site.step : indentationOf(text, inner.items[0]!) - indentation;
  const entry = linesOf(event, { ...site, indentation, step });
  const hasGap = hasBlankLines(text, map.items);
  const previous = predecessorOf(event, map.items);
  if (previous !== undefined) return afterLine(endOfPair(text, previous), entry, { ...site, hasGap });
  // A comment right above the first event belongs to it.
  const start = startOfComment(text, startOf(map.items[0]!) - indentation);
  return { start, inserted: entry + (hasGap ? site.lineEnd : "") };
}

/** The start of the comment right above a line; without a comment, the line itself. */
function startOfComment(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const previous = text.lastIndexOf("\n", start - 2) + 1;
    if (!/^[ \t]*#/u.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start;
}

/** The event to insert after; nothing to insert before the first. */
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

function intoFlowMap(map: ParsedMap, event: NewEvent, { text }: Site): Insertion {
  const [first] = map.items;
  const isJson = first === undefined ? /^\s*\{\s*"/u.test(text) : text.charAt(startOf(first)) === '"';
  return insertLast(text, map, writeFlowEntry(entryOfEvent(event), isJson));
}

function linesOf(event: NewEvent, style: BlockStyle): string {
  return writeBlock([entryOfEvent(event)], style);
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
