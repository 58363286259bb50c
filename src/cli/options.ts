import type { ExitCode, Io } from "../commands/io.ts";

/** What may stand in the command line, as a value: the command reads it by the name that its table gives it. */
export type Option = FlagOption | TextOption | ChoiceOption | ListOption;

/** On when it is given. */
export interface FlagOption {
  readonly kind: "flag";
  readonly short?: string;
  readonly description: string;
}

/** Takes a text, which is not empty. */
export interface TextOption {
  readonly kind: "text";
  /** What the text is, in capitals. */
  readonly value: string;
  readonly default?: string;
  readonly description: string;
}

/** Takes one of a few words; the first is the default. */
export interface ChoiceOption<Choice extends string = string> {
  readonly kind: "choice";
  readonly value: string;
  readonly choices: readonly [Choice, ...Choice[]];
  readonly description: string;
}

/** May be given several times; each takes a text. */
export interface ListOption {
  readonly kind: "list";
  readonly value: string;
  readonly description: string;
}

/** What stands in the command line without a name, after the command. */
export type Positional =
  | { readonly kind: "text"; readonly value: string; readonly optional?: true; readonly description: string }
  /** One of a few words, such as `event` in `add event`. */
  | {
      readonly kind: "choice";
      readonly choices: readonly [string, ...string[]];
      readonly description: string;
    }
  /** All that is left. Only at the end. */
  | { readonly kind: "list"; readonly value: string; readonly description: string };

export type Options = Readonly<Record<string, Option>>;
export type Positionals = Readonly<Record<string, Positional>>;

/** The values of options and positionals, each under the name that the table of its command gives it. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command with these options and positionals is given. */
export type ArgumentsOf<O extends Options, P extends Positionals> = {
  readonly [Name in keyof O]: OptionValue<O[Name]>;
} & { readonly [Name in keyof P]: PositionalValue<P[Name]> };

type OptionValue<O extends Option> = O extends { readonly kind: "flag" }
  ? boolean
  : O extends { readonly kind: "list" }
    ? readonly string[]
    : O extends ChoiceOption<infer Choice>
      ? Choice
      : O extends { readonly default: string }
        ? string
        : string | undefined;

type PositionalValue<P extends Positional> = P extends { readonly kind: "list" }
  ? readonly string[]
  : P extends { readonly kind: "choice"; readonly choices: readonly (infer Choice)[] }
    ? Choice
    : P extends { readonly optional: true }
      ? string | undefined
      : string;

/** Options that several commands take. What only one takes stands with that command. */
export const OPTIONS = {
  plan: {
    kind: "text",
    value: "FILE",
    default: "tracking-plan.yaml",
    description: "The tracking plan.",
  },
  out: {
    kind: "text",
    value: "DIR",
    description: "Where to write, instead of the plan's `output.dir`.",
  },
  strict: { kind: "flag", description: "Warnings fail too." },
} as const satisfies Options;

/** Options that are answered before any command runs. */
export const GENERAL_OPTIONS = {
  help: { kind: "flag", short: "h", description: "Print this help." },
  version: { kind: "flag", description: "Print the version." },
} as const satisfies Options;

/**
 * The option `--format` of a command.
 *
 * @param choices - the formats that it prints its result in; the first is the default
 */
export function formats<const Choice extends string>(
  ...choices: readonly [Choice, ...Choice[]]
): ChoiceOption<Choice> {
  return { kind: "choice", value: "FORMAT", choices, description: "How to print the result" };
}

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
