import { isDeepStrictEqual } from "node:util";
import { entriesOfProperties, type NewProperty } from "./new-event.ts";
import { plainValue, writeBlock, writeFlowEntry } from "./yaml-entries.ts";
import {
  afterLine,
  endOfNode,
  endOfPair,
  indentationOf,
  insertAll,
  type Insertion,
  insertLast,
  isBlockMap,
  isMapNode,
  pairOf,
  parse,
  type ParsedMap,
  startOf,
  stepOf,
} from "./yaml-nodes.ts";

/** Properties to add to an event that a plan has. */
export interface MoreProperties {
  readonly event: string;
  readonly properties: readonly NewProperty[];
}

/**
 * Adds properties to events of a plan's text, each after the last one of its event. Keeps the style and line ends of the text;
 * nothing but the properties is new.
 *
 * @returns the text, and the events that it cannot be added to safely: those of other files, and those written in a way that no line
 *   can be added to. Where that is all, the text is as it was.
 */
export function addProperties(
  text: string,
  added: readonly MoreProperties[],
): { readonly text: string; readonly left: readonly string[] } {
  const before = parse(text);
  const root = before.contents;
  const names = added.map(({ event }) => event);
  if (before.errors.length > 0 || !isMapNode(root)) return { text, left: names };
  const events = pairOf(root, "events")?.value;
  const found = added.flatMap((more) => {
    const body = isMapNode(events) ? pairOf(events, more.event)?.value : undefined;
    const insertion = isMapNode(body)
      ? findInsertion(body, more.properties, { text, step: stepOf(text, root) })
      : undefined;
    return insertion === undefined ? [] : [{ ...more, insertion }];
  });
  const edited = insertAll(
    text,
    found.map(({ insertion }) => insertion),
  );
  if (!isExactly(edited, before.toJS() as PlanData, found)) return { text, left: names };
  const done = new Set(found.map(({ event }) => event));
  return { text: edited, left: names.filter((name) => !done.has(name)) };
}

interface Site {
  readonly text: string;
  /** Columns per level of indentation. */
  readonly step: number;
}

function findInsertion(
  body: ParsedMap,
  properties: readonly NewProperty[],
  { text, step }: Site,
): Insertion | undefined {
  const lineEnd = /\r?\n/u.exec(text)?.[0] ?? "\n";
  const map = entriesOfProperties(properties);
  const pair = pairOf(body, "properties");
  if (pair === undefined) {
    if (body.items.length === 0) return undefined;
    if (body.flow === true) {
      return insertLast(text, body, writeFlowEntry({ key: "properties", value: map }, isJson(text, body)));
    }
    const outer = indentationOf(text, body.items[0]!);
    const style = { indentation: outer, step, lineEnd, isCompact: true };
    return afterLine(endOfNode(text, body), writeBlock([{ key: "properties", value: map }], style), {
      text,
      lineEnd,
    });
  }
  const { value } = pair;
  if (isBlockMap(value)) {
    const indentation = indentationOf(text, value.items[0]!);
    const lines = writeBlock(map.entries, { indentation, step, lineEnd, isCompact: true });
    return afterLine(endOfPair(text, value.items.at(-1)!), lines, { text, lineEnd });
  }
  if (!isMapNode(value) || value.items.length === 0) return undefined;
  const entries = map.entries.map((entry) => writeFlowEntry(entry, isJson(text, value)));
  return insertLast(text, value, entries.join(", "));
}

/** Whether the keys of a map in braces are in double quotes. */
function isJson(text: string, map: ParsedMap): boolean {
  return text.charAt(startOf(map.items[0]!)) === '"';
}

type PlanData = Readonly<Record<string, unknown>>;

/** Checks the result by parsing it: nothing but the properties is new. */
function isExactly(edited: string, data: PlanData, added: readonly MoreProperties[]): boolean {
  const after = parse(edited);
  if (after.errors.length > 0) return false;
  const events: Record<string, unknown> = { ...(data["events"] as object | null) };
  for (const { event, properties } of added) {
    const body = events[event] as PlanData;
    const more = plainValue(entriesOfProperties(properties)) as object;
    events[event] = { ...body, properties: { ...(body["properties"] as object | undefined), ...more } };
  }
  return isDeepStrictEqual(after.toJS(), { ...data, ...(added.length > 0 && { events }) });
}
