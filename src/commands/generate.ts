import { type CommandArguments, finish, isFailure, type ReportLength, shortened } from "./command.ts";
import type { ExitCode, Io } from "./io.ts";
import type { Report } from "../diagnostics/render/report.ts";
import { plural } from "../text/words.ts";
import { prepareOutput } from "./output/prepare-output.ts";
import { diagnoseFormerOutput, findFormerOutput, removeFormerOutput } from "./output/former-output.ts";
import { type LoadedPlan, loadPlan } from "./plan-files/load-plan.ts";
import { diagnoseForeign } from "./output/compare-output.ts";
import { displayPath } from "./paths.ts";
import { filesJson, summarizeFiles, writeOutput } from "./output/write-files.ts";

export interface GenerateArguments extends CommandArguments, Pick<ReportLength, "all"> {}

/** `generate`: brings the output up to date with the plan. */
export async function generate(args: GenerateArguments, io: Io): Promise<ExitCode> {
  return finish(await generateOnce(args, io), args, io);
}

/**
 * Reads the plan, generates its files in memory and writes those that changed. Nothing is written if the plan has an error
 * or a file that tracking-plan did not create is in the way.
 *
 * @param loaded The plan, if it has already been read.
 */
export async function generateOnce(args: GenerateArguments, io: Io, loaded?: LoadedPlan): Promise<Report> {
  const plan = loaded ?? (await loadPlan(args, io));
  const { planFile, output, ...prepared } = await prepareOutput(args, io, plan);
  const former = output ? await findFormerOutput(plan, output, { args, io }) : [];
  const kept = former.filter(({ reason }) => reason !== undefined);
  const findings = [
    ...prepared.diagnostics,
    ...(output ? diagnoseForeign(output.compared, io.cwd) : []),
    ...diagnoseFormerOutput(kept, plan, io.cwd),
  ];
  const reported = shortened(findings, args);
  if (output === undefined || isFailure(findings, args)) {
    return { command: "generate", ok: false, ...reported, summary: [], result: { files: null } };
  }
  const changed = output.compared.files.filter(({ found }) => found.state !== "current");
  io.progress.begin(`Writing ${plural(changed.length, "file")}`);
  const current = await writeOutput(output.compared, io.files);
  // Last: the new files are there now.
  const moved = await removeFormerOutput(former, io.files);
  const written = { ...current, removed: [...new Set([...current.removed, ...moved])] };
  const events = plural(output.plan.events.length, "event");
  return {
    command: "generate",
    ok: true,
    ...reported,
    summary: [
      `From ${planFile} into ${output.folders.join(" and ")}: ${events}.`,
      ...former
        .filter(({ reason }) => reason === undefined)
        .map(
          ({ key, path }) =>
            `Removed ${displayPath(io.cwd, path)}${key === "dir" ? "/, the folder" : ", a file"} of an earlier \`output.${key}\`.`,
        ),
      summarizeFiles(written),
    ],
    result: { files: filesJson(written, io.cwd) },
  };
}
