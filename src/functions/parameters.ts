/**
 * A parameter of a function. Each surface spells its name in its own way: `dryRun` is `--dry-run` on the command line, and `dry_run`
 * for coding agents.
 */
export type Parameter =
  | { readonly kind: "flag"; readonly short?: string; readonly description: string }
  | TextParameter
  | ChoiceParameter
  /** Any number of texts. */
  | {
      readonly kind: "list";
      readonly value: string;
      readonly description: string;
      readonly isPath?: true;
    }
  /** A whole number from 1 on. */
  | { readonly kind: "count"; readonly value: string; readonly description: string }
  /** An object of JSON. */
  | {
      readonly kind: "object";
      readonly value: string;
      readonly description: string;
      readonly isRequired?: true;
    };

interface TextParameter {
  readonly kind: "text";
  /** What stands for the text where it is described, in capitals. */
  readonly value: string;
  readonly default?: string;
  readonly description: string;
  readonly isRequired?: true;
  /** Whether it names a file or folder, relative to the working directory. Programs may name those of the plan's project alone. */
  readonly isPath?: true;
}

/** One of a few words. The first is the default, unless it is optional. */
export interface ChoiceParameter<Choice extends string = string> {
  readonly kind: "choice";
  /** What stands for it where it is described, if not its words. */
  readonly value?: string;
  readonly choices: readonly [Choice, ...Choice[]];
  readonly description: string;
  readonly isRequired?: true;
  readonly isOptional?: true;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** What is passed for parameters, by their names. */
export type Values = Readonly<Record<string, Value>>;

export type Value =
  | string
  | boolean
  | number
  | readonly string[]
  | Readonly<Record<string, unknown>>
  | undefined;

export type ArgumentsOf<P extends Parameters> = { readonly [Name in keyof P]: ValueOf<P[Name]> };

type ValueOf<P extends Parameter> = P extends { readonly kind: "flag" }
  ? boolean
  : P extends { readonly kind: "list" }
    ? readonly string[]
    : P extends ChoiceParameter<infer Choice>
      ? Choice | (P extends { readonly isOptional: true } ? undefined : never)
      :
          | TypeOf<P["kind"]>
          | (P extends { readonly default: string } | { readonly isRequired: true } ? never : undefined);

type TypeOf<Kind> = Kind extends "object"
  ? Readonly<Record<string, unknown>>
  : Kind extends "count"
    ? number
    : string;

/** What a parameter is where nothing is passed. */
export function defaultOf(parameter: Parameter): Value {
  switch (parameter.kind) {
    case "flag":
      return false;
    case "list":
      return [];
    case "choice":
      return parameter.isOptional === true ? undefined : parameter.choices[0];
    case "text":
      return parameter.default;
    case "count":
    case "object":
      return undefined;
    default:
      return parameter satisfies never;
  }
}

/** Parameters that several functions share. A parameter of one function is defined with that function. */
export const SHARED = {
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
  dryRun: { kind: "flag", description: "Show what would be written, and write nothing." },
} as const satisfies Parameters;

/** The parameter `format` of a function. The first format is the default. */
export function formats<const Choice extends string>(
  ...choices: readonly [Choice, ...Choice[]]
): ChoiceParameter<Choice> {
  return { kind: "choice", value: "FORMAT", choices, description: "Output format" };
}
