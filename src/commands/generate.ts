import type { JsonValue } from "../text/json.ts";
import { type CommandArguments, finish, isFailure } from "./command.ts";
import { inspect } from "./inspect.ts";
import type { ExitCode, Io } from "./io.ts";
import { diagnoseForeign } from "./output-diagnostics.ts";
import { displayPath } from "./paths.ts";
import { plural } from "../text/plural.ts";
import { writeOutput, type Written } from "./write-output.ts";

/**
 * `generate`: reads the plan, makes its files in memory, and writes those that changed. A plan with an error, or a
 * file that is not ours in the way, writes nothing.
 */
export async function generate(args: CommandArguments, io: Io): Promise<ExitCode> {
  const { planFile, output, ...inspection } = await inspect(args, io);
  const diagnostics = [
    ...inspection.diagnostics,
    ...(output ? diagnoseForeign(output.compared, io.cwd) : []),
  ];
  if (output === undefined || isFailure(diagnostics, args)) {
    const result = { files: null };
    return finish({ command: "generate", ok: false, diagnostics, summary: [], result }, args, io);
  }
  const written = await writeOutput(output.compared, io.files);
  const events = plural(output.plan.events.length, "event");
  return finish(
    {
      command: "generate",
      ok: true,
      diagnostics,
      summary: [`From ${planFile} into ${output.folders.join(" and ")}: ${events}.`, summarizeFiles(written)],
      result: { files: filesJson(written, io.cwd) },
    },
    args,
    io,
  );
}

/** @example "3 files written, 1 removed, 21 unchanged" */
function summarizeFiles({ written, removed, unchanged }: Written): string {
  const removals = removed.length === 0 ? [] : [`${removed.length} removed`];
  return [`${plural(written.length, "file")} written`, ...removals, `${unchanged.length} unchanged`].join(
    ", ",
  );
}

function filesJson({ written, removed, unchanged }: Written, cwd: string): JsonValue {
  const names = (paths: readonly string[]): readonly string[] => paths.map((path) => displayPath(cwd, path));
  return { written: names(written), removed: names(removed), unchanged: names(unchanged) };
}
