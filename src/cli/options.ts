import type { Io } from "../commands/io.ts";

/** An option of the command line. The command receives its value under the name that its table gives it. */
export type Option =
  | { readonly kind: "flag"; readonly short?: string; readonly description: string }
  /** Takes a value, named in capitals, which must not be empty. */
  | {
      readonly kind: "text";
      readonly value: string;
      readonly default?: string;
      readonly description: string;
    }
  | ChoiceOption
  /** Takes a value and may be repeated. */
  | { readonly kind: "list"; readonly value: string; readonly description: string };

/** Takes one of a few words; the first is the default. */
interface ChoiceOption<Choice extends string = string> {
  readonly kind: "choice";
  readonly value: string;
  readonly choices: readonly [Choice, ...Choice[]];
  readonly description: string;
}

/** An argument without a name, after the command. */
export type Positional =
  | { readonly kind: "text"; readonly value: string; readonly optional?: true; readonly description: string }
  /** Any number of words. Only the last positional can be one. */
  | { readonly kind: "list"; readonly value: string; readonly description: string }
  /** One of a few words, such as `event` in `add event`. Help shows `value` instead of them. */
  | {
      readonly kind: "choice";
      /** What stands for it where it is described, if not its words. */
      readonly value?: string;
      readonly choices: readonly [string, ...string[]];
      readonly description: string;
    };

export type Options = Readonly<Record<string, Option>>;
export type Positionals = Readonly<Record<string, Positional>>;

/** The values of options and positionals by name. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

type ArgumentsOf<O extends Options, P extends Positionals> = {
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

type PositionalValue<P extends Positional> = P extends {
  readonly kind: "choice";
  readonly choices: readonly (infer Choice)[];
}
  ? Choice
  : P extends { readonly kind: "list" }
    ? readonly string[]
    : P extends { readonly optional: true }
      ? string | undefined
      : string;

/** Options that several commands share. An option of one command is defined with that command. */
export const OPTIONS = {
  plan: {
    kind: "text",
    value: "FILE",
    description: "Path of the tracking plan. Default: `tracking-plan.yaml` here or in a folder above.",
  },
  out: { kind: "text", value: "DIR", description: "Output folder, instead of the plan's `output.dir`." },
  strict: { kind: "flag", description: "Warnings fail too." },
  name: { kind: "text", value: "NAME", description: "Name of the product." },
  id: {
    kind: "text",
    value: "KIND",
    description:
      "Kind of user id, such as uuid, clerk, supabase, better-auth or integer. An unknown name lists all.",
  },
  outbox: {
    kind: "text",
    value: "FILE",
    description: "Module that exports the outbox, as `outbox` or as its default.",
  },
  yes: { kind: "flag", description: "Do not prompt." },
  all: { kind: "flag", description: "Print every finding and place. By default at most 100 lines." },
  quiet: { kind: "flag", description: "Print only what fails." },
  "dry-run": { kind: "flag", description: "Show what would be written, and write nothing." },
} as const satisfies Options;

/** Options that are answered before any command runs. */
export const GENERAL_OPTIONS = {
  help: { kind: "flag", short: "h", description: "Print this help." },
  version: { kind: "flag", description: "Print the version." },
} as const satisfies Options;

/** The option `--format` of a command. The first format is the default. */
export function formats<const Choice extends string>(
  ...choices: readonly [Choice, ...Choice[]]
): ChoiceOption<Choice> {
  return { kind: "choice", value: "FORMAT", choices, description: "Output format" };
}

interface CommandDefinition<O extends Options, P extends Positionals> {
  readonly summary: string;
  /** What exit code 1 means; absent if the command never returns it. */
  readonly failure?: string;
  /** In the order of the command line. */
  readonly positionals: P;
  readonly options: O;
  /** Gives the exit code: an `ExitCode`, or that of a program that it ran. */
  readonly run: (args: ArgumentsOf<O, P>, io: Io) => Promise<number>;
}

/** A command as the command line sees it: with values that were parsed by its own table. */
export interface CommandEntry extends Omit<CommandDefinition<Options, Positionals>, "run"> {
  readonly run: (args: Values, io: Io) => Promise<number>;
}

/** Defines a command whose arguments have exactly the types that its table describes. */
export function defineCommand<const O extends Options, const P extends Positionals>({
  run,
  ...table
}: CommandDefinition<O, P>): CommandEntry {
  // Safe: the command line is parsed by the same table that the types come from.
  return { ...table, run: (args, io) => run(args as ArgumentsOf<O, P>, io) };
}

/** Commands by name. An option that several of them share has the same kind in all. */
export type CommandTable<Name extends string = string> = Readonly<Record<Name, CommandEntry>>;
