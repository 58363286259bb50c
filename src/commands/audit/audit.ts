import { dirname, relative, resolve } from "node:path";
import { gatherEvidence } from "../../audit/verdicts/finding.ts";
import { judgeCode } from "../../audit/verdicts/verdicts.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Format } from "../../diagnostics/render/renderers.ts";
import { plural } from "../../text/words.ts";
import { finish, isFailure } from "../command.ts";
import type { ExitCode, Io } from "../io.ts";
import { loadPlan } from "../load-plan.ts";
import { allPages } from "../pages.ts";
import { withSlashes } from "../paths.ts";
import { changedFiles } from "../git-files.ts";
import { diagnoseCode } from "./diagnose-code.ts";
import { type ReadProject, readProject } from "./read-project.ts";
import { applySuppressions } from "./suppressions.ts";

export interface AuditArguments {
  readonly plan?: string | undefined;
  /** Files and folders, relative to the working directory. Default: the whole project of the plan. */
  readonly paths: readonly string[];
  /** A `tsconfig.json` whose files are audited in the place of folders. */
  readonly tsconfig?: string | undefined;
  /** Report only what is in files that differ from the last commit. */
  readonly changed: boolean;
  readonly format: Format;
  readonly strict: boolean;
}

/**
 * `audit`: holds source code to the plan. Reads the code with the TypeScript compiler, and runs nothing of it.
 *
 * @throws UsageError if the plan or a path cannot be read, or if ts-morph is not installed
 */
export async function audit(args: AuditArguments, io: Io): Promise<ExitCode> {
  const loaded = await loadPlan(args, io);
  const { planFile, root, read } = loaded;
  const plan = { file: planFile, workingDirectory: withSlashes(relative(root.path, io.cwd)) };
  if (read.plan === undefined) {
    const { diagnostics } = read;
    return finish(
      { command: "audit", ok: false, plan, diagnostics, pages: allPages, summary: [], result: {} },
      args,
      io,
    );
  }
  const project = await readProject(
    {
      ...args,
      root: await io.files.realpath(root.path),
      folder: dirname(loaded.planPath),
      wrappers: read.plan.audit.wrappers,
    },
    io,
  );
  io.progress.begin("Comparing the code with the plan");
  const findings = judgeCode(gatherEvidence(read.plan, project.facts));
  const found = diagnoseCode(findings, project.facts, read.plan.audit, {
    text: project.text,
    locate: read.locate,
  });
  const all = applySuppressions(found, project.facts.files.marked, project.text, io.cwd);
  const diagnostics = args.changed ? await onlyChanged(all, root.path, io) : all;
  const ok = !isFailure(diagnostics, args);
  return finish(
    {
      command: "audit",
      ok,
      plan,
      diagnostics,
      pages: allPages,
      summary: summarize(project, diagnostics),
      result: { files: project.facts.files.seen, analysed: project.facts.files.analysed },
    },
    args,
    io,
  );
}

/** What is in files that differ from the last commit. */
async function onlyChanged(
  diagnostics: readonly Diagnostic[],
  root: string,
  io: Io,
): Promise<readonly Diagnostic[]> {
  const changed = await changedFiles(root, io);
  return diagnostics.filter(
    ({ place }) => place !== undefined && changed.has(withSlashes(resolve(io.cwd, place.file))),
  );
}

function summarize({ facts, tests }: ReadProject, diagnostics: readonly Diagnostic[]): readonly string[] {
  const { calls, files, templates, unresolved } = facts;
  const captures = calls.filter(({ action }) => action === "capture").length;
  const inMarkup = templates.reduce((sum, { count }) => sum + count, 0);
  return [
    `${plural(captures, "call")} that ${captures === 1 ? "sends" : "send"} events, in ${plural(files.seen, "file")}; ${plural(files.analysed, "file")} analysed${tests > 0 ? `, ${plural(tests, "test file")} left out` : ""}.`,
    ...(inMarkup > 0
      ? [
          `Not read: ${plural(inMarkup, "call")} in the templates of ${plural(templates.length, "component")}.`,
        ]
      : []),
    ...(unresolved.length > 0
      ? [
          `Without types, because not installed: ${unresolved.slice(0, 5).join(", ")}${unresolved.length > 5 ? ` and ${unresolved.length - 5} more` : ""}. What depends on them is not known.`,
        ]
      : []),
    ...(diagnostics.length === 0 ? ["The code does what the plan says."] : []),
  ];
}
