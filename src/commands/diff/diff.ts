import type { Change } from "../../diff/change.ts";
import { diff as comparePlans } from "../../diff/diff.ts";
import { diffJson, type DiffReport, fails, shownChanges, summarizeDiff } from "../../diff/report.ts";
import type { Plan } from "../../plan/plan.ts";
import { nearest, plural } from "../../text/words.ts";
import { code } from "../../text/markdown.ts";
import { readBaseline, readBaselineSince } from "./baseline.ts";
import { finish, isFailure } from "../command.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";

export interface DiffArguments {
  readonly plan?: string | undefined;
  /** A commit, a plan file or a `plan.json`. Default: `HEAD`. */
  readonly against?: string | undefined;
  /** A day or a commit. */
  readonly since?: string | undefined;
  /** Whether to show the history instead, commit by commit. */
  readonly log: boolean;
  /** `CHANGE=REASON` each. */
  readonly allow: readonly string[];
  /** Whether all safe changes are shown, instead of their number where there are many. */
  readonly all: boolean;
  readonly format: "text" | "json" | "github" | "markdown";
  /** Whether risky changes and warnings fail, too. */
  readonly strict: boolean;
}

/** `diff`: what changed since another version of the plan, and whom it affects. Writes nothing. */
export async function diff(args: DiffArguments, io: Io): Promise<ExitCode> {
  if (args.against !== undefined && (args.since !== undefined || args.log)) {
    throw new UsageError(
      `\`--against\` and \`--${args.log ? "log" : "since"}\` exclude each other.`,
      "With `--since`, give a day or a commit.",
    );
  }
  if (args.log) {
    if (args.allow.length > 0)
      throw new UsageError("`--log` allows nothing: it never fails.", "Remove `--allow`.");
    return (await import("./diff-log.ts")).diffLog(args, io);
  }
  const reasons = readReasons(args.allow);
  const current = await loadPlan(args, io);
  const { plan, diagnostics, locate } = current.read;
  if (plan === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const summary = [`${code(current.planFile)} has ${plural(errors.length, "error")} and was not compared.`];
    return finish({ command: "diff", ok: false, diagnostics, summary, result: {} }, args, io);
  }
  const baseline =
    args.since === undefined
      ? await readBaseline(args.against ?? "HEAD", current, io)
      : await readBaselineSince(args.since, current, io);
  io.progress.begin(`Comparing with ${baseline.name}`);
  const changes = comparePlans(baseline.plan, withoutBroken(plan, baseline.brokenEvents), {
    today: io.now().toISOString().slice(0, 10),
  });
  refuseUnused(reasons, changes);
  const report: DiffReport = {
    planFile: current.planFile,
    against: baseline.name,
    uncompared: [...baseline.brokenEvents],
    changes: changes.map((change) => ({ change, place: locate(change.at), allowed: reasons.get(change.id) })),
    strict: args.strict,
  };
  const ok = !report.changes.some((change) => fails(change, args.strict)) && !isFailure(diagnostics, args);
  return finish(
    {
      command: "diff",
      ok,
      diagnostics,
      changes: shownChanges(report, args),
      summary: summarizeDiff(report, args),
      result: diffJson(report),
    },
    args,
    io,
  );
}

/** Leaves out the events that could not be read in the old plan. */
function withoutBroken(plan: Plan, broken: ReadonlySet<string>): Plan {
  if (broken.size === 0) return plan;
  return {
    ...plan,
    events: plan.events.filter(
      ({ name, renamedFrom }) => !broken.has(name) && !broken.has(renamedFrom ?? name),
    ),
  };
}

/** Reasons by change id. */
function readReasons(allow: readonly string[]): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const text of allow) {
    // A name in quotes may have an equals sign.
    const id = /^(?:"(?:[^"\\]|\\.)*"|[^"=])*/u.exec(text)?.[0] ?? "";
    const reason = text.slice(id.length + 1).trim();
    if (reason === "") {
      throw new UsageError(`\`--allow ${text}\` has no reason.`, "Give one: `--allow CHANGE=REASON`.");
    }
    if (reasons.has(id)) throw new UsageError(`\`${id}\` is allowed twice.`, "Keep one of them.");
    reasons.set(id, reason);
  }
  return reasons;
}

/** An `--allow` without a change is a typo, or would silently accept a future change. */
function refuseUnused(reasons: ReadonlyMap<string, string>, changes: readonly Change[]): void {
  const usable = new Map(changes.map((change) => [change.id, change]));
  for (const id of reasons.keys()) {
    const change = usable.get(id);
    if (change === undefined) {
      const meant = nearest(id, usable.keys());
      throw new UsageError(
        `\`--allow ${id}\`: there is no such change.`,
        meant === undefined ? "Remove it." : `Did you mean \`${meant}\`? Otherwise remove it.`,
      );
    }
    if (change.level === "safe")
      throw new UsageError(`\`--allow ${id}\`: that change is safe.`, "Remove it.");
  }
}
