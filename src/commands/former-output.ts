import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { verifyHeader } from "../emit/header.ts";
import { OUTPUT_DEFAULTS } from "../format/facts.ts";
import { readOutputDir } from "../read/files/parse-file.ts";
import { isRecord } from "../text/json.ts";
import type { CommandArguments } from "./command.ts";
import { findForbidden } from "./forbidden-paths.ts";
import { readAtHead } from "./git.ts";
import { findOutputFolders, type InspectedOutput } from "./inspect.ts";
import type { Files, Io } from "./io.ts";
import type { LoadedPlan } from "./load-plan.ts";
import { findPlanWithOutput } from "./other-plans.ts";
import { displayPath, isInside, kindAt, unlessMissing } from "./paths.ts";

/** A folder that the plan generated into before its `output.dir` was changed. */
export interface FormerOutput {
  /** Absolute. */
  readonly folder: string;
  /** Everything in it, absolute, without what is in a current output folder. */
  readonly files: readonly string[];
  /** Why it must not be removed, as a sentence; absent if it can be generated again from the last version of the plan. */
  readonly reason?: string | undefined;
  /** Whether it holds a current output folder, too. */
  readonly holdsCurrent: boolean;
}

/**
 * Finds folders that are left from an earlier `output.dir`: the default folder, and the folder that the plan named in Git's last
 * commit. The tree is never searched for them. Nothing with `--out`, which says nothing about the plan's own folder.
 */
export async function findFormerOutput(
  plan: LoadedPlan,
  { plan: { output }, compared }: InspectedOutput,
  { args, io }: { readonly args: Pick<CommandArguments, "out">; readonly io: Io },
): Promise<readonly FormerOutput[]> {
  if (args.out !== undefined) return [];
  const { planPath } = plan;
  const placeOf = (dir: string): string => resolve(dirname(planPath), dir);
  const current = Object.values(findOutputFolders(output, args, { planPath, cwd: io.cwd }));
  const committed = await findCommittedDir(plan, io);
  const made = new Set(compared.files.map(({ path }) => path));
  const candidates = [placeOf(OUTPUT_DEFAULTS.dir), ...(committed === undefined ? [] : [placeOf(committed)])];
  const found: FormerOutput[] = [];
  for (const folder of new Set(candidates)) {
    if (current.includes(folder) || (await kindAt(folder, io.files)) !== "folder") continue;
    if ((await findForbidden(plan.root, [folder], io.files)).length > 0) continue;
    const isCommitted = committed !== undefined && folder === placeOf(committed);
    const former = await inspectFolder(folder, { plan, current, made, isCommitted, io });
    if (former !== undefined) found.push(former);
  }
  return found;
}

/** The `output.dir` of the plan in Git's last commit, if it is another version of the plan. */
async function findCommittedDir({ planPath, root, bytes }: LoadedPlan, io: Io): Promise<string | undefined> {
  if (root.territory !== "repository") return undefined;
  const committed = await readAtHead(planPath, io);
  if (committed === undefined || Buffer.compare(committed, bytes) === 0) return undefined;
  return readOutputDir(new TextDecoder().decode(committed)) ?? OUTPUT_DEFAULTS.dir;
}

async function inspectFolder(
  folder: string,
  {
    plan,
    current,
    made,
    isCommitted,
    io,
  }: {
    readonly plan: LoadedPlan;
    readonly current: readonly string[];
    readonly made: ReadonlySet<string>;
    readonly isCommitted: boolean;
    readonly io: Io;
  },
): Promise<FormerOutput | undefined> {
  const { files: disk, cwd } = io;
  const name = await readPlanName(join(folder, "plan.json"), disk);
  // The default folder may be somebody else's.
  if (name === undefined || (name !== plan.read.plan?.name && !isCommitted)) return undefined;
  const inner = new Set([...made, ...current.filter((path) => isInside(folder, path))]);
  const { files, strange } = await listFiles(folder, inner, disk);
  const former = { folder, files, holdsCurrent: inner.size > made.size };
  if (name !== plan.read.plan?.name)
    return { ...former, reason: `It holds the output of the plan \`${name}\`.` };
  const other = await findPlanWithOutput(folder, plan, io);
  if (other !== undefined) {
    const reason = `The plan \`${displayPath(cwd, other)}\` generates into it.`;
    return isCommitted ? { ...former, reason } : undefined;
  }
  const kept = strange ?? (await findChanged(files, disk));
  if (kept === undefined) return former;
  return { ...former, reason: `\`${displayPath(cwd, kept)}\` is not an unchanged generated file.` };
}

/** The name of the plan that a `plan.json` was generated from; nothing if it was not generated. */
async function readPlanName(path: string, files: Files): Promise<string | undefined> {
  if ((await kindAt(path, files)) !== "file") return undefined;
  const text = await files.readFile(path, "utf8");
  if (!verifyHeader(path, text).ours) return undefined;
  try {
    const content: unknown = JSON.parse(text);
    const name = isRecord(content) && isRecord(content["plan"]) ? content["plan"]["name"] : undefined;
    return typeof name === "string" ? name : undefined;
  } catch {
    return undefined;
  }
}

/** All files below a folder without those of the current output; `strange` is a first one that is not a regular file. */
async function listFiles(
  folder: string,
  current: ReadonlySet<string>,
  files: Files,
): Promise<{ readonly files: readonly string[]; readonly strange?: string | undefined }> {
  const found: string[] = [];
  let strange: string | undefined;
  for (const open = [folder]; open.length > 0;) {
    const at = open.pop() ?? folder;
    for (const entry of await files.readdir(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (current.has(path)) continue;
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile()) found.push(path);
      else strange ??= path;
    }
  }
  return { files: found.toSorted(), strange };
}

/** The first file that is not as it was generated, by its own hash. */
async function findChanged(paths: readonly string[], files: Files): Promise<string | undefined> {
  for (const path of paths) {
    if (!verifyHeader(path, await files.readFile(path, "utf8")).intact) return path;
  }
  return undefined;
}

/**
 * Removes the files of former output that may be removed, and the folders that are empty then.
 *
 * @returns the removed files
 */
export async function removeFormerOutput(
  former: readonly FormerOutput[],
  files: Files,
): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const { folder, files: paths } of former.filter(({ reason }) => reason === undefined)) {
    for (const path of paths) await files.rm(path, { force: true });
    removed.push(...paths);
    const folders = new Set(paths.map((path) => dirname(path)).concat(folder));
    // Deepest first. One that holds the current output stays.
    for (const path of [...folders].toSorted((a, b) => b.length - a.length)) {
      if (((await unlessMissing(files.readdir(path))) ?? ["missing"]).length === 0) await files.rmdir(path);
    }
  }
  return removed;
}

/** What is left from an earlier `output.dir`. */
export function diagnoseFormerOutput(
  former: readonly FormerOutput[],
  { read }: Pick<LoadedPlan, "read">,
  cwd: string,
): readonly Diagnostic[] {
  return former.map(({ folder, reason, holdsCurrent }) => {
    const shown = displayPath(cwd, folder);
    const remove = holdsCurrent
      ? "remove its files, but not those of the current output"
      : `remove it: \`rm -r ${quoteForShell(shown)}\``;
    return {
      code: "output-left",
      severity: "warning",
      message: `\`${shown}\` is left from an earlier \`output.dir\`.`,
      hint:
        reason === undefined
          ? "Run `npx tracking-plan generate`, which removes it."
          : `${reason} If nothing needs it, ${remove}.`,
      place: read.locate(["output", "dir"]),
    };
  });
}

function quoteForShell(path: string): string {
  return /^[\w./][\w./-]*$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
