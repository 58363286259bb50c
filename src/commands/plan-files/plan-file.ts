import { basename, dirname, join, resolve } from "node:path";
import { type Io, UsageError } from "../io.ts";
import { kindAt } from "../paths.ts";
import { ancestorsOf } from "./project-root.ts";

/** The name of a plan file that no option names. */
export const PLAN_FILE = "tracking-plan.yaml";

/**
 * The absolute path of the plan: the file that the command line names, else the nearest {@link PLAN_FILE} in the working
 * directory or above, within the repository.
 *
 * @throws UsageError if the command line names no plan and none is found
 */
export async function findPlanFile(given: string | undefined, { cwd, files }: Io): Promise<string> {
  if (given !== undefined) return resolve(cwd, given);
  for (const folder of ancestorsOf(cwd)) {
    const path = join(folder, PLAN_FILE);
    if ((await kindAt(path, files)) !== undefined) return path;
    if ((await kindAt(join(folder, ".git"), files)) !== undefined) break;
  }
  throw new UsageError(
    `There is no ${PLAN_FILE} in this folder or above it.`,
    "Create one with `npx tracking-plan init`, or give the plan with `--plan FILE`.",
  );
}

/**
 * A file that the tool keeps beside a plan: `tracking-plan.baseline.json`, or `NAME.baseline.json` for the plan `NAME.yaml`.
 *
 * @param planPath - absolute
 */
export function fileBeside(planPath: string, kind: "baseline" | "sources"): string {
  return join(dirname(planPath), `${basename(planPath).replace(/\.ya?ml$/u, "")}.${kind}.json`);
}
