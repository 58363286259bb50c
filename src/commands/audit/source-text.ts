import type { Span } from "../../audit/facts/facts.ts";
import type { Place } from "../../diagnostics/diagnostic.ts";
import type { SourceFiles } from "../io.ts";
import { displayPath } from "../paths.ts";

/** The text of source files, line by line. */
export interface SourceText {
  /** The lines of a file, without their breaks. */
  linesOf(file: string): readonly string[];
  /** A stretch of code as a place for people; of several lines, the first. */
  placeOf(span: Span): Place;
}

export function readSourceText(files: SourceFiles, cwd: string): SourceText {
  const texts = new Map<string, FileText>();
  const read = (file: string): FileText => {
    const known = texts.get(file);
    if (known) return known;
    const text = splitLines(files.readFile(file) ?? "");
    texts.set(file, text);
    return text;
  };
  return {
    linesOf: (file) => read(file).lines,
    placeOf: ({ file, start, end }) => {
      const { lines, starts } = read(file);
      const index = Math.max(
        starts.findLastIndex((at) => at <= start),
        0,
      );
      const source = lines[index] ?? "";
      const column = start - (starts[index] ?? 0);
      const length = Math.max(Math.min(end - start, source.length - column), 1);
      return { file: displayPath(cwd, file), line: index + 1, column: column + 1, length, source };
    },
  };
}

interface FileText {
  readonly lines: readonly string[];
  /** Where each line begins. */
  readonly starts: readonly number[];
}

function splitLines(text: string): FileText {
  const lines: string[] = [];
  const starts: number[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\r|\n|$/gu)) {
    starts.push(start);
    lines.push(text.slice(start, match.index));
    start = match.index + match[0].length;
  }
  return { lines, starts };
}
