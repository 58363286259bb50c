import { isScalar, isSeq } from "yaml";
import type { Place } from "../../diagnostics/diagnostic.ts";
import type { Pointer } from "../../plan/property.ts";
import type { Range, Spot } from "../report.ts";
import { type AliasTargets, type Entry, entriesByKey, follow, rangeOf, type YamlNode } from "./yaml.ts";

/** Finds parts of the plan in the file. */
export interface Locator {
  /** The place of a part: of an alias or a merge key its anchor, of a missing part the nearest one around it. */
  locate(spot: Spot): Place;
  /** A scalar as the author wrote it, such as `1.0` or `"a"`; empty if there is none. */
  written(at: Pointer): string;
}

/** The text of a file and, if it could be parsed, its YAML. */
interface Located {
  readonly text: string;
  readonly root: YamlNode | null;
  readonly targets: AliasTargets;
  /** A cache: thousands of findings may be in one map. */
  readonly entries: WeakMap<YamlNode, ReadonlyMap<string, Entry>>;
}

/** @param read Finds the YAML, when a place is asked for. */
export function createLocator(
  file: string,
  text: string,
  read: () => Pick<Located, "root" | "targets">,
): Locator {
  let lines: Lines | undefined;
  let known: Located | undefined;
  const source = (): Located => (known ??= { text, ...read(), entries: new WeakMap() });
  return {
    locate: (spot) => (lines ??= linesOf(file, text)).placeOf(spot.range ?? findRange(source(), spot)),
    written(at) {
      const { node, found } = walk(source(), at);
      return found && isScalar(node) ? text.slice(...rangeOf(node)) : "";
    },
  };
}

/** Follows a pointer from the root, as far as it leads. */
function walk(
  source: Located,
  at: Pointer,
): { readonly node: YamlNode | null; readonly key: YamlNode | null; readonly found: boolean } {
  let node = follow(source.root, source.targets);
  let key: YamlNode | null = null;
  for (const step of at) {
    const child: { key: YamlNode | null; value: YamlNode | null } | undefined = childOf(node, step, source);
    if (child === undefined) return { node, key, found: false };
    key = child.key;
    node = follow(child.value, source.targets);
  }
  return { node, key, found: true };
}

function findRange(source: Located, { at = [], part, within }: Spot): Range {
  const { node, key, found } = walk(source, at);
  const single = isScalar(node) && node.range?.[0] !== node.range?.[1];
  if (node !== null && (part === "value" || (part === undefined && single && found))) {
    return within === undefined ? rangeOf(node) : rangeWithin(node, within, source.text);
  }
  if (key !== null) return rangeOf(key);
  return at.length === 0 || node === null ? [0, 1] : rangeOf(node);
}

function childOf(
  node: YamlNode | null,
  step: string | number,
  { targets, entries }: Located,
): { key: YamlNode | null; value: YamlNode | null } | undefined {
  if (node === null) return undefined;
  if (isSeq(node)) {
    const item = node.items[Number(step)] as YamlNode | undefined;
    // An item is its own key.
    return item === undefined ? undefined : { key: follow(item, targets), value: item };
  }
  const known = entries.get(node) ?? entriesByKey(node, targets);
  entries.set(node, known);
  const entry = known.get(String(step));
  return entry && { key: entry.keyNode, value: entry.value };
}

/** Some characters of a scalar, or all of it if it is written with escapes. */
function rangeWithin(node: YamlNode, [start, end]: Range, text: string): Range {
  const [from, to] = rangeOf(node);
  const value = isScalar(node) && typeof node.value === "string" ? node.value : "";
  const offset = value === "" ? -1 : text.slice(from, to).indexOf(value);
  return offset === -1 ? [from, to] : [from + offset + start, from + offset + Math.max(end, start + 1)];
}

/** Turns offsets in a text into places. */
export interface Lines {
  /** The place of a range, up to the end of its first line. */
  placeOf(range: Range): Place;
}

/**
 * Finds lines in a text. They end with LF or CRLF, as in YAML.
 *
 * @example linesOf("a.yaml", "a: 1\nb: 2\n").placeOf([8, 9])
 * // { file: "a.yaml", line: 2, column: 4, length: 1, source: "b: 2" }
 */
export function linesOf(file: string, text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return {
    placeOf([start, end]) {
      const from = Math.min(Math.max(start, 0), text.length);
      const index = lastNotAbove(starts, from);
      const lineStart = starts[index] ?? 0;
      const next = starts[index + 1];
      const source = text.slice(lineStart, next === undefined ? undefined : next - 1).replace(/\r$/u, "");
      const column = Math.min(from - lineStart, source.length);
      const length = Math.max(1, Math.min(end - from, source.length - column));
      return { file, line: index + 1, column: column + 1, length, source };
    },
  };
}

function lastNotAbove(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
