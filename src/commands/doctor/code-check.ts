import { dirname } from "node:path";
import { gatherEvidence } from "../../audit/verdicts/finding.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { plural } from "../../text/words.ts";
import { judgeProject } from "../audit/judge-project.ts";
import { readProject } from "../audit/read-project.ts";
import { type Io, UsageError } from "../io.ts";
import type { LoadedPlan } from "../plan-files/load-plan.ts";
import type { Finding } from "./findings.ts";

/** What the audit finds in the project's code, in one line. A note where it cannot read the code, with the reason. */
export async function checkCode(loaded: LoadedPlan, io: Io): Promise<readonly Finding[]> {
  const { plan } = loaded.read;
  if (plan === undefined) return [];
  try {
    const root = await io.files.realpath(loaded.root.path);
    const { wrappers } = plan.audit;
    const project = await readProject({ root, folder: dirname(loaded.planPath), paths: [], wrappers }, io);
    const evidence = gatherEvidence(plan, project.facts);
    const judged = { loaded, project, evidence, strict: false, update: false, partial: false };
    const { diagnostics } = await judgeProject(judged, io);
    return [describe(diagnostics)];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [{ check: "code", state: "note", message: error.message, hint: error.hint }];
  }
}

/** As many codes are named. */
const MAX_CODES = 3;

function describe(diagnostics: readonly Diagnostic[]): Finding {
  const check = "code";
  const serious = diagnostics.filter(({ severity }) => severity !== "info");
  if (serious.length === 0) return { check, state: "ok", message: "The code does what the plan says." };
  const errors = serious.filter(({ severity }) => severity === "error").length;
  const counts = new Map<string, number>();
  for (const { code } of serious) counts.set(code, (counts.get(code) ?? 0) + 1);
  const named = [...counts].toSorted(([, a], [, b]) => b - a).map(([code, count]) => `${count} ${code}`);
  const rest = named.length - MAX_CODES;
  const codes = [...named.slice(0, MAX_CODES), ...(rest > 0 ? [plural(rest, "other code")] : [])].join(", ");
  return {
    check,
    state: errors > 0 ? "error" : "warning",
    message: `The code differs from the plan in ${plural(serious.length, "place")}: ${codes}.`,
    hint: "Run `npx tracking-plan audit` to see each.",
  };
}
