import type { Place } from "../../diagnostics/diagnostic.ts";
import type { Pointer } from "../../plan/property.ts";
import type { Range, Spot } from "../report.ts";

/** Finds parts of the plan in the file. */
export interface Locator {
  /** The place of a part: of an alias or a merge key its anchor, of a missing part the nearest one around it. */
  locate(spot: Spot): Place;
  /** A scalar as the author wrote it, such as `1.0` or `"a"`; empty if nothing was written. */
  written(at: Pointer): string;
}

/** A value of a file, and where it is. An alias is what it stands for. */
export interface PlacedValue {
  readonly range: Range;
  /** Undefined for a map or a list. */
  readonly scalar: { readonly value: unknown } | undefined;
  /** What is in a map or a list. An item of a list is its own key. */
  child(step: string | number): { readonly key: Range; readonly value: PlacedValue | undefined } | undefined;
}

/** @param read Finds the values of the file, when a place is asked for. */
export function createLocator(file: string, text: string, read: () => PlacedValue | undefined): Locator {
  let lines: Lines | undefined;
  let known: { readonly root: PlacedValue | undefined } | undefined;
  const rootOf = (): PlacedValue | undefined => (known ??= { root: read() }).root;
  return {
    locate: (spot) => (lines ??= linesOf(file, text)).placeOf(spot.range ?? findRange(rootOf(), spot, text)),
    written(at) {
      const { value, found } = walk(rootOf(), at);
      return found && value?.scalar !== undefined ? text.slice(...value.range) : "";
    },
  };
}

/** Follows a pointer from the root, as far as it leads. */
function walk(
  root: PlacedValue | undefined,
  at: Pointer,
): { readonly value: PlacedValue | undefined; readonly key: Range | undefined; readonly found: boolean } {
  let value = root;
  let key: Range | undefined;
  for (const step of at) {
    const child = value?.child(step);
    if (child === undefined) return { value, key, found: false };
    ({ key, value } = child);
  }
  return { value, key, found: true };
}

function findRange(root: PlacedValue | undefined, { at = [], part, within }: Spot, text: string): Range {
  const { value, key, found } = walk(root, at);
  const single = value?.scalar !== undefined && value.range[0] !== value.range[1];
  if (value !== undefined && (part === "value" || (part === undefined && single && found))) {
    return within === undefined ? value.range : rangeWithin(value, within, text);
  }
  if (key !== undefined) return key;
  return at.length === 0 || value === undefined ? [0, 1] : value.range;
}

/** Some characters of a scalar, or all of it if it is written with escapes. */
function rangeWithin({ range: [from, to], scalar }: PlacedValue, [start, end]: Range, text: string): Range {
  const value = typeof scalar?.value === "string" ? scalar.value : "";
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
