import { thousands } from "../../text/words.ts";
import { explainFailure, renderFailure } from "../failure.ts";
import type { Io } from "../io.ts";
import type { PlanFunction, Project, Told } from "./define-function.ts";
import { readInput } from "./parameters.ts";

/** More is not read with care, and costs its reader. */
const MAX_CHARACTERS = 40_000;

/**
 * Calls a function. Never throws: what is wrong with the input, the plan or the disk is told.
 *
 * @param raw - the input, as the caller gave it
 */
export async function callFunction(
  { name, parameters, run }: PlanFunction,
  raw: unknown,
  { plan, io }: Project,
): Promise<Told> {
  const { quiet, printed } = quietIo(io);
  try {
    const { ok, text } = await run(readInput(parameters, raw), { plan, io: quiet });
    return { ok, text: shorten(printed() + text) };
  } catch (error) {
    const known = explainFailure(error, io);
    const bug = `This is a bug in tracking-plan, in ${name}: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, text: shorten(known === undefined ? bug : renderFailure(known, {})) };
  }
}

/** The same machine for commands that nobody sees: without prompts, colours and a network. What they print is kept. */
function quietIo(io: Io): { readonly quiet: Io; readonly printed: () => string } {
  let text = "";
  const stream = {
    isTTY: false,
    write: (more: string) => {
      text += more;
    },
  };
  const quiet: Io = {
    ...io,
    env: { ...io.env, NO_COLOR: "1" },
    stdout: stream,
    stderr: stream,
    progress: { begin: () => {}, end: () => {} },
    ask: undefined,
    fetch: () => Promise.reject(new Error("Functions have no network.")),
  };
  return { quiet, printed: () => text };
}

function shorten(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  const more = text.length - MAX_CHARACTERS;
  return `${text.slice(0, MAX_CHARACTERS)}\n… ${thousands(more)} more characters were left out. Ask for less.\n`;
}
