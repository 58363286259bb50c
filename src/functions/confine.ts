import { dirname, resolve } from "node:path";
import { UsageError } from "../commands/io.ts";
import { isInside, unlessMissing } from "../commands/paths.ts";
import { findPlanFile } from "../commands/plan-files/plan-file.ts";
import { findRoot } from "../commands/plan-files/project-root.ts";
import type { Project } from "./define-function.ts";

/**
 * Refuses a path that leads out of the plan's project, also by a link. A path where nothing is may be the name of a commit.
 *
 * @param path - relative to the working directory
 * @throws UsageError
 */
export async function refuseOutside(path: string, { plan, io }: Project): Promise<void> {
  const { files, cwd } = io;
  const real = await unlessMissing(files.realpath(resolve(cwd, path)));
  const folder = await files.realpath(dirname(await findPlanFile(plan, io)));
  const { path: root } = await findRoot(folder, files);
  if (real === undefined || isInside(root, real)) return;
  throw new UsageError(`Cannot read ${path}: it is outside of the plan's project.`);
}
