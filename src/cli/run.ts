import { Cancelled } from "../commands/ask.ts";
import { explainFailure } from "../commands/failure.ts";
import type { ExitCode, Io } from "../commands/io.ts";
import { printable } from "../text/terminal.ts";
import { COMMANDS } from "./commands.ts";
import { renderHelp } from "./help.ts";
import { parseArguments } from "./parse-arguments.ts";

/**
 * Carries out a command line. Never throws.
 *
 * @param argv The arguments after the program's name.
 * @param version The version of the program.
 */
export async function run(argv: readonly string[], version: string, io: Io): Promise<ExitCode> {
  try {
    const invocation = parseArguments(argv, COMMANDS);
    switch (invocation.kind) {
      case "help":
        io.stdout.write(renderHelp(COMMANDS, invocation.command));
        return 0;
      case "version":
        io.stdout.write(`${version}\n`);
        return 0;
      case "run":
        return await COMMANDS[invocation.command].run(invocation.args, io);
      default:
        return invocation satisfies never;
    }
  } catch (error) {
    if (error instanceof Cancelled) {
      io.stderr.write("tracking-plan: Cancelled. Nothing was written.\n");
      return 130;
    }
    for (const line of explain(error, version, io)) io.stderr.write(`${printable(line)}\n`);
    return 2;
  } finally {
    io.progress.end();
  }
}

/** Why a command could not be carried out, in lines for stderr. A stack trace only when it was asked for. */
function explain(error: unknown, version: string, io: Io): readonly string[] {
  const known = explainFailure(error, io);
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message : String(error);
  return [
    `tracking-plan: This is a bug in tracking-plan ${version}: ${message}`,
    "hint: Report it with the plan that causes it, and what it prints with TRACKING_PLAN_STACK=1.",
    ...(io.env["TRACKING_PLAN_STACK"] && error instanceof Error ? (error.stack ?? "").split("\n") : []),
  ];
}
