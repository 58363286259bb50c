import * as fs from "node:fs";
import type { SourceFiles } from "../commands/io.ts";
import { isInside, withSlashes } from "../commands/paths.ts";

/** Larger files are made by tools, not by people. */
const MAX_BYTES = 5_000_000;

/**
 * Read access to the code of a project for the compiler, which asks synchronously. It may read what is in the root, the packages
 * that code there can import, wherever links lead to them, and settings that a `tsconfig.json` extends; nothing else.
 *
 * @param root - absolute, without links
 */
export function openSources(root: string): SourceFiles {
  const kinds = new Map<string, "file" | "folder" | undefined>();
  const kindOf = (path: string): "file" | "folder" | undefined => {
    if (kinds.has(path)) return kinds.get(path);
    const found = fs.statSync(path, { throwIfNoEntry: false });
    const isAllowed = found !== undefined && mayRead(root, path, real(path) ?? "");
    const kind = !isAllowed
      ? undefined
      : found.isFile()
        ? "file"
        : found.isDirectory()
          ? "folder"
          : undefined;
    kinds.set(path, kind);
    return kind;
  };
  return {
    readFile: (path) => (kindOf(path) === "file" ? readText(path) : undefined),
    readConfig: (path) =>
      path.endsWith(".json") && fs.statSync(path, { throwIfNoEntry: false })?.isFile() === true
        ? readText(path)
        : undefined,
    isFile: (path) => kindOf(path) === "file",
    isFolder: (path) => kindOf(path) === "folder",
    list: (path) => {
      if (kindOf(path) !== "folder") return [];
      return fs
        .readdirSync(path, { withFileTypes: true })
        .map((entry) => ({ name: entry.name, isFile: entry.isFile(), isFolder: entry.isDirectory() }));
    },
    realPath: (path) => withSlashes(real(path) ?? path),
  };
}

function readText(path: string): string | undefined {
  if (fs.statSync(path).size > MAX_BYTES) return undefined;
  return fs.readFileSync(path, "utf8").replace(/^\u{feff}/u, "");
}

function real(path: string): string | undefined {
  try {
    return fs.realpathSync(path);
  } catch {
    return undefined;
  }
}

/** A package may be linked from a store outside of the project; a folder above the project may hold hoisted packages. */
function mayRead(root: string, path: string, target: string): boolean {
  if (isInside(root, target)) return true;
  return path.includes("/node_modules/") || path.endsWith("/node_modules") || path.endsWith("/package.json");
}
