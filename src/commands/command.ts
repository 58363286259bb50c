import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { RENDERERS, type Format } from "../diagnostics/render/renderers.ts";
import type { RenderOptions, Report } from "../diagnostics/render/report.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ExitCode, Io } from "./io.ts";
import { writeJobSummary } from "./output/job-summary.ts";
import { withSlashes } from "./paths.ts";

/** Arguments of a command that reads a plan and generates its files. */
export interface CommandArguments {
  /** The plan file, relative to the working directory. Without it, the nearest one is looked for upwards. */
  readonly plan?: string | undefined;
  /** Replaces the plan's output folders; relative to the working directory. */
  readonly out?: string | undefined;
  readonly format: Format;
  /** Whether warnings fail too. */
  readonly strict: boolean;
}

/** Whether diagnostics fail a command: errors always, warnings with `strict` unless they are advisory. */
export function isFailure(
  diagnostics: readonly Diagnostic[],
  { strict }: { readonly strict: boolean },
): boolean {
  return diagnostics.some(
    ({ severity, advisory }) =>
      severity === "error" || (strict && severity === "warning" && advisory !== true),
  );
}

/** How much of a report is printed. */
export interface ReportLength {
  /** Whether to print every finding and place. */
  readonly all?: boolean;
  /** Whether to print only what fails. */
  readonly quiet?: boolean;
}

/** Without `--all`, as many lines of text are printed. */
const MAX_LINES = 100;

/** The diagnostics that are printed, and in how many lines of text. */
export function shortened(
  diagnostics: readonly Diagnostic[],
  { all = false, quiet = false, strict }: ReportLength & { readonly strict: boolean },
): { readonly diagnostics: readonly Diagnostic[]; readonly maxLines: number } {
  return {
    diagnostics: quiet
      ? diagnostics.filter((diagnostic) => isFailure([diagnostic], { strict }))
      : diagnostics,
    maxLines: all ? Infinity : MAX_LINES,
  };
}

/** Prints the report of a command, writes it where GitHub shows it, and returns the exit code. */
export async function finish(
  report: Report,
  { format }: { readonly format: Format },
  io: Io,
): Promise<ExitCode> {
  const text = RENDERERS[format](report, renderOptionsOf(io));
  if (text !== "") io.stdout.write(text);
  if (format === "github") await writeJobSummary(report, io);
  return report.ok ? 0 : 1;
}

export function renderOptionsOf(io: Io): RenderOptions {
  const { cwd, stdout } = io;
  const color = showsColor(io);
  return {
    color,
    columns: stdout.columns,
    ...(color && stdout.showsLinks && { urlOf: (file) => pathToFileURL(resolve(cwd, file)).href }),
    workingDirectory: workingDirectoryOnGithub(io),
  };
}

/**
 * Colour is for people at a terminal. `NO_COLOR` turns it off, `FORCE_COLOR` on.
 *
 * @see https://no-color.org and https://force-color.org: any value counts, an empty one does not
 */
export function showsColor({ env, stdout }: Io): boolean {
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced) return forced !== "0" && forced !== "false";
  return stdout.isTTY && env["TERM"] !== "dumb";
}

/** GitHub Actions may run the command in a subfolder; its paths are relative to `GITHUB_WORKSPACE`. */
function workingDirectoryOnGithub({ cwd, env }: Io): string {
  return withSlashes(relative(env["GITHUB_WORKSPACE"] || cwd, cwd));
}
