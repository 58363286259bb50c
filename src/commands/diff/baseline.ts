import { basename, dirname, isAbsolute, resolve } from "node:path";
import { verifyHeader } from "../../emit/header.ts";
import { holdsItsPlan } from "../../emit/plan-json.ts";
import { OUTPUT_DEFAULTS } from "../../format/facts.ts";
import type { Plan } from "../../plan/plan.ts";
import { type ParseFile, parseFile } from "../../read/files/parse-file.ts";
import { folderOf, joinPath, type PlanFiles } from "../../read/files/plan-files.ts";
import { readPlanJson } from "../../read/plan-json.ts";
import { type ReadResult, readPlanFiles } from "../../read/read-plan.ts";
import { commitFiles } from "../git/commit-files.ts";
import { lastCommitBefore } from "../git/git-history.ts";
import { readSince } from "../git/since.ts";
import { findRevision, isRevision, textOf } from "../git/git.ts";
import { type Io, UsageError } from "../io.ts";
import { type LoadedPlan, loadPlan, tellParsing } from "../plan-files/load-plan.ts";
import { unlessMissing } from "../paths.ts";

/** A plan to compare with. */
export interface Baseline {
  /** As the user named it. */
  readonly name: string;
  readonly plan: Plan;
  /** Events that have errors by the rules of this version and cannot be compared. */
  readonly brokenEvents: ReadonlySet<string>;
}

/**
 * Reads the plan that `--against` names: a plan file, a `plan.json`, or the plan file of a commit. If that
 * includes packages, the `plan.json` of the commit.
 *
 * @throws UsageError if it does not exist or cannot be read.
 */
export async function readBaseline(against: string, current: LoadedPlan, io: Io): Promise<Baseline> {
  const folder = await io.files.realpath(dirname(current.planPath));
  const path = resolve(io.cwd, against);
  const isFile = (await unlessMissing(io.files.stat(path)))?.isFile() ?? false;
  if (isPath(against) && !isFile) {
    throw new UsageError(
      `Cannot read ${against}: there is no such file.`,
      "Give a file, or a commit without `./`.",
    );
  }
  if (isFile && !isPath(against) && (await isRevision(against, folder, io))) {
    throw new UsageError(
      `\`${against}\` is both a file and a commit.`,
      `Use \`./${against}\` for the file, or a full name such as \`refs/heads/${against}\` for the commit.`,
    );
  }
  return isFile ? readFileOf(against, path, io) : readCommit(against, { name: against, folder, current, io });
}

/** Reads the plan of the last commit before a day, or of a commit. */
export async function readBaselineSince(since: string, current: LoadedPlan, io: Io): Promise<Baseline> {
  const folder = await io.files.realpath(dirname(current.planPath));
  const start = await readSince(since, folder, io);
  const head = start.kind === "day" ? await findRevision({ ref: "HEAD" }, folder, io) : undefined;
  const commit = start.kind === "day" ? head && (await lastCommitBefore(start.begin, head)) : start.commit;
  if (commit === undefined) {
    throw new UsageError(
      `There is no commit before ${since}.`,
      head?.isShallow === true ? "The clone is shallow: fetch more history." : "Give a later day.",
    );
  }
  return readCommit(commit, { name: since, isDay: start.kind === "day", folder, current, io });
}

function isPath(against: string): boolean {
  return /^\.{1,2}[\\/]/u.test(against) || isAbsolute(against);
}

async function readFileOf(name: string, path: string, io: Io): Promise<Baseline> {
  if (!path.endsWith(".json")) {
    const { read } = await loadPlan({ plan: path }, io);
    return baselineOf(read, name);
  }
  return readJson(name, textOf(await io.files.readFile(path)));
}

function readJson(name: string, text: string): Baseline {
  const { ours, intact } = verifyHeader("plan.json", text);
  const read = readPlanJson(text);
  if (read.ok && ours && !intact && !holdsItsPlan(text)) {
    throw new UsageError(`${name} was edited by hand after it was generated.`, "Use an unedited one.");
  }
  if (read.ok) return { name, plan: read.plan, brokenEvents: new Set() };
  throw new UsageError(
    `${name} is not a valid \`plan.json\`: ${read.fault}`,
    "Use one that this version of tracking-plan generated, or a plan file.",
  );
}

interface Asked {
  /** What the user named: the commit, or a day, before which it was the last. */
  readonly name: string;
  readonly isDay?: boolean;
  readonly folder: string;
  readonly current: LoadedPlan;
  readonly io: Io;
}

async function readCommit(ref: string, { name, isDay, folder, current, io }: Asked): Promise<Baseline> {
  const revision = await findRevision({ ref, or: "file" }, folder, io);
  const files = commitFiles({ ...revision, ref: name });
  const path = `${revision.prefix}${basename(current.planPath)}`;
  const dir = current.read.plan?.output.dir;
  const parse = tellParsing(parseFile, io.progress);
  const baseline = await readCommittedPlan({ ref: name, path, dir, files }, parse);
  if (baseline !== undefined) return baseline;
  const renamed = "If it was renamed, compare with a file: `--against FILE`.";
  throw isDay === true
    ? new UsageError(`There was no ${current.planFile} before ${name}.`, `Give a later day. ${renamed}`)
    : new UsageError(
        `There is no ${current.planFile} in \`${name}\`.`,
        `${renamed} A new plan has nothing to compare with.`,
      );
}

/** A plan in a commit. */
interface CommittedPlan {
  /** What to call the commit. */
  readonly ref: string;
  /** From the root of the repository. */
  readonly path: string;
  /** The output folder, as the plan names it. */
  readonly dir?: string | undefined;
  readonly files: PlanFiles;
}

/**
 * Reads the plan file of a commit. If that includes packages, the `plan.json` of the commit.
 *
 * @returns nothing if the commit has no such file
 * @throws UsageError if it cannot be read
 */
export async function readCommittedPlan(
  { ref, path, dir = OUTPUT_DEFAULTS.dir, files }: CommittedPlan,
  parse?: ParseFile,
): Promise<Baseline | undefined> {
  const found = await files.read(path);
  if (found.kind !== "file") return undefined;
  const input = { file: found.name, path: found.path, bytes: found.bytes, folder: folderOf(path) };
  const read = await readPlanFiles(input, files, parse);
  if (!read.diagnostics.some(({ code }) => code === "package-missing")) return baselineOf(read, ref);
  // What the packages had then is only in what was generated with them.
  const json = await files.read(joinPath(input.folder, dir, "plan.json"));
  if (json.kind === "file") return readJson(json.name, textOf(json.bytes));
  throw new UsageError(
    `The plan of \`${ref}\` includes packages, which are not in git, and there is no \`plan.json\` in that commit.`,
    "Commit the generated `plan.json`, or compare with one: `--against FILE`.",
  );
}

/** What can be compared of an old plan: it was valid for its version, and may not be for this one. */
function baselineOf({ plan, partial, diagnostics }: ReadResult, name: string): Baseline {
  if (plan !== undefined) return { name, plan, brokenEvents: new Set() };
  if (partial !== undefined) return { name, ...partial };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  const place = first?.place === undefined ? "" : ` (${first.place.file}:${first.place.line})`;
  const of = errors.length > 1 ? `. It has ${errors.length} errors, the first of which is` : "";
  throw new UsageError(
    `The plan of \`${name}\` cannot be compared${of}: ${first?.message ?? "it has errors."}${place}`,
    "Compare with a version without errors (`--against REF`) or with the generated `plan.json` (`--against FILE`).",
  );
}
