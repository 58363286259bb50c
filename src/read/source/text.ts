import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Place } from "../../diagnostics/diagnostic.ts";

/** Larger files are not plans. A plan of 1,000 events takes about 1 MB. */
export const MAX_FILE_BYTES = 10_000_000;

/** The text of a file without its byte order mark, or why there is none. */
export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: DiagnosticCode; readonly message: string; readonly hint: string };

/** Bytes of a plan file to text. Never throws. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_FILE_BYTES) {
    return {
      ok: false,
      code: "file-too-large",
      message: `The file has ${inWords(bytes.length)}; a plan has at most ${inWords(MAX_FILE_BYTES)}.`,
      hint: "Check that this is the plan, or split it.",
    };
  }
  if (bytes.includes(0)) {
    return notText("The file holds a NUL byte: it is not a text file in UTF-8.");
  }
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return notText("The file holds bytes that are not UTF-8.");
  }
}

function inWords(bytes: number): string {
  return `${bytes.toLocaleString("en-US")} bytes`;
}

function notText(message: string): Decoded {
  return { ok: false, code: "file-not-text", message, hint: "Check the path, or save the file as UTF-8." };
}

/** Offsets in a text, from the first character that is meant to the one after the last. */
export type Range = readonly [start: number, end: number];

/** Turns offsets in a text into places for people. */
export interface Lines {
  /** The place of a range; what goes on after the end of its first line is left out. */
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
