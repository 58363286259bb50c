import { join, relative } from "node:path";
import type { FolderEntry, PlanFiles } from "../read/files/plan-files.ts";
import type { Files } from "./io.ts";
import { leadsAstray } from "./output-folders.ts";
import { displayPath, unlessMissing, withSlashes } from "./paths.ts";
import { describeSystemError, isSystemError } from "./system-error.ts";

/** Reading a plan tells what is wrong with a large file; this is only what fits into memory. */
export const MAX_BYTES = 1_000_000_000;

/**
 * The files of a plan on the disk. Links are resolved, and what is not in the repository then is not even listed: a link
 * that came with a pull request must not show what the machine holds.
 *
 * @param repository Its root, absolute and without links.
 */
export function diskFiles(
  { repository, cwd }: { readonly repository: string; readonly cwd: string },
  files: Files,
): PlanFiles {
  return {
    async list(folder) {
      const real = await unlessMissing(files.realpath(join(repository, folder)));
      if (real === undefined || leadsAstray(repository, real)) return [];
      const entries = (await unlessMissing(files.readdir(real, { withFileTypes: true }))) ?? [];
      return entries.flatMap((entry): readonly FolderEntry[] => {
        if (entry.isDirectory()) return [{ name: entry.name, kind: "folder" }];
        return entry.isFile() || entry.isSymbolicLink() ? [{ name: entry.name, kind: "file" }] : [];
      });
    },
    async read(path) {
      try {
        const real = await unlessMissing(files.realpath(join(repository, path)));
        if (real === undefined) return { kind: "missing" };
        if (leadsAstray(repository, real)) return { kind: "outside" };
        const found = await files.stat(real);
        // Not a pipe or a device, which may never end.
        if (!found.isFile()) {
          const reason = found.isDirectory() ? "it is a folder" : "it is not a regular file";
          return { kind: "unreadable", reason };
        }
        if (found.size > MAX_BYTES) return { kind: "unreadable", reason: "it is larger than 1 GB" };
        const bytes = await files.readFile(real);
        const own = withSlashes(relative(repository, real));
        return { kind: "file", path: own, name: displayPath(cwd, real), bytes };
      } catch (error) {
        if (!isSystemError(error)) throw error;
        return { kind: "unreadable", reason: describeSystemError(error) };
      }
    },
  };
}
