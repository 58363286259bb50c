import { readFileSync, writeFileSync } from "node:fs";
import { decode, encode, type SourceMapLine, type SourceMapSegment } from "@jridgewell/sourcemap-codec";

interface SourceMap {
  readonly names: readonly string[];
  readonly mappings: string;
}

/**
 * Makes a source map say which line each line comes from, and no more: a quarter of its size. Stacks show the same lines as
 * before, and debuggers stop at them.
 */
export function keepLines(path: string): void {
  const map = JSON.parse(readFileSync(path, "utf8")) as SourceMap;
  const lines = decode(map.mappings).map(onePerLine);
  writeFileSync(path, JSON.stringify({ ...map, names: [], mappings: encode(lines) }));
}

function onePerLine(segments: SourceMapLine): SourceMapLine {
  return segments
    .filter(([, source, line], index) => {
      const [, lastSource, lastLine] = segments[index - 1] ?? [];
      return source !== lastSource || line !== lastLine;
    })
    .map((segment) => segment.slice(0, 4) as SourceMapSegment);
}
