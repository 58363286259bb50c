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
}

/**
 * Something that programs can have done with a plan, such as coding agents. Commands are apart from these: a terminal has prompts,
 * colours and formats, and a program has values. What both do is done by the same code.
 */
export interface PlanFunction {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: Parameters;
  /** Whether it can change files. */
  readonly writes: boolean;
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
