import type { Plan } from "../../plan/plan.ts";
import { byName } from "../../text/order.ts";
import { type Baseline, readCommittedPlan } from "./baseline.ts";
import { commitFiles, commitTrees } from "../git/commit-files.ts";
import type { Revision } from "../git/git.ts";
import { objectReader } from "../git/git-objects.ts";
import { type Commit, findFormerPath, listCommits } from "../git/git-history.ts";
import { UsageError } from "../io.ts";

/** The plan file of a commit. */
type Version =
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string; readonly path: string }
  | {
      readonly kind: "plan";
      readonly plan: Plan;
      /** Events with errors by the rules of this version. */
      readonly brokenEvents: ReadonlySet<string>;
      readonly path: string;
    };

/** A plan through the commits that changed it. */
export interface PlanHistory {
  /** The newest first. */
  readonly commits: readonly Commit[];
  readonly versionAt: (commit: string) => Promise<Version>;
  /**
   * What was valid at a commit. In place of what has errors, there is what was valid before; so the next valid commit tells
   * what changed meanwhile.
   */
  readonly planAt: (commit: string) => Promise<Plan | undefined>;
}

interface HistoryOptions {
  /** The plan file from the repository's root. */
  readonly path: string;
  /** The plan's output folder. */
  readonly dir?: string | undefined;
  /** Whether a commit is asked about. Others are only read if one that is has them as parents. */
  readonly isAsked: (commit: Commit) => boolean;
}

/** As many commits are read at the same time. */
const AT_ONCE = 64;

/** Follows a plan file, the files that it includes, and the names that it had before, through the commits of a revision. */
export async function readHistory(
  revision: Revision,
  { path, dir, isAsked }: HistoryOptions,
): Promise<PlanHistory> {
  const names = [path];
  const versions = versionReader(revision, { names, dir });
  const paths = new Set([path]);
  const asked = new Set<string>();
  for (;;) {
    const all = await listCommits(revision, [...paths]);
    const commits = all.filter(isAsked);
    for (let from = 0; from < commits.length; from += AT_ONCE) {
      const some = commits.slice(from, from + AT_ONCE);
      await Promise.all(some.flatMap(({ id, parents }) => [id, ...parents].map(versions.at)));
    }
    for (const { id, parents } of commits) {
      const version = await versions.at(id);
      if (version.kind === "absent" || asked.has(id)) continue;
      const before = await Promise.all(parents.map(versions.at));
      if (before.some(({ kind }) => kind !== "absent")) continue;
      asked.add(id);
      const former = await findFormerPath(id, version.path, revision.git);
      if (former !== undefined && !names.includes(former)) names.push(former);
    }
    const found = [...names, ...versions.paths].filter((one) => !isWithin(one, paths));
    if (found.length === 0) return { commits, versionAt: versions.at, planAt: planReader(all, versions.at) };
    for (const one of found) paths.add(one);
    versions.forgetAbsent();
  }
}

/** Whether a path, or a folder that it is in, is one of some paths. */
function isWithin(path: string, paths: ReadonlySet<string>): boolean {
  if (paths.has("")) return true;
  const steps = path.split("/");
  return steps.some((_, index) => paths.has(steps.slice(0, index + 1).join("/")));
}

/** What was read of one commit, and what it depended on. */
interface Reading {
  readonly path: string;
  readonly paths: readonly string[];
  readonly ids: string;
  readonly version: Version;
}

/** So many of the last readings are looked through for one of the same files. */
const REMEMBERED = 8;

/** @param names - of the plan file, the newest first; may grow */
function versionReader(
  { git }: Revision,
  { names, dir }: { readonly names: readonly string[]; readonly dir?: string | undefined },
) {
  const trees = commitTrees(objectReader(git));
  const paths = new Set<string>();
  const versions = new Map<string, Promise<Version>>();
  const absent = new Set<string>();
  let readings: readonly Reading[] = [];

  const idsOf = async (commit: string, of: readonly string[]): Promise<string> => {
    const entries = await Promise.all(of.map((one) => trees.find(commit, one)));
    return entries.map((entry) => `${entry?.kind} ${entry?.id}`).join();
  };

  const readVersion = async (commit: string): Promise<Version> => {
    const entries = await Promise.all(names.map((name) => trees.find(commit, name)));
    const path = names.find((_, index) => entries[index] !== undefined);
    if (path === undefined) {
      absent.add(commit);
      return { kind: "absent" };
    }
    for (const known of readings) {
      if (known.path === path && (await idsOf(commit, known.paths)) === known.ids) return known.version;
    }
    const looked = new Set<string>();
    const ref = shortId(commit);
    const files = commitFiles({ ref, commit, git }, { trees, onLook: (one) => looked.add(one) });
    const version = await versionOf(() => readCommittedPlan({ ref, path, dir, files }), path);
    for (const one of looked) paths.add(one);
    const ids = await idsOf(commit, [...looked]);
    readings = [{ path, paths: [...looked], ids, version }, ...readings].slice(0, REMEMBERED);
    return version;
  };

  return {
    /** All that was looked at. */
    paths,
    at: (commit: string): Promise<Version> => {
      const version = versions.get(commit) ?? readVersion(commit);
      versions.set(commit, version);
      return version;
    },
    forgetAbsent: (): void => {
      for (const commit of absent) versions.delete(commit);
      absent.clear();
    },
  };
}

async function versionOf(read: () => Promise<Baseline | undefined>, path: string): Promise<Version> {
  try {
    const found = await read();
    return found === undefined ? { kind: "absent" } : { kind: "plan", path, ...found };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { kind: "unreadable", path, reason: error.message };
  }
}

function planReader(commits: readonly Commit[], versionAt: PlanHistory["versionAt"]): PlanHistory["planAt"] {
  const parents = new Map(commits.map(({ id, parents: [first] }) => [id, first]));
  const plans = new Map<string, Promise<Plan | undefined>>();
  const readPlan = async (commit: string): Promise<Plan | undefined> => {
    const version = await versionAt(commit);
    if (version.kind === "absent") return undefined;
    if (version.kind === "plan" && version.brokenEvents.size === 0) return version.plan;
    const parent = parents.get(commit);
    const before = parent === undefined ? undefined : await planAt(parent);
    if (version.kind === "unreadable" || before === undefined) {
      return version.kind === "plan" ? version.plan : before;
    }
    const { plan, brokenEvents } = version;
    const kept = before.events.filter(({ name }) => brokenEvents.has(name));
    return { ...plan, events: [...plan.events, ...kept].toSorted(byName) };
  };
  const planAt = (commit: string): Promise<Plan | undefined> => {
    const plan = plans.get(commit) ?? readPlan(commit);
    plans.set(commit, plan);
    return plan;
  };
  return planAt;
}

/** A commit as people name it. */
export function shortId(commit: string): string {
  return commit.slice(0, 8);
}
