import { readFileSync } from "node:fs";
import type { CodeFacts } from "../../src/audit/facts/facts.ts";
import type { SourceFiles } from "../../src/audit/project/source-files.ts";
import { gatherEvidence } from "../../src/audit/verdicts/finding.ts";
import { judgeCode } from "../../src/audit/verdicts/verdicts.ts";
import { diagnoseCode } from "../../src/commands/audit/diagnose-code.ts";
import { readSourceText } from "../../src/commands/audit/source-text.ts";
import { renderText } from "../../src/diagnostics/render/text.ts";
import { readPlan } from "../../src/read/read-plan.ts";

/** What `audit` says of facts that are held against a plan, as it shows it. */
export function printFindings(
  facts: CodeFacts,
  { root, files, planFile }: { readonly root: string; readonly files: SourceFiles; readonly planFile: URL },
): string {
  const { plan, diagnostics, locate } = readPlan({
    file: "tracking-plan.yaml",
    bytes: readFileSync(planFile),
  });
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  const text = readSourceText(files, root);
  const found = diagnoseCode(judgeCode(gatherEvidence(plan, facts)), facts, plan.audit, { text, locate });
  return renderText(found, { color: false, columns: undefined });
}
