import { relative } from "node:path";
import { inOrder } from "../diagnostics/diagnostic.ts";
import { plural } from "../text/words.ts";
import { type CommandArguments, finish, isFailure } from "./command.ts";
import { diagnoseFormerOutput, findFormerOutput } from "./former-output.ts";
import { inspect } from "./inspect.ts";
import type { ExitCode, Io } from "./io.ts";
import { loadPlan } from "./load-plan.ts";
import { diagnoseOutput } from "./compare-output.ts";
import { allPages } from "./pages.ts";
import { withSlashes } from "./paths.ts";
import { runRules } from "../rules/run-rules.ts";

/** `check`: reports errors in the plan, violations of its rules and generated files that are not up to date. Writes nothing. */
export async function check(args: CommandArguments, io: Io): Promise<ExitCode> {
  const plan = await loadPlan(args, io);
  const { planFile, root, output, read, ...inspection } = await inspect(args, io, plan);
  const former = output ? await findFormerOutput(plan, output, { args, io }) : [];
  if (read.plan) io.progress.begin("Linting the plan");
  const today = io.now().toISOString().slice(0, 10);
  const found = [
    ...inspection.diagnostics,
    ...(read.plan ? runRules(read.plan, { locate: read.locate, today }) : []),
    ...(output ? diagnoseOutput(output.compared, io.cwd) : []),
    ...diagnoseFormerOutput(former, plan, io.cwd),
  ];
  const diagnostics = inOrder(found, read.files);
  const ok = !isFailure(diagnostics, args);
  const summary =
    ok && output
      ? [
          `${planFile} is valid, and ${output.folders.join(" and ")} ${output.folders.length === 1 ? "is" : "are"} up to date: ${plural(output.plan.events.length, "event")}, ${plural(output.compared.files.length, "file")}.`,
        ]
      : [];
  const about = { file: planFile, workingDirectory: withSlashes(relative(root.path, io.cwd)) };
  return finish(
    { command: "check", ok, plan: about, diagnostics, pages: allPages, summary, result: {} },
    args,
    io,
  );
}
