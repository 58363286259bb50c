import { dirname, relative, resolve } from "node:path";
import type { ParseFile } from "../read/files/parse-file.ts";
import { type ReadResult, readPlanFiles } from "../read/read-plan.ts";
import type { CommandArguments } from "./command.ts";
import { diskFiles, MAX_BYTES } from "./disk-files.ts";
import { type Files, type Io, UsageError } from "./io.ts";
import { findRepository } from "./output-folder.ts";
import { displayPath, withSlashes } from "./paths.ts";
import { describeSystemError, isSystemError } from "./system-error.ts";

/** A plan that was read from the disk. */
export interface LoadedPlan {
  /** Absolute. */
  readonly planPath: string;
  /** The plan's file, for people. */
  readonly planFile: string;
  /** Root of the repository that the plan is in, absolute and without links. */
  readonly repository: string;
  readonly read: ReadResult;
}

/**
 * Reads the plan that the command line names, and the files that it includes.
 *
 * @param parse Takes the place of reading every file again, for whoever keeps what did not change.
 * @throws UsageError when the plan's file cannot be read.
 */
export async function loadPlan(
  args: Pick<CommandArguments, "plan">,
  io: Io,
  parse?: ParseFile,
): Promise<LoadedPlan> {
  const planPath = resolve(io.cwd, args.plan);
  const planFile = displayPath(io.cwd, planPath);
  const bytes = await readPlanFile(planPath, planFile, io.files);
  const planFolder = await io.files.realpath(dirname(planPath));
  const repository = await findRepository(planFolder, io.files);
  const fromRoot = (path: string): string => withSlashes(relative(repository, path));
  const input = {
    file: planFile,
    path: fromRoot(await io.files.realpath(planPath)),
    bytes,
    folder: fromRoot(planFolder),
  };
  const read = await readPlanFiles(input, diskFiles({ repository, cwd: io.cwd }, io.files), parse);
  return { planPath, planFile, repository, read };
}

async function readPlanFile(path: string, name: string, files: Files): Promise<Uint8Array> {
  const hint = "Name the plan with `--plan FILE`.";
  try {
    const found = await files.stat(path);
    // Not a pipe or a device, which may never end.
    if (!found.isFile()) throw new UsageError(`Cannot read ${name}: it is not a file.`, hint);
    if (found.size > MAX_BYTES) throw new UsageError(`Cannot read ${name}: it is larger than 1 GB.`, hint);
    return await files.readFile(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const missing = error.code === "ENOENT";
    throw new UsageError(`Cannot read ${name}: ${describeSystemError(error)}.`, missing ? hint : undefined);
  }
}
