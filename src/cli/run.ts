import { Cancelled, type Io } from "../commands/io.ts";
import { printable } from "../text/terminal.ts";
import { FUNCTIONS } from "../functions/functions.ts";
import { COMMANDS } from "./commands.ts";
import { renderHelp } from "./help.ts";
import { parseArguments } from "./parse-arguments.ts";

/**
 * Runs a command line. Never throws.
 *
 * @param argv The arguments after the program's name.
 * @param version The version of the program.
 */
export async function run(argv: readonly string[], version: string, io: Io): Promise<number> {
  try {
    const invocation = parseArguments(argv, COMMANDS);
    switch (invocation.kind) {
      case "help":
        io.stdout.write(renderHelp(COMMANDS, { command: invocation.command, columns: io.stdout.columns }));
        return 0;
      case "version":
        io.stdout.write(`${version}\n`);
        return 0;
      case "run":
        return await COMMANDS[invocation.command]!.run(invocation.args, io, FUNCTIONS);
      default:
        return invocation satisfies never;
    }
  } catch (error) {
    if (error instanceof Cancelled) {
      io.stderr.write("tracking-plan: Cancelled. Nothing was written.\n");
      return 130;
    }
    io.stderr.write(await explain(error, version, io));
    return 2;
  } finally {
    io.progress.end();
  }
}

/** Why a command failed, for stderr. */
async function explain(error: unknown, version: string, io: Io): Promise<string> {
  const { explainFailure, renderFailure } = await import("../commands/failure.ts");
  const known = explainFailure(error, io);
  if (known !== undefined) return renderFailure(known, io.stderr);
  const bug = {
    message: `This is a bug in tracking-plan ${version}: ${error instanceof Error ? error.message : String(error)}`,
    hint: "Please report it with the plan that causes it and the output of TRACKING_PLAN_STACK=1.",
  };
  const trace = io.env["TRACKING_PLAN_STACK"] && error instanceof Error ? (error.stack ?? "") : "";
  const lines = trace === "" ? [] : trace.split("\n").map((line) => `${printable(line)}\n`);
  return renderFailure(bug, io.stderr) + lines.join("");
}
