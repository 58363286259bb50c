import { isFor } from "../../emit/emitter.ts";
import { join, relative, resolve } from "node:path";
import type { SummaryLine } from "../../diagnostics/render/report.ts";
import type { Plan } from "../../plan/plan.ts";
import { finish } from "../command.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";
import { findPackageManager, type PackageManager, readManifest } from "../node-project.ts";
import { displayPath, isInside, kindAt, withSlashes } from "../paths.ts";
import { findRoot } from "../plan-files/project-root.ts";
import { refuseForbidden, type WholeFile, writeWhole } from "../output/write-files.ts";
import { PLAN_FILE } from "../plan-files/plan-file.ts";
import { askForPlan } from "./ask-for-plan.ts";
import { choosePackage } from "./choose-package.ts";
import {
  attributesStep,
  type InitArguments,
  manifestStep,
  planStep,
  type Project,
  type Step,
  workflowStep,
} from "./project-steps.ts";
import { draftFromCode, draftStep, type FoundDraft } from "./plan-from-code.ts";
import { draftFromRecording } from "./plan-from-recording.ts";
import { toolSteps } from "./tool-steps.ts";

/** Where generated files go by default. */
const DEFAULT_OUTPUT = "./generated";

/** Paths that are safe in npm scripts and workflows: no characters that a shell or YAML interprets. */
const PLAIN_PATH = /^[\w./-]+$/u;

/**
 * `init`: creates a starter plan, npm scripts, a CI workflow and hints for Git, formatters and linters, skipping what already
 * exists. Running it again changes nothing.
 *
 * @throws UsageError if something is missing that only the user knows.
 */
export async function init(args: InitArguments, io: Io): Promise<ExitCode> {
  const ask = args.yes || args.format !== "text" ? undefined : io.ask;
  const project = await findProject(args, ask, io);
  // In the order of the report. All prompts come before anything is written.
  const isNew = (await kindAt(project.planPath, io.files)) === undefined;
  const there = isNew ? undefined : (await loadPlan(args, io)).read.plan;
  const draft = await findDraft(args, project, there, io);
  const answers = isNew ? await askForPlan(args, project, { ...io, ask }) : undefined;
  const dir = answers?.dir ?? there?.output.dir ?? DEFAULT_OUTPUT;
  const steps: readonly Step[] = [
    draft === undefined ? planStep(project, answers) : await draftStep(project, draft, answers, io),
    ...(await manifestStep(project, io)),
    await workflowStep(project, io),
    await attributesStep(project, dir, io),
    ...(await toolSteps(project, dir, io)),
  ];
  const written = steps.flatMap((step): readonly WholeFile[] => (step.kind === "skipped" ? [] : [step]));
  await refuseForbidden(
    written.map(({ path }) => path),
    { root: project.root, io },
  );
  await writeWhole(written, io.files);
  const isForServer = there === undefined || isFor(there.output, "server");
  const next = await nextCommands(project, isForServer, io);
  const told = steps.map((step) => ({
    file: displayPath(io.cwd, step.path),
    did: step.kind,
    detail: step.detail,
  }));
  return finish(
    {
      command: "init",
      ok: true,
      diagnostics: [],
      summary: [...told.map(lineOf), "", "Next:", ...next.map((command) => ({ command }))],
      result: { files: told, next },
    },
    args,
    io,
  );
}

/** What the plan is made from, where that is not a sample. */
async function findDraft(
  { fromCode, fromRecording }: InitArguments,
  project: Project,
  plan: Plan | undefined,
  io: Io,
): Promise<FoundDraft | undefined> {
  if (fromCode && fromRecording !== undefined) {
    throw new UsageError(
      "`--from-code` and `--from-recording` exclude each other.",
      "Run one after the other.",
    );
  }
  if (fromRecording !== undefined) return draftFromRecording(fromRecording, plan, io);
  return fromCode ? draftFromCode(project, plan, io) : undefined;
}

async function findProject({ plan, out }: InitArguments, ask: Io["ask"], io: Io): Promise<Project> {
  const cwd = await io.files.realpath(io.cwd);
  const isChosen = plan !== PLAN_FILE || out !== undefined;
  const isThere = (await kindAt(join(cwd, plan), io.files)) !== undefined;
  const folder = isChosen || isThere ? cwd : await choosePackage(cwd, ask, io);
  const planPath = resolve(folder, plan);
  const output = out === undefined ? undefined : resolve(folder, out);
  for (const [option, path] of [
    ["--plan", planPath],
    ["--out", output ?? folder],
  ] as const) {
    const shown = withSlashes(relative(folder, path));
    if (!isInside(folder, path)) throw new UsageError(`\`${option}\` must be inside this folder.`);
    if (shown !== "" && !PLAIN_PATH.test(shown)) {
      throw new UsageError(
        `\`${option}\` contains characters that a shell would interpret.`,
        "Use only letters, digits, `_`, `-`, `.` and `/`.",
      );
    }
  }
  const root = await findRoot(folder, io.files);
  return {
    folder,
    root,
    planPath,
    outputPath: output,
    manager: await findPackageManager(folder, root.path, io),
    planFlag:
      planPath === resolve(folder, PLAN_FILE) ? "" : ` --plan ${withSlashes(relative(folder, planPath))}`,
  };
}

/** @example "created  tracking-plan.yaml: ids like user_123 and two sample events" */
function lineOf({
  file,
  did,
  detail,
}: {
  readonly file: string;
  readonly did: Step["kind"];
  readonly detail: string;
}): SummaryLine {
  return { label: `${did.padEnd(7)}  `, text: `${file}: ${detail}` };
}

/** The commands to run next. */
async function nextCommands(project: Project, isForServer: boolean, io: Io): Promise<readonly string[]> {
  const { manager, planFlag } = project;
  const manifest = await readManifest(resolve(project.folder, "package.json"), io);
  const installed = manifest === undefined || manifest === "broken" ? new Set() : manifest.dependencies;
  const needed = ["tracking-plan", ...(isForServer ? ["posthog-node", "zod"] : [])];
  const missing = needed.filter((name) => !installed.has(name));
  return [
    ...(project.folder === io.cwd ? [] : [`cd ${displayPath(io.cwd, project.folder)}`]),
    ...(manifest === undefined ? [initOf(manager)] : []),
    ...(missing.length === 0 ? [] : [`${manager.add} ${missing.join(" ")}`]),
    `${manager.exec} tracking-plan generate${planFlag}`,
  ];
}

function initOf({ name }: PackageManager): string {
  return name === "pnpm" ? "pnpm init" : `${name} init -y`;
}
