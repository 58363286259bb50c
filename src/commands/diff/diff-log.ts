import { basename, dirname } from "node:path";
import { diff } from "../../diff/diff.ts";
import { type LogEntry, logJson, logLines, logMarkdown, type LogReport } from "../../diff/log.ts";
import type { Plan } from "../../plan/plan.ts";
import { finish } from "../command.ts";
import { findRevision, type Revision } from "../git/git.ts";
import { type Commit, commitsSince, isShallowBoundary } from "../git/git-history.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";
import { type PlanHistory, readHistory, shortId } from "./plan-history.ts";
import { readSince } from "../git/since.ts";

interface DiffLogArguments {
  readonly plan?: string | undefined;
  /** A day or a commit. */
  readonly since?: string | undefined;
  /** Whether all safe changes are shown. */
  readonly all: boolean;
  readonly format: "text" | "json" | "github" | "markdown";
}

/** `diff --log`: what each commit changed in the plan, by day and author. Only reads objects of Git, and writes nothing. */
export async function diffLog(args: DiffLogArguments, io: Io): Promise<ExitCode> {
  const { since, format } = args;
  if (format === "github") {
    throw new UsageError("`--log` has no format `github`.", "Use `text`, `markdown` or `json`.");
  }
  const current = await loadPlan(args, io);
  const folder = await io.files.realpath(dirname(current.planPath));
  const revision = await findRevision({ ref: "HEAD" }, folder, io);
  const isAsked = since === undefined ? () => true : await filterOf(since, { revision, folder, io });
  io.progress.begin("Reading the history");
  const history = await readHistory(revision, {
    path: `${revision.prefix}${basename(current.planPath)}`,
    dir: current.read.plan?.output.dir,
    isAsked,
  });
  const entries: LogEntry[] = [];
  for (const commit of history.commits) {
    const what = await whatOf(commit, history, revision);
    if (what !== undefined) {
      const { id, author, title } = commit;
      entries.push({ commit: shortId(id), day: dayOf(commit), author, title, what });
    }
  }
  const { planFile } = current;
  const report: LogReport = { planFile, since, isShallow: revision.isShallow, entries };
  if (format === "markdown") {
    io.stdout.write(logMarkdown(report, args));
    return 0;
  }
  const summary = logLines(report, args);
  return finish({ command: "diff", ok: true, diagnostics: [], summary, result: logJson(report) }, args, io);
}

async function filterOf(
  since: string,
  { revision, folder, io }: { readonly revision: Revision; readonly folder: string; readonly io: Io },
): Promise<(commit: Commit) => boolean> {
  const start = await readSince(since, folder, io);
  if (start.kind === "day") return ({ time }) => time >= start.begin;
  const newer = await commitsSince(revision, start.commit);
  return ({ id }) => newer.has(id);
}

function dayOf({ time }: Commit): string {
  return time.toISOString().slice(0, 10);
}

/** What a commit did to the plan; nothing if it only touched files beside it. */
async function whatOf(
  commit: Commit,
  { versionAt, planAt }: PlanHistory,
  { isShallow, git }: Revision,
): Promise<LogEntry["what"] | undefined> {
  const version = await versionAt(commit.id);
  if (version.kind === "unreadable") return { kind: "skipped", reason: version.reason };
  const after = await planAt(commit.id);
  const plans = await Promise.all(commit.parents.map(planAt));
  const before = plans.filter((plan) => plan !== undefined);
  if (after === undefined) return before.length === 0 ? undefined : { kind: "removed" };
  if (before.length === 0) {
    const isOlder = isShallow && (await isShallowBoundary(commit.id, git));
    return isOlder ? undefined : { kind: "created", events: after.events.length };
  }
  const changes = changesOf(before, after, dayOf(commit));
  const uncompared = version.kind === "plan" ? [...version.brokenEvents] : [];
  return changes.length + uncompared.length === 0 ? undefined : { kind: "changed", changes, uncompared };
}

/** Of a merge, only what differs from each side: the rest is told of the commits that it merges. */
function changesOf(before: readonly Plan[], after: Plan, today: string) {
  const [first = [], ...others] = before.map((plan) => diff(plan, after, { today }));
  const ids = others.map((changes) => new Set(changes.map(({ id }) => id)));
  return first.filter(({ id }) => ids.every((known) => known.has(id)));
}
