import { findSources, type FoundSources } from "../../audit/project/find-sources.ts";
import { ignoredFiles } from "../git/git-files.ts";
import type { Io, SourceFiles } from "../io.ts";
import { isInside, withSlashes } from "../paths.ts";
import { PLAN_FILE } from "../plan-files/plan-file.ts";

/** Whose source files to find. All paths are absolute and without links. */
interface ProjectFolder {
  readonly root: string;
  /** That of the plan. */
  readonly folder: string;
  /** Files and folders that are looked at in any case. */
  readonly named: readonly string[];
}

/** Finds the source files of a plan's project: without what Git ignores, and without folders that have a plan of their own. */
export async function findProjectSources(
  { root, folder, named }: ProjectFolder,
  sources: SourceFiles,
  io: Io,
): Promise<FoundSources> {
  const ignored = await ignoredFiles(root, io);
  const hasOtherPlan = (path: string): boolean =>
    sources.isFolder(path) && sources.isFile(`${path}/${PLAN_FILE}`) && !isInside(path, folder);
  return findSources([withSlashes(root), ...named], sources, {
    root,
    isIgnored: (path) => ignored.has(path) || hasOtherPlan(path),
  });
}
