import { finish } from "./command.ts";
import { searchEvents } from "./functions/find-events.ts";
import type { ExitCode, Io } from "./io.ts";

export interface ListArguments {
  /** Without words, all events are listed. */
  readonly query: string;
  readonly plan?: string | undefined;
  readonly format: "text" | "json";
}

/**
 * `list`: the events of the plan, or those that some words find.
 *
 * @throws UsageError if the plan cannot be read
 */
export async function listEvents({ query, plan, format }: ListArguments, io: Io): Promise<ExitCode> {
  const { ok, text, result = {} } = await searchEvents({ query }, { plan, io });
  io.progress.end();
  if (format === "json") {
    return finish({ command: "list", ok, diagnostics: [], summary: [], result }, { format }, io);
  }
  io.stdout.write(text);
  return 0;
}
