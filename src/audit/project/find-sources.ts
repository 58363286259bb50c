import { COMPONENT_FILE } from "./embedded-scripts.ts";
import type { SourceFiles } from "./source-files.ts";

/** The files of a project that the audit may look at. Absolute paths, sorted. */
export interface FoundSources {
  readonly sources: readonly string[];
  /** `package.json` files. */
  readonly manifests: readonly string[];
  /** Files of tests, which are not the product's code. */
  readonly tests: number;
}

const SOURCE_FILE = /\.[cm]?[jt]sx?$/u;
const DECLARATION_FILE = /\.d\.(?:[a-z]+\.)?[cm]?ts$/u;
const TEST_FILE =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|e2e|cypress|playwright|fixtures)\/|[._-](?:test|tests|spec|e2e|cy|stories|story|mock)\.[cm]?[jt]sx?$/u;

/** Folders that tools write, and folders of packages. */
const SKIPPED: ReadonlySet<string> = new Set([
  "node_modules",
  "bower_components",
  "dist",
  "build",
  "out",
  "coverage",
  "vendor",
]);

/**
 * Finds the source files under folders. Hidden folders and those of tools are left out, and links are not followed.
 *
 * @param start - files and folders, absolute, with `/`
 * @param isIgnored - whether the project's Git ignores a path
 */
export function findSources(
  start: readonly string[],
  files: SourceFiles,
  { root, isIgnored }: { readonly root: string; readonly isIgnored: (path: string) => boolean },
): FoundSources {
  const sources = new Set<string>();
  const manifests = new Set<string>();
  let tests = 0;
  const addFile = (path: string, isNamed: boolean): void => {
    if (path.endsWith("/package.json")) manifests.add(path);
    if (!(SOURCE_FILE.test(path) || COMPONENT_FILE.test(path)) || DECLARATION_FILE.test(path)) return;
    if (!isNamed && TEST_FILE.test(path.slice(root.length))) tests++;
    else sources.add(path);
  };
  const addFolder = (folder: string): void => {
    for (const { name, isFile, isFolder } of files.list(folder)) {
      const path = `${folder}/${name}`;
      if (isIgnored(path)) continue;
      if (isFile) addFile(path, false);
      else if (isFolder && !SKIPPED.has(name) && !name.startsWith(".")) addFolder(path);
    }
  };
  for (const path of start) {
    if (files.isFile(path)) addFile(path, true);
    else addFolder(path);
  }
  return { sources: [...sources].toSorted(), manifests: [...manifests].toSorted(), tests };
}
