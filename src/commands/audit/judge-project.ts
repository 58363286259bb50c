import { dirname, relative, resolve } from "node:path";
import type { Evidence } from "../../audit/verdicts/finding.ts";
import { judgeCode } from "../../audit/verdicts/verdicts.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type AcceptedFindings, applyBaseline } from "../accepted-findings.ts";
import type { Io } from "../io.ts";
import type { LoadedPlan } from "../plan-files/load-plan.ts";
import { withSlashes } from "../paths.ts";
import { diagnoseCode } from "./diagnose-code.ts";
import type { ReadProject } from "./read-project.ts";
import { applySuppressions } from "./suppressions.ts";

interface Judged {
  readonly loaded: LoadedPlan;
  readonly project: ReadProject;
  readonly evidence: Evidence;
  /** Those of the baseline: see `applyBaseline`. */
  readonly strict: boolean;
  readonly update: boolean;
  readonly partial: boolean;
}

/** Everything that code and plan do not agree on, without what comments suppress and the baseline accepts. */
export async function judgeProject(
  { loaded, project: { facts, text }, evidence, ...baseline }: Judged,
  io: Io,
): Promise<AcceptedFindings> {
  const { locate } = loaded.read;
  const found = diagnoseCode(judgeCode(evidence), facts, evidence.plan.audit, { text, locate });
  const kept = applySuppressions(found, facts.files.marked, text, io.cwd);
  const named = kept.map((diagnostic) => nameByFile(diagnostic, dirname(loaded.planPath), io));
  return applyBaseline(named, { ...baseline, plan: loaded, section: "audit", io });
}

/** A baseline counts what is about no event by its file. */
function nameByFile(diagnostic: Diagnostic, planFolder: string, { cwd }: Io): Diagnostic {
  const { names, place } = diagnostic;
  if (names !== undefined || place === undefined) return diagnostic;
  return { ...diagnostic, names: [withSlashes(relative(planFolder, resolve(cwd, place.file)))] };
}
