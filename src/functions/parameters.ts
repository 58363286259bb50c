import { isRecord } from "../text/json.ts";
import { thousands } from "../text/words.ts";

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

/** What programs may pass. People pass what their shell lets them. */
export const LIMITS = {
  /** Characters: no name, description or path is longer. */
  text: 10_000,
  /** No list of owners or properties is longer. */
  items: 1000,
  /** Characters of JSON: PostHog accepts no larger event. */
  object: 1_000_000,
  /** PostHog reads nothing that is nested deeper. */
  depth: 127,
} as const;

/** What a value must be and is not, as the end of a sentence. */
export function findFault(parameter: Parameter, value: unknown): string | undefined {
  const text = `of 1 to ${thousands(LIMITS.text)} characters, none of them NUL`;
  switch (parameter.kind) {
    case "text":
      return isText(value) ? undefined : `a string ${text}`;
    case "choice": {
      const { choices } = parameter;
      if (choices.some((one) => one === value)) return undefined;
      return choices.length === 1 ? choices[0] : `one of ${choices.join(", ")}`;
    }
    case "list":
      return Array.isArray(value) && value.length <= LIMITS.items && value.every(isText)
        ? undefined
        : `a list of at most ${thousands(LIMITS.items)} strings ${text}`;
    case "flag":
      return typeof value === "boolean" ? undefined : "true or false";
    case "count":
      return Number.isSafeInteger(value) && Number(value) >= 1 ? undefined : "a whole number from 1 on";
    case "object":
      return isRecord(value) &&
        isNestedWithin(LIMITS.depth, value) &&
        JSON.stringify(value).length <= LIMITS.object
        ? undefined
        : `an object of JSON with at most ${thousands(LIMITS.object)} characters and ${LIMITS.depth} levels`;
    default:
      return parameter satisfies never;
  }
}

/** No word of a command line is empty, which would be an unset variable, or has a NUL: the same holds for programs. */
function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value.length <= LIMITS.text && !value.includes("\0");
}

function isNestedWithin(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isNestedWithin(levels - 1, inner));
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
