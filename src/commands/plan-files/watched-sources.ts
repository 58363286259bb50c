import { createHash } from "node:crypto";
import type { SourceFiles } from "../io.ts";

const READS = [
  "isFile",
  "isFolder",
  "list",
  "readFile",
  "realPath",
] as const satisfies readonly (keyof SourceFiles)[];

/** What a run asked for of the source files in a folder, and a digest of all answers. */
export interface SourceReads {
  readonly root: string;
  readonly asked: readonly (readonly [operation: string, path: string])[];
  readonly digest: string;
}

export interface WatchedSources {
  readonly files: SourceFiles;
  reads(): SourceReads;
}

/** The same source files, which remember what is asked. */
export function watchSources(root: string, files: SourceFiles): WatchedSources {
  const asked: [operation: string, path: string][] = [];
  const hash = createHash("sha256");
  const watched = READS.map((operation) => [
    operation,
    (path: string): unknown => {
      const answer = files[operation](path);
      asked.push([operation, path]);
      hash.update(JSON.stringify([answer]));
      return answer;
    },
  ]);
  return {
    files: Object.fromEntries(watched) as SourceFiles,
    reads: () => ({ root, asked, digest: hash.copy().digest("hex") }),
  };
}

/** Whether the source files still give the same answers. */
export function isSameSources({ root, asked, digest }: SourceReads, files: SourceFiles): boolean {
  const again = watchSources(root, files);
  for (const [operation, path] of asked) {
    const known = READS.find((one) => one === operation);
    if (known === undefined) return false;
    again.files[known](path);
  }
  return again.reads().digest === digest;
}
