import type { ParseFile } from "../read/files/parse-file.ts";

/** Tells the person who waits what is being done. Work is synchronous for long stretches: it is told before each of them. */
export interface Progress {
  /** @param phase - what begins now, such as `Making docs` */
  begin(phase: string): void;
  /** Nothing is waited for any more. What is printed next takes its place as well. */
  end(): void;
}

/** Reads a file, and tells before which it is. */
export function tellParsing(parse: ParseFile, progress: Progress): ParseFile {
  return (file, role) => {
    progress.begin(`Reading ${file.name}`);
    return parse(file, role);
  };
}
