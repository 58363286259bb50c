import { code } from "../text/markdown.ts";

/** An option of a rule, as data: the format of the plan, `explain` and the page of rules come from it. */
export type RuleOption = ChoiceOption | WordsOption | CountOption;

interface ChoiceOption {
  readonly kind: "choice";
  readonly description: string;
  readonly choices: readonly [string, ...string[]];
  /** What each choice means. */
  readonly meanings?: readonly string[];
  readonly default?: string;
}

/** Lower-case words that are added to those that the rule knows. */
interface WordsOption {
  readonly kind: "words";
  readonly description: string;
  readonly examples: readonly (readonly string[])[];
}

/** A whole number from 1. */
interface CountOption {
  readonly kind: "count";
  readonly description: string;
  readonly default: number;
}

export type RuleOptions = Readonly<Record<string, RuleOption>>;

/** What a check gets of its options: a choice without a default may be absent. */
export type ValuesOf<Options extends RuleOptions> = {
  readonly [Name in keyof Options]: ValueOf<Options[Name]>;
};

type ValueOf<Option extends RuleOption> = Option extends ChoiceOption
  ? Option["choices"][number] | (Option extends { readonly default: string } ? never : undefined)
  : Option extends WordsOption
    ? readonly string[]
    : number;

/** The options that a plan sets, which reading has checked, with the defaults of the others. */
export function withDefaults<Options extends RuleOptions>(
  options: Options,
  given: Readonly<Record<string, unknown>> = {},
): ValuesOf<Options> {
  const values = Object.entries(options).map(([name, option]) => [name, given[name] ?? defaultOf(option)]);
  return Object.fromEntries(values) as ValuesOf<Options>;
}

/** What an option is where the plan does not say. */
export function defaultOf(option: RuleOption): string | number | readonly string[] | undefined {
  return option.kind === "words" ? [] : option.default;
}

/** Options as Markdown, one line each. */
export function describeOptions(options: RuleOptions): readonly string[] {
  return Object.entries(options).map(
    ([name, option]) =>
      `${code(name)}: ${option.description} Takes ${takenBy(option)}. Default: ${describeDefault(option)}.`,
  );
}

function takenBy(option: RuleOption): string {
  if (option.kind === "choice") return option.choices.map((choice) => code(choice)).join(", ");
  return option.kind === "words" ? "a list of words" : "a whole number";
}

function describeDefault(option: RuleOption): string {
  const value = defaultOf(option);
  if (value === undefined) return "none";
  return code(typeof value === "string" ? value : JSON.stringify(value));
}
