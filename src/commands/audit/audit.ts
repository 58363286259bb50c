import { dirname, relative, resolve } from "node:path";
import { gatherEvidence } from "../../audit/verdicts/finding.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Format } from "../../diagnostics/render/renderers.ts";
import { plural } from "../../text/words.ts";
import { finish, isFailure, type ReportLength, shortened } from "../command.ts";
import { changedFiles } from "../git/git-files.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";
import { allPages } from "../pages.ts";
import { isInside, withSlashes } from "../paths.ts";
import { judgeProject } from "./judge-project.ts";
import { type ReadProject, readProject } from "./read-project.ts";
import { recordPlaces } from "./record-places.ts";

export interface AuditArguments extends ReportLength {
  readonly plan?: string | undefined;
  /** Files and folders, relative to the working directory: only what is in them is reported. Default: the whole project. */
  readonly paths: readonly string[];
  /** A `tsconfig.json` whose files are audited in the place of the project's. */
  readonly tsconfig?: string | undefined;
  /** Report only what is in files that differ from the last commit. */
  readonly changed: boolean;
  /** Make calls that bypass the helpers calls of them. */
  readonly fix?: boolean | undefined;
  /** With {@link fix}: do not ask before files are changed. */
  readonly yes?: boolean | undefined;
  readonly format: Format;
  readonly strict: boolean;
  /** Whether to write the baseline: the warnings that there are now are accepted from then on. */
  readonly updateBaseline?: boolean;
  /** Whether to write where each event is sent from, for the docs. */
  readonly record?: boolean;
}

/**
 * `audit`: holds source code to the plan. Reads the code with the TypeScript compiler, and runs nothing of it. Writes the
 * baseline, the record and changed code, and each of them only if asked to.
 *
 * @throws UsageError if the plan or a path cannot be read, or if ts-morph is not installed
 */
export async function audit(args: AuditArguments, io: Io): Promise<ExitCode> {
  const partial = args.paths.length > 0 || args.tsconfig !== undefined || args.changed;
  const { strict, updateBaseline: update = false, record = false } = args;
  if ((update || record) && partial) {
    throw new UsageError(
      update
        ? "`--update-baseline` accepts what is in the whole project."
        : "`--record` writes what is in the whole project.",
      "Leave out paths, `--tsconfig` and `--changed`.",
    );
  }
  if (args.yes === true && args.fix !== true) {
    throw new UsageError("`--yes` needs `--fix`.", "Add `--fix`, or leave out `--yes`.");
  }
  if ((update || record) && args.fix === true) {
    throw new UsageError(
      `\`--fix\` and \`--${update ? "update-baseline" : "record"}\` are two steps.`,
      `Fix first, then ${update ? "accept the rest" : "record the result"}.`,
    );
  }
  const loaded = await loadPlan(args, io);
  const { planFile, root, read } = loaded;
  const plan = { file: planFile, workingDirectory: withSlashes(relative(root.path, io.cwd)) };
  const about = { command: "audit", plan, pages: allPages } as const;
  if (read.plan === undefined) {
    const { diagnostics } = read;
    return finish({ ...about, ok: false, diagnostics, summary: [], result: {} }, args, io);
  }
  const realRoot = await io.files.realpath(root.path);
  const planFolder = dirname(loaded.planPath);
  const { wrappers } = read.plan.audit;
  const project = await readProject({ ...args, root: realRoot, folder: planFolder, wrappers }, io);
  const { facts } = project;
  if (facts.files.seen === 0) {
    throw new UsageError(
      "There are no source files to audit.",
      "Run it in the project whose code sends the events, or name its plan with `--plan`.",
    );
  }
  io.progress.begin("Comparing the code with the plan");
  const evidence = gatherEvidence(read.plan, facts, { isWhole: args.tsconfig === undefined });
  const reported = await reportedFiles(args, { root: realRoot, named: project.named }, io);
  if (args.fix === true) {
    const { fixAudited } = await import("./fix.ts");
    return fixAudited({ args, plan, loaded, project, evidence, isChosen: reported }, io);
  }
  const accepted = await judgeProject({ loaded, project, evidence, strict, update, partial }, io);
  const places = partial ? undefined : await recordPlaces({ loaded, project, evidence, record }, io);
  const found = [...accepted.diagnostics, ...(places?.diagnostics ?? [])];
  const inScope = found.filter(
    ({ place }) => place === undefined || reported(withSlashes(resolve(io.cwd, place.file))),
  );
  const { diagnostics, maxLines } = shortened(inScope, args);
  const ok = !isFailure(diagnostics, args);
  const isQuiet = args.quiet === true && !ok;
  // What was written is said even to those who want to hear of failures alone.
  const summary = [
    ...(isQuiet && !update ? [] : accepted.summary),
    ...(isQuiet ? [] : summarize(project, inScope)),
    ...(places?.summary ?? []),
  ];
  const { seen, analysed } = facts.files;
  const result = { files: seen, analysed, record: places?.written ?? null };
  return finish({ ...about, ok, diagnostics, maxLines, summary, result }, args, io);
}

/** Whether what is in a file is reported. */
async function reportedFiles(
  { paths, changed }: AuditArguments,
  { root, named }: { readonly root: string; readonly named: readonly string[] },
  io: Io,
): Promise<(path: string) => boolean> {
  const differing = changed ? await changedFiles(root, io) : undefined;
  return (path) =>
    (paths.length === 0 || named.some((one) => isInside(one, path))) &&
    (differing === undefined || differing.has(path));
}

function summarize({ facts, tests }: ReadProject, diagnostics: readonly Diagnostic[]): readonly string[] {
  const { calls, files, templates, unresolved } = facts;
  const captures = calls.filter(({ action }) => action === "capture").length;
  const inMarkup = templates.reduce((sum, { count }) => sum + count, 0);
  return [
    `${plural(captures, "call")} that ${captures === 1 ? "sends" : "send"} events. Of ${plural(files.seen, "file")}, the compiler read ${files.analysed}${tests > 0 ? `; ${plural(tests, "test file")} left out` : ""}.`,
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
