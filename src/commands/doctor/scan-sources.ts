import { extname, join } from "node:path";
import type { Io } from "../io.ts";
import { displayPath, isInside, unlessMissing } from "../paths.ts";

/** A source file of the project. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** For people. */
  readonly name: string;
  readonly text: string;
}

/** What was read, and whether that is all there is. */
export interface ScannedSources {
  readonly files: readonly SourceFile[];
  readonly isComplete: boolean;
}

/** More than any product has in one repository; beyond it the search is not complete, which is said. */
const MAX_FILES = 5_000;

/** Bytes; larger files are bundles. */
const MAX_SIZE = 500_000;

const EXTENSIONS = new Set([".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte"]);

/** What is made or installed, and not written. Folders with a leading dot are left out as well. */
const SKIPPED = new Set(["node_modules", "dist", "build", "out", "coverage", "vendor"]);

/**
 * Reads the sources of a repository. Links are not followed.
 *
 * @param root - absolute
 * @param without - folders to leave out, absolute: those of generated files
 */
export async function scanSources(
  root: string,
  without: readonly string[],
  { files, cwd }: Pick<Io, "files" | "cwd">,
): Promise<ScannedSources> {
  const found: SourceFile[] = [];
  const folders = [root];
  let seen = 0;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const entries = (await unlessMissing(files.readdir(folder, { withFileTypes: true }))) ?? [];
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (without.some((generated) => isInside(generated, path))) continue;
      if (entry.isDirectory() && !SKIPPED.has(entry.name) && !entry.name.startsWith(".")) folders.push(path);
      if (!entry.isFile() || !EXTENSIONS.has(extname(entry.name))) continue;
      seen += 1;
      if (seen > MAX_FILES) return { files: found, isComplete: false };
      if ((await files.stat(path)).size > MAX_SIZE) continue;
      found.push({ path, name: displayPath(cwd, path), text: await files.readFile(path, "utf8") });
    }
  }
  return { files: found, isComplete: true };
}

/** Where a pattern is found: each with its file and line, in the order of the files. Lines of comments do not count. */
export function findInSources(
  sources: readonly SourceFile[],
  pattern: RegExp,
): readonly { readonly file: string; readonly line: number; readonly text: string }[] {
  return sources.flatMap(({ name, text }) =>
    pattern.test(text)
      ? text.split("\n").flatMap((line, index) => {
          const found = /^\s*(?:\/\/|\*|\/\*)/u.test(line) ? undefined : pattern.exec(line)?.[0];
          return found === undefined ? [] : [{ file: name, line: index + 1, text: found }];
        })
      : [],
  );
}
