import { dirname, join, relative, resolve } from "node:path";
import type { CollectedFiles } from "../read/files/collect-files.ts";
import { parseFile, type ParseFile } from "../read/files/parse-file.ts";
import { type FolderEntry, isYaml, type PlanFiles } from "../read/files/plan-files.ts";
import { collectPlan, readCollected, type ReadResult } from "../read/read-plan.ts";
import type { CommandArguments } from "./command.ts";
import { describeSystemError, type Files, type Io, isSystemError, type Progress, UsageError } from "./io.ts";
import {
  displayPath,
  findForbidden,
  findRepository,
  leadsAstray,
  unlessMissing,
  withSlashes,
} from "./paths.ts";

/** The files of a plan on the disk, each read on its own. */
export interface DiskPlan {
  /** Absolute. */
  readonly planPath: string;
  /** The plan's file, for people. */
  readonly planFile: string;
  /** Root of the repository that the plan is in, absolute and without links. */
  readonly repository: string;
  /** What paths in the plan are relative to, from the repository's root. */
  readonly folder: string;
  readonly collected: CollectedFiles;
}

/** A plan that was read from the disk. */
export interface LoadedPlan extends DiskPlan {
  readonly read: ReadResult;
}

/** Stands between the disk and whoever reads it, for whoever keeps what did not change. */
interface Between {
  readonly parse: ParseFile;
  readonly through: (files: PlanFiles) => PlanFiles;
}

/**
 * Reads the plan that the command line names, and the files that it includes.
 *
 * @throws UsageError when the plan's file cannot be read, or is a link to what may not be.
 */
export async function loadPlan(args: Pick<CommandArguments, "plan">, io: Io): Promise<LoadedPlan> {
  const found = await collectFromDisk(args, io);
  io.progress.begin(`Reading what ${found.planFile} says as a whole`);
  return readDiskPlan(found);
}

/** The first half of {@link loadPlan}: all that needs the disk. */
export async function collectFromDisk(
  args: Pick<CommandArguments, "plan">,
  io: Io,
  between: Between = { parse: parseFile, through: (files) => files },
): Promise<DiskPlan> {
  const planPath = resolve(io.cwd, args.plan);
  const planFile = displayPath(io.cwd, planPath);
  const { bytes, real } = await readPlanFile(planPath, planFile, io.files);
  const planFolder = await io.files.realpath(dirname(planPath));
  const repository = await findRepository(planFolder, io.files);
  const fromRoot = (path: string): string => withSlashes(relative(repository, path));
  const path = fromRoot(real);
  const folder = fromRoot(planFolder);
  const files = between.through(diskFiles({ repository, cwd: io.cwd }, io.files));
  const parse = tellParsing(between.parse, io.progress);
  const collected = await collectPlan({ file: planFile, path, bytes, folder }, files, parse);
  return { planPath, planFile, repository, folder, collected };
}

/** The second half: what all files say together. */
export function readDiskPlan(plan: DiskPlan): LoadedPlan {
  return { ...plan, read: readCollected(plan.collected, { folder: plan.folder }) };
}

/** The plan's file, and where it is once links are resolved. */
async function readPlanFile(
  path: string,
  name: string,
  files: Files,
): Promise<{ readonly bytes: Uint8Array; readonly real: string }> {
  const hint = "Name the plan with `--plan FILE`.";
  try {
    const real = await files.realpath(path);
    await refuseStrayLink({ path, real, name }, files);
    const found = await files.stat(real);
    // Not a pipe or a device, which may never end.
    if (!found.isFile()) throw new UsageError(`Cannot read ${name}: it is not a file.`, hint);
    if (found.size > MAX_BYTES) throw new UsageError(`Cannot read ${name}: it is larger than 1 GB.`, hint);
    return { bytes: await files.readFile(real), real };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const missing = error.code === "ENOENT";
    throw new UsageError(`Cannot read ${name}: ${describeSystemError(error)}.`, missing ? hint : undefined);
  }
}

/**
 * A link that came with a pull request must not have lines of other files quoted in the log of a build. A path that is named
 * is whoever's choice names it; where a link on it leads is not.
 */
async function refuseStrayLink(
  { path, real, name }: { readonly path: string; readonly real: string; readonly name: string },
  files: Files,
): Promise<void> {
  const home = await findRepository(dirname(path), files);
  const root = await files.realpath(home);
  const [stray] = await findForbidden(root, [join(root, relative(home, path))], files);
  const hint = "Put the plan in its place, or name it with `--plan FILE`.";
  if (stray?.byLink === true) {
    throw new UsageError(`Cannot read ${name}: it is a link that leads ${stray.way}.`, hint);
  }
  const isLink = (await files.lstat(path)).isSymbolicLink();
  if (isLink && !isYaml(real)) {
    throw new UsageError(`Cannot read ${name}: it is a link to what is not a YAML file.`, hint);
  }
}

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

/** Reads a file, and tells before which it is. */
export function tellParsing(parse: ParseFile, progress: Progress): ParseFile {
  return (file, role) => {
    progress.begin(`Reading ${file.name}`);
    return parse(file, role);
  };
}
