import type { ExitCode, Io } from "../commands/io.ts";
import type { ArgumentsOf, Options, Positionals, Values } from "./options.ts";

/** A command as its table describes it; `run` is given just what `options` and `positionals` name. */
export interface CommandDefinition<O extends Options, P extends Positionals> {
  readonly summary: string;
  /** What exit code 1 means. */
  readonly failure: string;
  /** In the order of the command line. */
  readonly positionals: P;
  readonly options: O;
  readonly run: (args: ArgumentsOf<O, P>, io: Io) => Promise<ExitCode>;
}

/** A command of which only the command line knows what it takes. */
export interface CommandEntry extends Omit<CommandDefinition<Options, Positionals>, "run"> {
  /** @param args - read by `options` and `positionals` */
  readonly run: (args: Values, io: Io) => Promise<ExitCode>;
}

/** Binds a command to its options: what it is given has their very types. */
export function defineCommand<const O extends Options, const P extends Positionals>({
  run,
  ...table
}: CommandDefinition<O, P>): CommandEntry {
  // The types of the values follow from the table, and reading the command line goes by the same table.
  return { ...table, run: (args, io) => run(args as ArgumentsOf<O, P>, io) };
}

/** Commands by name. An option that several of them have is of one kind in all. */
export type CommandTable<Name extends string = string> = Readonly<Record<Name, CommandEntry>>;
