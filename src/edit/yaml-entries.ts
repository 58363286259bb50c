import { Document, Pair, Scalar, stringify, YAMLMap, YAMLSeq } from "yaml";
import type { JsonValue } from "../text/json.ts";
import { escapeUnprintable } from "../text/quote.ts";

/** A key of a map with its value. */
export interface Entry {
  readonly key: string;
  readonly value: Value;
  /** Comments above it, each one line. */
  readonly notes?: readonly string[] | undefined;
}

/** A part of a plan as plain data, in the order in which its keys are written. */
export type Value = string | number | boolean | null | readonly Value[] | EntryMap;

/** A map, in the order in which its keys are written. */
export interface EntryMap {
  readonly entries: readonly Entry[];
  /** Whether it may be on one line. */
  readonly isShort?: boolean | undefined;
}

/** How a file is written. */
export interface BlockStyle {
  /** Columns before the keys. */
  readonly indentation: number;
  /** Columns that each level is indented by. */
  readonly step: number;
  readonly lineEnd: string;
  /** Whether maps that may be short are on one line, where they fit. */
  readonly isCompact?: boolean | undefined;
  /** Whether a blank line is between the entries. */
  readonly hasGaps?: boolean | undefined;
}

/** Longest map on one line, in columns from its brace. */
const MAX_SHORT = 90;

/** Entries as lines of YAML. Strings that YAML would read differently are quoted. */
export function writeBlock(entries: readonly Entry[], style: BlockStyle): string {
  const { indentation, step, lineEnd, isCompact = false, hasGaps = false } = style;
  const map = mapNode(entries, isCompact);
  if (hasGaps) for (const { key } of map.items.slice(1)) key.spaceBefore = true;
  const options = { indent: step, lineWidth: 0, nullStr: "" };
  const lines = new Document(map).toString(options).trimEnd().split("\n");
  return lines.map((line) => `${line === "" ? "" : " ".repeat(indentation) + line}${lineEnd}`).join("");
}

/**
 * An entry on one line, for a map in braces. Comments are left out.
 *
 * @param isJson - whether keys and texts are in double quotes, as in JSON
 */
export function writeFlowEntry({ key, value }: Entry, isJson: boolean): string {
  const written = stringify(
    { [key]: plainValue(value) },
    {
      collectionStyle: "flow",
      lineWidth: 0,
      ...(isJson && { defaultKeyType: "QUOTE_DOUBLE", defaultStringType: "QUOTE_DOUBLE" }),
    },
  );
  return written.trim().slice(1, -1).trim();
}

/** Data as a part of a plan: a map may be on one line. */
export function valueOf(data: JsonValue): Value {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map(valueOf);
  return {
    entries: Object.entries(data).map(([key, value]) => ({ key, value: valueOf(value) })),
    isShort: true,
  };
}

/** A value as YAML reads it. */
export function plainValue(value: Value): unknown {
  if (isList(value)) return value.map(plainValue);
  return isEntryMap(value)
    ? Object.fromEntries(value.entries.map((entry) => [entry.key, plainValue(entry.value)]))
    : value;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isEntryMap(value: Value): value is EntryMap {
  return typeof value === "object" && value !== null && !isList(value);
}

type Node = Scalar | YAMLMap<Scalar, Node> | List;

/** A list of scalars is on one line: `[free, pro]`, while maps have spaces inside of their braces. */
class List extends YAMLSeq<Node> {
  override flow = true;

  override toString(...[context, ...rest]: Parameters<YAMLSeq["toString"]>): string {
    return super.toString(
      context && this.flow ? { ...context, flowCollectionPadding: "" } : context,
      ...rest,
    );
  }
}

function mapNode(entries: readonly Entry[], isCompact: boolean): YAMLMap<Scalar, Node> {
  const map = new YAMLMap<Scalar, Node>();
  for (const { key, value, notes = [] } of entries) {
    const name = new Scalar(key);
    if (notes.length > 0) name.commentBefore = notes.map((note) => ` ${escapeUnprintable(note)}`).join("\n");
    map.items.push(new Pair(name, nodeOf(value, isCompact)));
  }
  return map;
}

function nodeOf(value: Value, isCompact: boolean): Node {
  if (isEntryMap(value)) {
    const map = mapNode(value.entries, isCompact);
    map.flow = map.items.length === 0 || (isCompact && value.isShort === true && fitsLine(value));
    return map;
  }
  if (!isList(value)) return new Scalar(value);
  const list = new List();
  list.flow = !value.some(isEntryMap);
  list.items.push(...value.map((item) => (item === null ? nullItem() : nodeOf(item, isCompact))));
  for (const item of list.items) if (isOfSeveralLines(item)) item.type = Scalar.QUOTE_DOUBLE;
  return list;
}

/** A `null` that is written: without a key, nothing would be there. */
function nullItem(): Scalar {
  const item = new Scalar(null);
  item.source = "null";
  return item;
}

/** On one line, the library writes some of them without the quotes that they need, such as `:` above `'`. */
function isOfSeveralLines(node: Node): node is Scalar {
  return node instanceof Scalar && typeof node.value === "string" && node.value.includes("\n");
}

function fitsLine(value: EntryMap): boolean {
  const written = JSON.stringify(plainValue(value));
  return !hasNotes(value) && written.length <= MAX_SHORT && !written.includes("\\n");
}

function hasNotes({ entries }: EntryMap): boolean {
  return entries.some(({ value, notes = [] }) => notes.length > 0 || (isEntryMap(value) && hasNotes(value)));
}
