import { dirname, resolve } from "node:path";
import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import type { Loss } from "../../exchange/losses.ts";
import { lossesJson, lossLines } from "../../exchange/render-losses.ts";
import type { SourceFile } from "../../import/importer.ts";
import { linesOf } from "../../read/source/locate.ts";
import { plural } from "../../text/words.ts";
import { finish } from "../command.ts";
import { askForPlan } from "../init/ask-for-plan.ts";
import { Cancelled, type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";
import { findPackageManager } from "../node-project.ts";
import { displayPath, kindAt } from "../paths.ts";
import { PLAN_FILE } from "../plan-files/plan-file.ts";
import { findRoot } from "../plan-files/project-root.ts";
import { refuseForbidden, type WholeFile, writeWhole } from "../output/write-files.ts";
import { acceptWhatIsThere } from "./accept-what-is-there.ts";
import { IMPORT_FORMATS, type ImportFormat, type ImportFormatName } from "./formats.ts";
import { type MadePlan, makePlan } from "./make-plan.ts";
import { type MergedPlan, mergePlan } from "./merge-plan.ts";
import { readSources } from "./read-sources.ts";
import { type ImportReport, renderReportFile, reportFormatOf, reportOf } from "./report-file.ts";

export interface ImportArguments {
  readonly from: ImportFormatName;
  /** Files and folders. */
  readonly files: readonly string[];
  /** The plan. */
  readonly out?: string | undefined;
  /** The file for the whole report. */
  readonly report?: string | undefined;
  /** Name of the product. */
  readonly name?: string | undefined;
  /** Kind of user ids. */
  readonly id?: string | undefined;
  readonly columns?: string | undefined;
  readonly envelope?: string | undefined;
  /** Whether to add to an existing plan. */
  readonly merge: boolean;
  /** Whether to write nothing. */
  readonly dryRun: boolean;
  /** Whether not to prompt. */
  readonly yes: boolean;
  readonly format: "text" | "json";
}

/**
 * `import`: makes a plan of what other files say, and says what is lost. Writes nothing if a file cannot be understood.
 *
 * @throws UsageError if there is a plan already, or none to add to
 */
export async function importPlan(args: ImportArguments, io: Io): Promise<ExitCode> {
  const { from, merge, dryRun } = args;
  if (args.files.length === 0) {
    throw new UsageError("`import` requires a FILE.", "For example: `tracking-plan import csv events.csv`.");
  }
  const reportFormat = args.report === undefined ? undefined : reportFormatOf(args.report);
  const cwd = await io.files.realpath(io.cwd);
  const planPath = resolve(cwd, args.out ?? PLAN_FILE);
  const planFile = displayPath(io.cwd, planPath);
  const isThere = (await kindAt(planPath, io.files)) !== undefined;
  if (merge && !isThere) {
    throw new UsageError(
      `There is no ${planFile} to add to.`,
      "Leave out `--merge`, or name the plan with `--out FILE`.",
    );
  }
  if (isThere && !merge && !dryRun) {
    throw new UsageError(
      `${planFile} already exists.`,
      "Add to it with `--merge`, or write another file with `--out FILE`.",
    );
  }
  const site = { folder: dirname(planPath), planPath, outputPath: undefined };
  const chosen = await askForPlan({ name: args.name, id: args.id, yes: true }, site, {
    ...io,
    ask: undefined,
  });
  const settings = { ...chosen, id: args.id === undefined ? undefined : chosen.id };
  const before = merge ? await loadPlan({ plan: planPath }, io) : undefined;

  const format: ImportFormat = IMPORT_FORMATS[from];
  const sources = await readSources(args.files, format, io);
  if (sources.diagnostics.length > 0) return refuse(sources.diagnostics, args, io);
  io.progress.begin(`Importing ${plural(sources.files.length, "file")}`);
  const importFiles = await format.load();
  const imported = importFiles(sources.files, args);
  if (imported.kind === "invalid") return refuse(imported.diagnostics, args, io);
  const made = makePlan(imported, settings, planFile);
  if (made.settled.events.length === 0) return refuse([nothingIn(sources.files)], args, io, made.losses);
  if (made.read.plan === undefined) return refuse(faultsOf(made, sources.files), args, io);

  const merged = before && (await mergePlan({ ...made, plan: made.read.plan }, before, imported.placeOf, io));
  const plan = { path: merged?.path ?? planPath, text: merged?.text ?? made.text };
  const baseline = await acceptWhatIsThere(plan.path, merged?.after.read ?? made.read, before?.read, io);
  const written: readonly (WholeFile & { readonly detail: string })[] =
    merged !== undefined && merged.after === before
      ? []
      : [{ ...plan, detail: describe(made, merged) }, ...baseline];
  const did = merge ? "changed" : "created";
  const planFlag = args.out === undefined ? "" : ` --plan ${planFile}`;
  // Of the folder that the command runs in: a path of the command line must not lead out of it.
  const root = await findRoot(cwd, io.files);
  const { exec } = await findPackageManager(site.folder, root.path, io);
  const isUnchosen = !merge && args.id === undefined;
  const report: ImportReport = {
    files: written.map(({ path, detail }) => ({ file: displayPath(io.cwd, path), did, detail })),
    assumed: imported.assumed ?? [],
    losses: [...made.losses, ...(merged?.losses ?? [])],
    open: [
      ...(isUnchosen
        ? [
            `Say in ${planFile} what the ids of your login look like: until then, nothing can be generated. \`--id KIND\` writes it.`,
          ]
        : []),
      ...(merged === undefined ? made.settled.open : merged.added.groups.length > 0 ? made.draft.open : []),
    ],
    next: [`${exec} tracking-plan generate${planFlag}`],
  };
  if (!dryRun) {
    await confirmAssumptions(report, args, io);
    const path = args.report === undefined ? undefined : resolve(io.cwd, args.report);
    const files = [
      ...written,
      ...(path === undefined || reportFormat === undefined
        ? []
        : [{ path, text: renderReportFile(report, reportFormat) }]),
    ];
    await refuseForbidden(
      files.map((file) => file.path),
      { root, io },
    );
    await writeWhole(files, io.files);
  }
  return finish(reportOf(report, { dryRun }), args, io);
}

function nothingIn(files: readonly SourceFile[]): Diagnostic {
  return {
    code: "import-nothing",
    severity: "error",
    message: "The files describe no event that a plan can have.",
    hint: "Check the paths and the format.",
    place: startOf(files),
  };
}

/** Why the plan cannot be read, where nothing could be taken out of it. */
function faultsOf({ read }: MadePlan, files: readonly SourceFile[]): readonly Diagnostic[] {
  return read.diagnostics.map((fault): Diagnostic => {
    if (fault.code !== "file-too-large") return fault;
    return {
      code: "import-unreadable",
      severity: "error",
      message: `The files describe too much for one plan. ${fault.message}`,
      hint: "Import some of them at a time, each into a plan of its own with `--out FILE`.",
      place: startOf(files),
    };
  });
}

function startOf(files: readonly SourceFile[]): Place {
  const [{ path, text }] = files as readonly [SourceFile];
  return linesOf(path, text).placeOf([0, 1]);
}

function refuse(
  diagnostics: readonly Diagnostic[],
  { format }: ImportArguments,
  io: Io,
  losses: readonly Loss[] = [],
): Promise<ExitCode> {
  const nothing = { files: [], written: false, assumed: [], open: [], next: [] };
  const summary = [...lossLines(losses), "Nothing was written."];
  const result = { ...nothing, ...lossesJson(losses) };
  return finish({ command: "import", ok: false, diagnostics, summary, result }, { format }, io);
}

/** @example "12 events, 4 shared properties, 1 bundle" */
function describe({ settled }: MadePlan, merged: MergedPlan | undefined): string {
  const { events, properties, bundles, groups, person } = merged?.added ?? settled;
  const known = merged?.added.toKnown.flatMap((more) => more.properties) ?? [];
  const counts = [
    [events, "event", "events"],
    [known, "property of what is there", "properties of what is there"],
    [properties, "shared property", "shared properties"],
    [bundles, "bundle", "bundles"],
    [groups, "group", "groups"],
    [person, "property of people", "properties of people"],
  ] as const;
  const counted = counts
    .flatMap(([things, one, many]) => (things.length === 0 ? [] : [plural(things.length, one, many)]))
    .join(", ");
  return merged === undefined ? counted : `added ${counted}`;
}

/** Shows what was guessed before anything is written, where somebody can say no. */
async function confirmAssumptions(
  { assumed }: ImportReport,
  { yes, format }: ImportArguments,
  io: Io,
): Promise<void> {
  if (io.ask === undefined || yes || format !== "text" || assumed.length === 0) return;
  const message = `${assumed.join(" ")} Import them so?`;
  if (!(await io.ask.confirm({ message }))) throw new Cancelled();
}
