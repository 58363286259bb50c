import { type CommandArguments, finish } from "./command.ts";
import { generateOnce } from "./generate-once.ts";
import type { ExitCode, Io } from "./io.ts";

/** What the command line says to `generate`. */
export interface GenerateArguments extends CommandArguments {
  /** Whether to go on, and generate at each change. */
  readonly watch?: boolean | undefined;
}

/** `generate`: makes the output what the plan makes, once or for as long as it is watched. */
export async function generate(args: GenerateArguments, io: Io): Promise<ExitCode> {
  if (args.watch !== true) return finish(await generateOnce(args, io), args, io);
  const { watch } = await import("./watch/watch.ts");
  return await watch(args, io);
}
