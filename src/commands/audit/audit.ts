import { dirname, relative, resolve } from "node:path";
import type { CodeFacts } from "../../audit/facts/facts.ts";
import { findSources } from "../../audit/project/find-sources.ts";
import { filesOfConfig } from "../../audit/project/tsconfigs.ts";
import { readCode } from "../../audit/read-code.ts";
import { gatherEvidence } from "../../audit/verdicts/finding.ts";
import { judgeCode } from "../../audit/verdicts/verdicts.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Format } from "../../diagnostics/render/renderers.ts";
import { plural } from "../../text/words.ts";
import { finish, isFailure } from "../command.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { type LoadedPlan, loadPlan } from "../load-plan.ts";
import { allPages } from "../pages.ts";
import { isInside, kindAt, withSlashes } from "../paths.ts";
import { changedFiles, ignoredFiles } from "../git-files.ts";
import { diagnoseCode } from "./diagnose-code.ts";
import { loadCompiler } from "./load-compiler.ts";
import { readSourceText } from "./source-text.ts";
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
  const project = await readProject(args, loaded, io);
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

interface ReadProject {
  readonly facts: CodeFacts;
  readonly text: ReturnType<typeof readSourceText>;
  /** Files of tests that were left out. */
  readonly tests: number;
}

async function readProject(args: AuditArguments, loaded: LoadedPlan, io: Io): Promise<ReadProject> {
  const root = await io.files.realpath(loaded.root.path);
  const compiler = await loadCompiler(dirname(loaded.planPath), root, io);
  const sources = await io.openSources(root);
  const ignored = await ignoredFiles(root, io);
  io.progress.begin("Looking for source files");
  const start = await startingPoints(args.paths, root, io);
  const found = findSources(start, sources, { root, isIgnored: (path) => ignored.has(path) });
  const chosen = args.tsconfig
    ? filesOfConfig(withSlashes(resolve(io.cwd, args.tsconfig)), compiler.ts, sources)
    : found.sources;
  io.progress.begin(`Reading ${plural(chosen.length, "source file")}`);
  const facts = readCode(
    {
      root,
      sources: chosen,
      manifests: found.manifests,
      wrappers: loaded.read.plan?.audit.wrappers,
    },
    compiler,
    sources,
  );
  return { facts, text: readSourceText(sources, io.cwd), tests: found.tests };
}

async function startingPoints(
  paths: readonly string[],
  root: string,
  { cwd, files }: Io,
): Promise<readonly string[]> {
  if (paths.length === 0) return [withSlashes(root)];
  const found: string[] = [];
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    if ((await kindAt(absolute, files)) === undefined) {
      throw new UsageError(`Cannot audit ${path}: there is no such file or folder.`, "Correct the path.");
    }
    const real = await files.realpath(absolute);
    if (!isInside(root, real)) {
      throw new UsageError(
        `Cannot audit ${path}: it is outside of the plan's project.`,
        "Audit the project that contains the plan, or name its plan with `--plan`.",
      );
    }
    found.push(withSlashes(real));
  }
  return found;
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
