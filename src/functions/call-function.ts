import { thousands } from "../text/words.ts";
import { explainFailure, renderFailure } from "../commands/failure.ts";
import type { Io } from "../commands/io.ts";
import { refuseOutside } from "./confine.ts";
import type { PlanFunction, Project } from "./define-function.ts";
import { readInput, type Signature } from "./input.ts";

/** What a function told a surface without a person. */
export interface Answer {
  /** Undefined where it could not be run with this input, plan or disk. */
  readonly code: number | undefined;
  /** What it printed, or why it failed. */
  readonly text: string;
}

/**
 * Calls a function with the input of a program. Never throws: the answer says what is wrong with the input, the plan or the disk.
 *
 * @param signature - how the surface has the function called
 * @param raw - the input, as the caller gave it
 */
export async function callFunction(
  fn: PlanFunction,
  signature: Signature,
  raw: unknown,
  { plan, io }: Project,
): Promise<Answer> {
  const { quiet, printed } = quietIo(io);
  try {
    const args = readInput(signature, raw);
    for (const [name, parameter] of Object.entries(fn.parameters)) {
      if (!("isPath" in parameter) || !signature.takes.includes(name)) continue;
      for (const path of [args[name] ?? []].flat()) await refuseOutside(String(path), { plan, io });
    }
    const code = await fn.run({ ...args, plan }, quiet, []);
    return { code, text: printed() };
  } catch (error) {
    const known = explainFailure(error, io);
    const bug = `This is a bug in tracking-plan, in ${fn.name}: ${error instanceof Error ? error.message : String(error)}`;
    return { code: undefined, text: printed() + (known === undefined ? bug : renderFailure(known, {})) };
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

/** Cuts a text that nobody reads with care, and that costs its reader. */
export function shorten(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const more = thousands(text.length - characters);
  return `${text.slice(0, characters)}\n… ${more} more characters were left out. Ask for less.\n`;
}
