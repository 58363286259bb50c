import { dirname, join, relative } from "node:path";
import type { CollectedFiles } from "../../read/files/collect-files.ts";
import { parseFile, type ParseFile } from "../../read/files/parse-file.ts";
import { isYaml, type PlanFiles } from "../../read/files/plan-files.ts";
import { collectPlan, readCollected, type ReadResult } from "../../read/read-plan.ts";
import type { CommandArguments } from "../command.ts";
import { diskFiles, MAX_BYTES } from "./disk-files.ts";
import {
  describeSystemError,
  fixSystemError,
  type Files,
  type Io,
  isSystemError,
  type Progress,
  UsageError,
} from "../io.ts";
import { findForbidden } from "../output/forbidden-paths.ts";
import { displayPath, withSlashes } from "../paths.ts";
import { findPlanFile } from "./plan-file.ts";
import { findRoot, type ProjectRoot } from "./project-root.ts";

/** The files of a plan, parsed but not yet read together. */
export interface DiskPlan {
  /** Absolute. */
  readonly planPath: string;
  /** The plan file as messages show it. */
  readonly planFile: string;
  /** The folder that nothing of the plan may leave. */
  readonly root: ProjectRoot;
  /** The folder that paths in the plan are relative to, from the root. */
  readonly folder: string;
  /** Of the plan file. */
  readonly bytes: Uint8Array;
  readonly collected: CollectedFiles;
}

export interface LoadedPlan extends DiskPlan {
  readonly read: ReadResult;
}

/** Hooks for a cache between the disk and the reader. */
interface Between {
  readonly parse: ParseFile;
  readonly through: (files: PlanFiles) => PlanFiles;
}

/**
 * Reads a plan and the files that it includes.
 *
 * @throws UsageError if the plan file cannot be read, or is a link to a file that must not be.
 */
export async function loadPlan(args: Pick<CommandArguments, "plan">, io: Io): Promise<LoadedPlan> {
  const found = await collectFromDisk(args, io);
  io.progress.begin(`Checking ${found.planFile}`);
  return readDiskPlan(found);
}

/** The first half of {@link loadPlan}: everything that needs the disk. */
export async function collectFromDisk(
  args: Pick<CommandArguments, "plan">,
  io: Io,
  between: Between = { parse: parseFile, through: (files) => files },
): Promise<DiskPlan> {
  const planPath = await findPlanFile(args.plan, io);
  const planFile = displayPath(io.cwd, planPath);
  const { bytes, real } = await readPlanFile(planPath, planFile, io.files);
  const planFolder = await io.files.realpath(dirname(planPath));
  const root = await findRoot(planFolder, io.files);
  const fromRoot = (path: string): string => withSlashes(relative(root.path, path));
  const path = fromRoot(real);
  const folder = fromRoot(planFolder);
  const files = between.through(diskFiles({ root, cwd: io.cwd }, io.files));
  const parse = tellParsing(between.parse, io.progress);
  const collected = await collectPlan({ file: planFile, path, bytes, folder }, files, parse);
  return { planPath, planFile, root, folder, bytes, collected };
}

/** The second half: reads all files together. */
export function readDiskPlan(plan: DiskPlan): LoadedPlan {
  return { ...plan, read: readCollected(plan.collected, { folder: plan.folder }) };
}

/** The plan file and its path with links resolved. */
async function readPlanFile(
  path: string,
  name: string,
  files: Files,
): Promise<{ readonly bytes: Uint8Array; readonly real: string }> {
  const hint = "Correct the path, or create a plan with `npx tracking-plan init`.";
  try {
    const real = await files.realpath(path);
    await refuseStrayLink({ path, real, name }, files);
    const found = await files.stat(real);
    // A pipe or a device may never end.
    if (!found.isFile()) throw new UsageError(`Cannot read ${name}: it is not a file.`, hint);
    if (found.size > MAX_BYTES) throw new UsageError(`Cannot read ${name}: it is larger than 1 GB.`, hint);
    return { bytes: await files.readFile(real), real };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const fix = error.code === "ENOENT" ? hint : fixSystemError(error);
    throw new UsageError(`Cannot read ${name}: ${describeSystemError(error)}.`, fix);
  }
}

/** A link in a pull request must not get lines of other files quoted in a build log. */
async function refuseStrayLink(
  { path, real, name }: { readonly path: string; readonly real: string; readonly name: string },
  files: Files,
): Promise<void> {
  const home = await findRoot(dirname(path), files);
  const root = { ...home, path: await files.realpath(home.path) };
  const [stray] = await findForbidden(root, [join(root.path, relative(home.path, path))], files);
  const hint = "Replace the link with the plan, or give the plan with `--plan FILE`.";
  if (stray?.byLink === true) {
    throw new UsageError(`Cannot read ${name}: it is a link that leads ${stray.way}.`, hint);
  }
  const isLink = (await files.lstat(path)).isSymbolicLink();
  if (isLink && !isYaml(real)) {
    throw new UsageError(`Cannot read ${name}: it is a link to a file that is not YAML.`, hint);
  }
}

/** Parses a file and reports progress before it. */
export function tellParsing(parse: ParseFile, progress: Progress): ParseFile {
  return (file, role) => {
    progress.begin(`Reading ${file.name}`);
    return parse(file, role);
  };
}
