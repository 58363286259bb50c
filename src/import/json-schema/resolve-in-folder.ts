import { posix } from "node:path";
import { followFragment } from "../schema/references.ts";
import type { Resolve } from "../schema/flatten.ts";
import type { Cursor } from "../source/cursor.ts";
import { pathOf } from "./schema-files.ts";

/**
 * Finds what references name among the files of an import: in the same file, by the `$id` of a file, by a path relative to the
 * file, or by a path from the folder of all schemas. Nothing else is ever read.
 */
export function resolveInFolder(roots: readonly Cursor[]): Resolve {
  const byId = new Map<string, Cursor>();
  const byPath = new Map<string, Cursor>();
  for (const root of roots) {
    const id = root.textAt("$id") ?? root.textAt("id");
    if (id !== undefined && !byId.has(withoutHash(id))) byId.set(withoutHash(id), root);
    byPath.set(pathOf(root.document.file), root);
  }
  const paths = [...byPath.keys()];
  return (reference) => {
    const [written = "", fragment = ""] = String(reference.value).split("#");
    // The folder itself, `./`, has nothing to refer to: the file is meant.
    const address = written === "./" ? "" : written;
    const root =
      address === ""
        ? rootOf(reference, byPath)
        : (byId.get(address) ?? byPath.get(relativeTo(reference, address)) ?? bySuffix(address));
    return root && (fragment === "" ? root : followFragment(root, fragment));
  };

  /** A path from the folder of all schemas, which is not known: the one file whose path ends with it. */
  function bySuffix(address: string): Cursor | undefined {
    if (!address.startsWith("/")) return undefined;
    const path = pathOf(address.slice(1));
    const found = paths.filter((one) => one === path || one.endsWith(`/${path}`));
    return found.length === 1 ? byPath.get(found[0] ?? "") : undefined;
  }
}

function withoutHash(id: string): string {
  return id.replace(/#$/u, "");
}

function rootOf(at: Cursor, byPath: ReadonlyMap<string, Cursor>): Cursor | undefined {
  return byPath.get(pathOf(at.document.file));
}

function relativeTo({ document }: Cursor, address: string): string {
  return pathOf(posix.join(posix.dirname(document.file), address));
}
