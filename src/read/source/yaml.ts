import {
  type CST,
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Parser,
} from "yaml";
import type { Range } from "../report.ts";
import type { PlacedValue } from "./locate.ts";

/** Checked before composing, which is recursive: Node aborts when it runs out of stack. */
export const MAX_DEPTH = 60;

/** YAML's own nodes, with their ranges. */
export type YamlNode = Node;

/** The documents of a text, or where it is nested too deeply. */
export type Parsed =
  | { readonly kind: "documents"; readonly documents: readonly Document.Parsed[] }
  | { readonly kind: "too-deep"; readonly range: Range };

/** Text to YAML documents. Never throws: each document has its `errors` and `warnings`. */
export function parseYaml(text: string): Parsed {
  const tokens = [...new Parser().parse(text)];
  const deep = findTooDeep(tokens);
  if (deep !== undefined) return { kind: "too-deep", range: [deep, deep + 1] };
  const composer = new Composer({
    merge: true,
    // data.ts checks keys in linear time, knows both places, and continues.
    uniqueKeys: false,
    // Tags of YAML 1.1, such as `!!set`, have no meaning in a plan.
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  return {
    kind: "documents",
    documents: [...composer.compose(tokens, true, text.length)] as Document.Parsed[],
  };
}

/** The offset of the first token below {@link MAX_DEPTH}. Not recursive, for the same reason. */
function findTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({
    token,
    depth: 0,
  }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return token.offset;
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  return token.items.flatMap((item) =>
    [item.key, item.value].filter((child) => child !== undefined && child !== null),
  );
}

/** The target of each alias. Filled while the document is read, since anchors may be redefined. */
export type AliasTargets = WeakMap<YamlNode, YamlNode>;

/** A key of a map and its value. */
interface Entry {
  readonly keyNode: YamlNode;
  readonly value: YamlNode | null;
}

/** The node behind an alias, or the node itself. */
export function follow(node: YamlNode | null, targets: AliasTargets): YamlNode | null {
  return isAlias(node) ? (targets.get(node) ?? null) : node;
}

/** Whether a pair is `<<: …`. In quotes it is an ordinary key. */
export function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && typeof pair.key.value === "symbol";
}

/** The text of a key, or nothing when it is not a string. */
export function textOfKey(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  const { value, source } = key;
  // Of a whole number, YAML and JavaScript have one text.
  const isText = typeof value === "string" || (Number.isSafeInteger(value) && String(value) === source);
  return isText ? String(value) : undefined;
}

/** The entries of a map by key: its own, and those of its merged maps, of which the first wins. */
function entriesByKey(map: YamlNode, targets: AliasTargets): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  if (!isMap(map)) return entries;
  for (const pair of map.items) {
    const key = textOfKey(pair.key);
    if (key === undefined || entries.has(key)) continue;
    entries.set(key, { keyNode: pair.key as YamlNode, value: pair.value as YamlNode | null });
  }
  for (const pair of map.items.filter(isMergeKey)) {
    for (const source of mergeSources(pair, targets)) {
      for (const [key, entry] of entriesByKey(source, targets)) {
        if (!entries.has(key)) entries.set(key, entry);
      }
    }
  }
  return entries;
}

/** What a merge key names, in order; it may not be a map. */
function mergeSources(pair: Pair, targets: AliasTargets): readonly YamlNode[] {
  const value = follow(pair.value as YamlNode | null, targets);
  const list = isSeq(value) ? (value.items as YamlNode[]).map((item) => follow(item, targets)) : [value];
  return list.filter((node) => node !== null);
}

/** A node and what is in it, with their places. */
export function placeNode(node: YamlNode | null, targets: AliasTargets): PlacedValue | undefined {
  const known = new WeakMap<YamlNode, PlacedValue>();
  const place = (placed: YamlNode | null): PlacedValue | undefined => {
    const target = follow(placed, targets);
    if (target === null) return undefined;
    const value = known.get(target) ?? placeTarget(target);
    known.set(target, value);
    return value;
  };
  const placeTarget = (target: YamlNode): PlacedValue => {
    // Thousands of places may be in one map.
    let entries: ReadonlyMap<string, Entry> | undefined;
    return {
      range: rangeOf(target),
      scalar: isScalar(target) ? target : undefined,
      child(step) {
        if (isSeq(target)) {
          const item = place((target.items[Number(step)] as YamlNode | undefined) ?? null);
          return item && { key: item.range, value: item };
        }
        entries ??= entriesByKey(target, targets);
        const entry = entries.get(String(step));
        return entry && { key: rangeOf(entry.keyNode), value: place(entry.value) };
      },
    };
  };
  return place(node);
}

/** The range of a node, without trailing comments and space. */
export function rangeOf(node: YamlNode): Range {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}
