import type { Io } from "../commands/io.ts";
import type { ArgumentsOf, Parameters, Values } from "./parameters.ts";

/**
 * Something that can be done with a plan, defined once for all who have it done. Each surface that offers it takes the parameters
 * from the same table: people on the command line, coding agents by a tool, and the inspector's page, on a server or saved as a file.
 */
interface Definition<P extends Parameters> {
  readonly name: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  readonly parameters: P;
  readonly commandLine?: CommandLine<P>;
  readonly tool?: Tool<P>;
  readonly page?: Page<P>;
  /**
   * Prints what it does or finds.
   *
   * @param functions - all that there are, for what serves them
   * @returns the exit code: an `ExitCode`, or that of a program that it ran
   * @throws UsageError, or an error of the operating system
   */
  readonly run: (args: ArgumentsOf<P>, io: Io, functions: readonly PlanFunction[]) => Promise<number>;
}

/** How it looks on the command line: a command of its name. */
interface CommandLine<P> {
  /** The parameters that stand after the command without a name. All others are options. */
  readonly positionals?: readonly (keyof P & string)[];
  /** What exit code 1 means. Absent if it never returns it. */
  readonly failure?: string;
}

/** What a surface without a person passes on. */
interface Programmatic<P extends Parameters> {
  /** The parameters that it has. The others are as on a command line that names none of them. */
  readonly takes: readonly (keyof P & string)[];
  /** Those that must be passed, where fewer must be on the command line. */
  readonly requires?: readonly (keyof P & string)[];
  /** What is passed where the caller passes nothing. */
  readonly presets?: Partial<ArgumentsOf<P>>;
}

/** How it looks to coding agents. */
interface Tool<P extends Parameters> extends Programmatic<P> {
  /** Default: the function's name. */
  readonly name?: string;
  readonly title: string;
  /** What an agent reads to choose it: what it does, when to call it, and what to do next. */
  readonly description: string;
  /** Whether it can change files. */
  readonly writes?: true;
  /** Whether exit code 1 tells of problems that it found. Otherwise it tells that it failed. */
  readonly findsProblems?: true;
}

/** How it looks to the inspector's page, which asks for it by its name. */
interface Page<P extends Parameters> extends Programmatic<P> {
  /**
   * What a page that is saved as a file can ask for: all that may be passed, each with its answer. Default: the answer where
   * nothing is passed.
   */
  readonly saved?: (project: Project) => Promise<readonly (readonly [input: object, answer: string])[]>;
}

/** What a surface has its functions work on. */
export interface Project {
  /** The plan's file, relative to the working directory. Without one, the nearest one is looked for upwards. */
  readonly plan: string | undefined;
  readonly io: Io;
}

/** A function as surfaces see it. What they pass to it was held against its own table. */
export type PlanFunction = Omit<Definition<Parameters>, "run"> & {
  readonly run: (args: Values, io: Io, functions: readonly PlanFunction[]) => Promise<number>;
};

/** Defines a function whose arguments have exactly the types that its table describes. */
export function defineFunction<const P extends Parameters>(definition: Definition<P>): PlanFunction {
  // Safe: each surface holds what it passes against the table that the types come from.
  return definition as unknown as PlanFunction;
}
