import { plainLine } from "../../diagnostics/render/report.ts";
import { plural } from "../../text/words.ts";
import { finish } from "../command.ts";
import { type GenerateArguments, generateOnce } from "../generate.ts";
import type { ExitCode, Io } from "../io.ts";
import { type DiskPlan, readDiskPlan } from "../plan-files/load-plan.ts";
import { readRecord } from "../plan-files/source-record.ts";
import { PlanFollower } from "./plan-follower.ts";

interface WatchArguments extends GenerateArguments {
  readonly poll: boolean;
}

/**
 * `generate --watch`: generates at each change of the plan until interrupted, one run at a time. Errors in the plan and files
 * that cannot be read or written are reported, and it keeps watching.
 *
 * @throws UsageError or a system error if the first run fails.
 */
export async function watch(args: WatchArguments, io: Io): Promise<ExitCode> {
  const ended = io.interrupted();
  const { follower, files } = await PlanFollower.start(
    {
      ...args,
      // Where events are sent from, which the docs show.
      readBeside: async (plan) => {
        const { found, diagnostics } = await readRecord(plan, io);
        return found?.text ?? JSON.stringify(diagnostics);
      },
      onChange: (plan) => generateAnew(plan, args, io),
    },
    io,
  );
  try {
    if (args.format === "text") io.stdout.write(`Watching ${plural(files, "file")}. Press Ctrl-C to stop.\n`);
    await follower.followUntil(ended);
    return 0;
  } finally {
    follower.close();
  }
}

async function generateAnew(found: DiskPlan, args: GenerateArguments, io: Io): Promise<void> {
  const report = await generateOnce(args, io, readDiskPlan(found));
  // A single line on success.
  await finish({ ...report, summary: [report.summary.map(plainLine).join(" ")].filter(Boolean) }, args, io);
}
