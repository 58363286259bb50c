import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { verifyHeader } from "../../emit/header.ts";
import { OUTPUT_DEFAULTS } from "../../format/facts.ts";
import { type NamedFolders, readOutputFolders } from "../../read/files/parse-file.ts";
import { isRecord } from "../../text/json.ts";
import type { CommandArguments } from "../command.ts";
import { findForbidden } from "./forbidden-paths.ts";
import { readAtHead } from "../git/git.ts";
import { findOutputFolders, type PreparedOutput } from "./prepare-output.ts";
import type { Files, Io } from "../io.ts";
import type { LoadedPlan } from "../plan-files/load-plan.ts";
import { findPlanWithOutput } from "./other-plans.ts";
import { displayPath, isInside, kindAt, unlessMissing } from "../paths.ts";
import { findSchemaFolder } from "./schema-line.ts";

/** What the plan generated before `output.dir`, `output.browser` or `output.native` was changed. */
export interface FormerOutput {
  readonly key: keyof NamedFolders;
  /** Absolute: the folder of `output.dir`, or a file of another. */
  readonly path: string;
  /** Everything in it, absolute, without what is in a current output folder. Itself, if it is a file. */
  readonly files: readonly string[];
  /** Why it must not be removed, as a sentence; absent if it can be generated again from the last version of the plan. */
  readonly reason?: string | undefined;
  /** Whether it holds a current output folder, too. */
  readonly holdsCurrent: boolean;
}

/**
 * Finds what is left from an earlier `output.dir`, in the default folder, in that of the schema line and in the one that the plan
 * named in Git's last commit; and from an earlier `output.browser` and `output.native` of that commit. The tree is never searched.
 * Nothing with `--out`, which says nothing about the plan's own folders.
 */
export async function findFormerOutput(
  plan: LoadedPlan,
  { plan: { output }, compared }: PreparedOutput,
  { args, io }: { readonly args: Pick<CommandArguments, "out">; readonly io: Io },
): Promise<readonly FormerOutput[]> {
  if (args.out !== undefined) return [];
  const { planPath } = plan;
  const placeOf = (dir: string): string => resolve(dirname(planPath), dir);
  const current = Object.values(findOutputFolders(output, args, { planPath, cwd: io.cwd }));
  const committed = await findCommittedFolders(plan, io);
  const made = new Set(compared.files.map(({ path }) => path));
  const committedDir = committed && placeOf(committed.dir ?? OUTPUT_DEFAULTS.dir);
  const candidates = [placeOf(OUTPUT_DEFAULTS.dir), findSchemaFolder(plan), committedDir];
  const found: FormerOutput[] = [];
  for (const folder of new Set(candidates)) {
    if (folder === undefined || current.includes(folder)) continue;
    if ((await kindAt(folder, io.files)) !== "folder") continue;
    if ((await findForbidden(plan.root, [folder], io.files)).length > 0) continue;
    const isCommitted = folder === committedDir;
    const former = await inspectFolder(folder, { plan, current, made, isCommitted, io });
    if (former !== undefined) found.push(former);
  }
  for (const { key, path } of filesOfSides(committed, placeOf)) {
    if (made.has(path) || found.some((one) => one.files.includes(path))) continue;
    if ((await findForbidden(plan.root, [dirname(path)], io.files)).length > 0) continue;
    const former = await inspectFile(path, { key, plan, io });
    if (former !== undefined) found.push(former);
  }
  return found;
}

/** What a plan generates into the folders of its frontends. */
function filesOfSides(named: NamedFolders = {}, placeOf: (dir: string) => string) {
  return (["browser", "native"] as const).flatMap((key) => {
    const folder = named[key];
    if (folder === undefined) return [];
    const files = [key === "browser" ? "browser.ts" : "react-native.ts", "user-id.ts"];
    return files.map((file) => ({ key, path: join(placeOf(folder), file) }));
  });
}

/** The output folders of the plan in Git's last commit, if it is another version of the plan. */
async function findCommittedFolders(
  { planPath, root, bytes }: LoadedPlan,
  io: Io,
): Promise<NamedFolders | undefined> {
  if (root.territory !== "repository") return undefined;
  const committed = await readAtHead(planPath, io);
  if (committed === undefined || Buffer.compare(committed, bytes) === 0) return undefined;
  return readOutputFolders(new TextDecoder().decode(committed));
}

/** A file of a frontend. Others may be beside it. */
async function inspectFile(
  path: string,
  { key, plan, io }: { readonly key: keyof NamedFolders; readonly plan: LoadedPlan; readonly io: Io },
): Promise<FormerOutput | undefined> {
  if ((await kindAt(path, io.files)) !== "file") return undefined;
  const { ours, intact } = verifyHeader(path, await io.files.readFile(path, "utf8"));
  if (!ours) return undefined;
  const former = { key, path, files: [path], holdsCurrent: false };
  const other = await findPlanWithOutput(path, plan, io);
  if (other !== undefined)
    return { ...former, reason: `The plan \`${displayPath(io.cwd, other)}\` may generate it.` };
  return intact ? former : { ...former, reason: "It is not an unchanged generated file." };
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
  const former = { key: "dir" as const, path: folder, files, holdsCurrent: inner.size > made.size };
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
  for (const { path: root, files: paths } of former.filter(({ reason }) => reason === undefined)) {
    for (const path of paths) await files.rm(path, { force: true });
    removed.push(...paths);
    const folders = new Set([...paths.map((path) => dirname(path)), ...(paths.includes(root) ? [] : [root])]);
    // Deepest first. One that holds the current output stays.
    for (const path of [...folders].toSorted((a, b) => b.length - a.length)) {
      if (((await unlessMissing(files.readdir(path))) ?? ["missing"]).length === 0) await files.rmdir(path);
    }
  }
  return removed;
}

/** What is left from an earlier folder. */
export function diagnoseFormerOutput(
  former: readonly FormerOutput[],
  { read }: Pick<LoadedPlan, "read">,
  cwd: string,
): readonly Diagnostic[] {
  return former.map(({ key, path, reason, holdsCurrent }) => {
    const shown = displayPath(cwd, path);
    const remove = holdsCurrent
      ? "remove its files, but not those of the current output"
      : `remove it: \`rm ${key === "dir" ? "-r " : ""}${quoteForShell(shown)}\``;
    return {
      code: "output-left",
      severity: "warning",
      message: `\`${shown}\` is left from an earlier \`output.${key}\`.`,
      hint:
        reason === undefined
          ? "Run `npx tracking-plan generate`, which removes it."
          : `${reason} If nothing needs it, ${remove}.`,
      place: read.locate(["output", key]),
    };
  });
}

function quoteForShell(path: string): string {
  return /^[\w./][\w./-]*$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
