import { type CommandArguments, finish } from "./command.ts";
import { generateOnce } from "./generate-once.ts";
import { type ExitCode, type Io, UsageError } from "./io.ts";

/** What the command line says to `generate`. */
export interface GenerateArguments extends CommandArguments {
  /** Whether to go on, and generate at each change. */
  readonly watch?: boolean | undefined;
  /** Whether to look for changes, where the system tells of none. */
  readonly poll?: boolean | undefined;
}

/**
 * `generate`: makes the output what the plan makes, once or for as long as it is watched.
 *
 * @throws UsageError for `poll` without `watch`, and as all commands do.
 */
export async function generate(args: GenerateArguments, io: Io): Promise<ExitCode> {
  const { watch: goesOn = false, poll = false } = args;
  if (poll && !goesOn) throw new UsageError("`--poll` is a way to watch.", "Give `--watch`, too.");
  if (!goesOn) return finish(await generateOnce(args, io), args, io);
  const { watch } = await import("./watch/watch.ts");
  return await watch({ ...args, poll }, io);
}
