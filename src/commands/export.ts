import { dirname, join, resolve } from "node:path";
import { locateLosses } from "../exchange/losses.ts";
import { lossesJson, lossesMarkdown, lossLines } from "../exchange/render-losses.ts";
import { normalizeLineEnds } from "../emit/header.ts";
import type { Exporter } from "../export/exported.ts";
import { plural } from "../text/words.ts";
import { finish } from "./command.ts";
import { type ComparedFile, type ComparedOutput, diagnoseForeign } from "./output/compare-output.ts";
import type { ExitCode, Files, Io } from "./io.ts";
import { loadPlan } from "./plan-files/load-plan.ts";
import { displayPath, kindAt, unlessMissing } from "./paths.ts";
import {
  filesJson,
  refuseForbidden,
  summarizeFiles,
  type WholeFile,
  writeOutput,
} from "./output/write-files.ts";

export interface ExportArguments {
  readonly target: string;
  readonly plan?: string | undefined;
  /** The folder to write into, relative to the working directory. Default: `exports/TARGET` beside the plan. */
  readonly out?: string | undefined;
  /** Where dbt runs the expressions. */
  readonly warehouse: "bigquery" | "snowflake" | "postgres";
  readonly format: "text" | "json" | "markdown";
}

/**
 * `export`: writes the events of a plan in a format of other tools, and says what that format cannot hold. All files are written
 * or none. Only files of an earlier export are replaced, or removed where their event is gone.
 */
export async function exportPlan(args: ExportArguments, io: Io): Promise<ExitCode> {
  const { planPath, planFile, root, read } = await loadPlan(args, io);
  const { plan, diagnostics, locate } = read;
  const failed = { command: "export", ok: false, summary: [], result: { files: null } };
  if (plan === undefined) return finish({ ...failed, diagnostics }, args, io);

  const events = plural(plan.events.length, "event");
  io.progress.begin(`Exporting ${events}`);
  const exporter = await loadExporter(args);
  const exported = exporter.emit(plan);
  const folder = resolve(
    ...(args.out === undefined ? [dirname(planPath), "exports", args.target] : [io.cwd, args.out]),
  );
  const files = exported.files.map(({ path, text }) => ({ path: join(folder, path), text }));
  await refuseForbidden([join(folder, "any"), ...pathsOf(files)], { root, io });

  const compared = await compare(files, exporter, folder, io.files);
  const foreign = diagnoseForeign(compared, io.cwd);
  if (foreign.length > 0) return finish({ ...failed, diagnostics: [...diagnostics, ...foreign] }, args, io);
  const written = await writeOutput(compared, io.files);
  const losses = locateLosses(exported.losses, (at) => locate(at));
  const code = await finish(
    {
      command: "export",
      ok: true,
      diagnostics,
      summary: [
        `From ${planFile} into ${displayPath(io.cwd, folder)}/: ${events}.`,
        summarizeFiles(written),
        ...(args.format === "markdown" ? [] : lossLines(losses)),
        ...(losses.length === 0 || args.format === "markdown"
          ? []
          : ["`--format markdown` lists every loss."]),
      ],
      result: { files: filesJson(written, io.cwd), ...lossesJson(losses) },
    },
    args,
    io,
  );
  if (args.format === "markdown" && losses.length > 0) io.stdout.write(`\n${lossesMarkdown(losses)}\n`);
  return code;
}

/** Each is loaded when it is used. */
async function loadExporter({ target, warehouse }: ExportArguments): Promise<Exporter> {
  switch (target) {
    case "json-schema":
      return (await import("../export/json-schema/json-schema.ts")).jsonSchemaExporter;
    case "csv":
      return (await import("../export/csv.ts")).csvExporter;
    default:
      return (await import("../export/dbt/dbt.ts")).dbtExporter(warehouse);
  }
}

function pathsOf(files: readonly WholeFile[]): readonly string[] {
  return files.map(({ path }) => path);
}

/** Compares files with those in the folder, and finds those of an earlier export that are no longer made. */
async function compare(
  made: readonly WholeFile[],
  exporter: Exporter,
  folder: string,
  files: Files,
): Promise<ComparedOutput> {
  const compared: ComparedFile[] = [];
  for (const { path, text } of made) {
    compared.push({ path, expected: text, found: await findAt(path, text, exporter, files) });
  }
  const expected = new Set(pathsOf(made));
  const orphans: string[] = [];
  for (const entry of (await unlessMissing(files.readdir(folder, { withFileTypes: true }))) ?? []) {
    const path = join(folder, entry.name);
    if (!entry.isFile() || expected.has(path) || !entry.name.endsWith(exporter.extension)) continue;
    const text = await unlessMissing(files.readFile(path, "utf8"));
    if (text !== undefined && exporter.isOurs(normalizeLineEnds(text))) orphans.push(path);
  }
  return { files: compared, orphans: orphans.toSorted() };
}

async function findAt(
  path: string,
  expected: string,
  { isOurs }: Exporter,
  files: Files,
): Promise<ComparedFile["found"]> {
  const kind = await kindAt(path, files);
  if (kind === undefined) return { state: "missing" };
  if (kind !== "file") return { state: "foreign", kind };
  // Git may have converted the line ends.
  const text = normalizeLineEnds(await files.readFile(path, "utf8"));
  if (text === normalizeLineEnds(expected)) return { state: "current" };
  return isOurs(text) ? { state: "stale", text } : { state: "foreign", kind };
}
