/**
 * Read access to the audited project, for the compiler: synchronous, and nothing outside of the project and the packages that it
 * can import, but for settings that a `tsconfig.json` extends.
 */
export interface SourceFiles {
  /** The text of a file without a byte order mark, or `undefined` if it does not exist or may not be read. */
  readFile(path: string): string | undefined;
  /** The text of a JSON file that a `tsconfig.json` extends, wherever it is. */
  readConfig(path: string): string | undefined;
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
  /** Names of the entries of a folder; none if it may not be read. */
  list(
    path: string,
  ): readonly { readonly name: string; readonly isFile: boolean; readonly isFolder: boolean }[];
  /** The path without links, or the path itself. */
  realPath(path: string): string;
}
