import type { JsonValue } from "../../text/json.ts";
import type { Io } from "../io.ts";
import type { InputOf, Parameters } from "./parameters.ts";

/** What a function works on. */
export interface Project {
  /** The plan's file, relative to the working directory. Without one, the nearest one is looked for upwards. */
  readonly plan: string | undefined;
  /** Prints nowhere: see `callFunction`. */
  readonly io: Io;
}

/** What a function tells. */
export interface Told {
  /** Whether it did what it was called for. That it found problems is no failure. */
  readonly ok: boolean;
  readonly text: string;
  /** The same for programs, under the keys that `--format json` prints it with. */
  readonly result?: Readonly<Record<string, JsonValue>>;
}

/**
 * Something that can be done with a plan, defined once for all who have it done: coding agents, to whom each is a tool with this name;
 * the command line, where {@link command} is it; and the inspector's page. A command that has prompts, colours and formats of its own
 * stays apart, and the function calls the same code.
 */
export interface PlanFunction {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: Parameters;
  /** Whether it can change files. */
  readonly writes: boolean;
  /** The command with which people have it done, or more than it; none where only programs need it. */
  readonly command?: string;
  /** @throws UsageError, or an error of the operating system */
  readonly run: (input: Readonly<Record<string, unknown>>, project: Project) => Promise<Told>;
}

/** Defines a function whose input has exactly the types that its parameters describe. */
export function defineFunction<const P extends Parameters>({
  run,
  ...table
}: Omit<PlanFunction, "parameters" | "run"> & {
  readonly parameters: P;
  readonly run: (input: InputOf<P>, project: Project) => Promise<Told>;
}): PlanFunction {
  // Safe: `callFunction` holds the input against the same parameters.
  return { ...table, run: (input, project) => run(input as InputOf<P>, project) };
}
