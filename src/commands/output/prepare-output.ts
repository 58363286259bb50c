import { dirname, join, resolve } from "node:path";
import { type Diagnostic, inOrder } from "../../diagnostics/diagnostic.ts";
import { emitAll } from "../../emit/emit-all.ts";
import type { OutputFolder, SealedFile } from "../../emit/emitter.ts";
import type { Output, Plan } from "../../plan/plan.ts";
import { TERRITORIES } from "../../read/territory.ts";
import type { ReadResult } from "../../read/read-plan.ts";
import { plural } from "../../text/words.ts";
import type { CommandArguments } from "../command.ts";
import { type ComparedOutput, compareOutput, type PlacedFile } from "./compare-output.ts";
import type { Io } from "../io.ts";
import { type LoadedPlan, loadPlan } from "../plan-files/load-plan.ts";
import { findForbidden } from "./forbidden-paths.ts";
import { displayPath, isInside } from "../paths.ts";
import type { ProjectRoot } from "../plan-files/project-root.ts";
import { diagnoseSchemaLines } from "./schema-line.ts";
import { type FoundRecord, readRecord } from "../plan-files/source-record.ts";

/** A plan that was read, and its generated files compared with the disk. */
export interface PreparedPlan {
  /** The plan file as messages show it. */
  readonly planFile: string;
  /** The folder that nothing of the plan may leave. */
  readonly root: ProjectRoot;
  /** Problems of the plan and of its output folders. */
  readonly diagnostics: readonly Diagnostic[];
  readonly read: ReadResult;
  /** Where events are sent from, if that is recorded. */
  readonly record?: FoundRecord | undefined;
  /** Undefined if errors prevent generating. */
  readonly output?: PreparedOutput | undefined;
}

export interface PreparedOutput {
  readonly plan: Plan;
  /** The output folders as messages show them, such as `generated/`: one, or two if the browser has its own. */
  readonly folders: readonly string[];
  readonly compared: ComparedOutput;
}

/**
 * The pipeline that `generate`, `check` and `doctor` share: reads the plan, emits its files in memory, refuses output outside
 * the root and compares the files with the disk. `generate` then writes what differs.
 *
 * @param loaded The plan, if it has already been read.
 * @throws UsageError if the plan file cannot be read.
 */
export async function prepareOutput(
  args: CommandArguments,
  io: Io,
  loaded?: LoadedPlan,
): Promise<PreparedPlan> {
  const plan = loaded ?? (await loadPlan(args, io));
  const { planPath, planFile, root, read } = plan;
  if (read.plan === undefined) return { planFile, root, read, diagnostics: read.diagnostics };

  const folders = findOutputFolders(read.plan.output, args, { planPath, cwd: io.cwd });
  const recorded = await readRecord(plan, io);
  if (recorded.diagnostics.length > 0) {
    return { planFile, root, read, diagnostics: [...read.diagnostics, ...recorded.diagnostics] };
  }
  const emitted = emitAll(read.plan, {
    sentFrom: recorded.found?.record.sentFrom,
    before: (emitter) => io.progress.begin(`Generating ${emitter}`),
  });
  const made = placeFiles(emitted, folders);
  const outside = await findOutside(made, { folders, plan, args, io });
  const lines = args.out === undefined ? diagnoseSchemaLines(plan, folders.dir) : [];
  const diagnostics = inOrder([...read.diagnostics, ...outside, ...lines], read.files);
  if (outside.length > 0) return { planFile, root, read, diagnostics };

  io.progress.begin(`Comparing ${plural(made.length, "file")}`);
  const compared = await compareOutput(made, io);
  const names = [...new Set(Object.values(folders))].map((path) => `${displayPath(io.cwd, path)}/`);
  const output = { plan: read.plan, folders: names, compared };
  return { planFile, root, read, diagnostics, output, record: recorded.found };
}

/** Output folders outside the root, or in a folder that is not ours. */
async function findOutside(
  made: readonly PlacedFile[],
  {
    folders,
    plan: { root, read },
    args,
    io,
  }: {
    readonly folders: OutputFolders;
    readonly plan: LoadedPlan;
    readonly args: CommandArguments;
    readonly io: Io;
  },
): Promise<readonly Diagnostic[]> {
  const all = [...Object.values(folders), ...made.map(({ path }) => dirname(path))];
  const forbidden = await findForbidden(root, [...new Set(all)], io.files);
  const { name, why } = TERRITORIES[root.territory];
  return forbidden.map(({ path, way, byLink }) => {
    const key = OUTPUT_FOLDERS.find((folder) => isInside(folders[folder], path)) ?? "browser";
    return {
      code: "output-outside",
      severity: "error",
      message: `\`${displayPath(io.cwd, path)}\` leads ${way}.`,
      hint: byLink
        ? "Remove the link or choose another folder."
        : `Choose a folder of its own inside ${name}${why}.`,
      place: args.out === undefined ? read.locate(["output", key]) : undefined,
    };
  });
}

const OUTPUT_FOLDERS = ["dir", "browser", "native"] as const satisfies readonly OutputFolder[];

/** Where each kind of file goes, absolute. They are the same folder unless the plan sets one for a frontend. */
type OutputFolders = Readonly<Record<OutputFolder, string>>;

/**
 * The output folders. `--out` replaces all.
 *
 * @param planPath - of the plan file, absolute
 */
export function findOutputFolders(
  output: Output,
  { out }: Pick<CommandArguments, "out">,
  { planPath, cwd }: { readonly planPath: string; readonly cwd: string },
): OutputFolders {
  const dir = out === undefined ? resolve(dirname(planPath), output.dir) : resolve(cwd, out);
  const own = (path: string | undefined): string =>
    path === undefined || out !== undefined ? dir : resolve(dirname(planPath), path);
  return { dir, browser: own(output.browser), native: own(output.native) };
}

/** Where each file goes. If folders are the same, a file that several have is one file. */
export function placeFiles(made: readonly SealedFile[], folders: OutputFolders): readonly PlacedFile[] {
  const placed = new Map<string, PlacedFile>();
  for (const { folder, path, text } of made) {
    const absolute = join(folders[folder], path);
    placed.set(absolute, {
      path: absolute,
      folder: folders[folder] === folders.dir ? "dir" : folder,
      text,
    });
  }
  return [...placed.values()];
}
