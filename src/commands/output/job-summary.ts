import { renderJobSummary } from "../../diagnostics/render/job-summary.ts";
import type { Report } from "../../diagnostics/render/report.ts";
import { describeSystemError, type Io, isSystemError } from "../io.ts";

/**
 * Longest summary of one command, in characters. GitHub shows nothing of a step whose commands wrote more than 1 MiB, and a character has
 * at most three bytes.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits
 */
const MAX_LENGTH = 150_000;
const MAX_STEP_BYTES = 1_048_576;
const MAX_BYTES_PER_CHARACTER = 3;

/** With less room, nothing is written. */
const MIN_LENGTH = 2000;

/** Adds the report of a command to the summary of the job, where GitHub Actions runs it. A file that cannot be written fails nothing. */
export async function writeJobSummary(report: Report, { env, files, stderr }: Io): Promise<void> {
  const path = env["GITHUB_STEP_SUMMARY"] ?? "";
  const { diagnostics, changes = [], table } = report;
  if (path === "" || (diagnostics.length === 0 && changes.length === 0 && table === undefined)) return;
  try {
    const size = await files.stat(path).then(
      (file) => file.size,
      () => 0,
    );
    const room = Math.floor((MAX_STEP_BYTES - size) / MAX_BYTES_PER_CHARACTER);
    if (room < MIN_LENGTH) return;
    await files.writeFile(path, renderJobSummary(report, Math.min(room, MAX_LENGTH)), { flag: "a" });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    stderr.write(`tracking-plan: Cannot write the job summary: ${describeSystemError(error)}.\n`);
  }
}
