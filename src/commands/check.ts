import { relative } from "node:path";
import { inOrder } from "../diagnostics/diagnostic.ts";
import { plural } from "../text/words.ts";
import { type CommandArguments, finish, isFailure, type ReportLength, shortened } from "./command.ts";
import { diagnoseFormerOutput, findFormerOutput } from "./output/former-output.ts";
import { applyBaseline } from "./accepted-findings.ts";
import { prepareOutput } from "./output/prepare-output.ts";
import type { ExitCode, Io } from "./io.ts";
import { loadPlan } from "./plan-files/load-plan.ts";
import { diagnoseOutput } from "./output/compare-output.ts";
import { allPages } from "./pages.ts";
import { withSlashes } from "./paths.ts";
import { diagnoseChanges } from "./plan-files/source-record.ts";
import { runRules } from "../rules/run-rules.ts";

interface CheckArguments extends CommandArguments, ReportLength {
  /** Whether to write the baseline: what the rules find now is accepted from then on. */
  readonly updateBaseline?: boolean;
}

/**
 * `check`: reports errors in the plan, violations of its rules and generated files that are not up to date. Writes nothing but
 * the baseline, and that only if asked to.
 */
export async function check(args: CheckArguments, io: Io): Promise<ExitCode> {
  const plan = await loadPlan(args, io);
  const { planFile, root, output, read, record, ...prepared } = await prepareOutput(args, io, plan);
  const former = output ? await findFormerOutput(plan, output, { args, io }) : [];
  const { quiet = false, updateBaseline: update = false, strict } = args;
  const today = io.now().toISOString().slice(0, 10);
  if (read.plan) io.progress.begin("Linting the plan");
  const lint = read.plan
    ? await applyBaseline(runRules(read.plan, { locate: read.locate, today }), {
        plan,
        section: "rules",
        strict,
        update,
        io,
      })
    : undefined;
  const found = [
    ...prepared.diagnostics,
    ...(lint?.diagnostics ?? []),
    ...(output ? diagnoseOutput(output.compared, io.cwd) : []),
    ...diagnoseFormerOutput(former, plan, io.cwd),
    ...(record && read.plan ? await diagnoseChanges(record, read.plan, plan, io) : []),
  ];
  const inPlace = inOrder(found, read.files);
  const { diagnostics, maxLines } = shortened(inPlace, args);
  const ok = !isFailure(diagnostics, args);
  const upToDate =
    ok && output
      ? [
          `${planFile} is valid, and ${output.folders.join(" and ")} ${output.folders.length === 1 ? "is" : "are"} up to date: ${plural(output.plan.events.length, "event")}, ${plural(output.compared.files.length, "file")}.`,
        ]
      : [];
  // What was written is said even to those who want to hear of failures alone.
  const summary = [...(quiet && !update ? [] : (lint?.summary ?? [])), ...(quiet ? [] : upToDate)];
  const result = { baseline: lint?.baseline ?? null };
  const about = { file: planFile, workingDirectory: withSlashes(relative(root.path, io.cwd)) };
  return finish(
    { command: "check", ok, plan: about, diagnostics, maxLines, pages: allPages, summary, result },
    args,
    io,
  );
}
