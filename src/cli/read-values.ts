import { UsageError } from "../commands/io.ts";
import { didYouMean } from "../text/nearest.ts";
import type { Option, Positionals, Values } from "./options.ts";
import { usageOfPositional } from "./help.ts";

export const SEE_HELP = "Run `tracking-plan --help` for what there is.";

/** The nearest of what is known, or where to look. */
export function hintFor(word: string, known: readonly string[]): string {
  return didYouMean(word, known) ?? SEE_HELP;
}

/**
 * The value of an option, as its kind says.
 *
 * @param label - the option's name with its dashes
 * @param given - what was read of the command line, if it is there
 * @throws UsageError when the option does not take it.
 */
export function readOption(
  label: string,
  option: Option,
  given: string | boolean | readonly (string | boolean)[] | undefined,
): Values[string] {
  switch (option.kind) {
    case "flag":
      return given === true;
    case "text":
      return typeof given === "string" ? filled(`\`${label}\``, given) : option.default;
    case "choice":
      return typeof given === "string"
        ? chosen(`\`${label}\``, filled(`\`${label}\``, given), option.choices)
        : option.choices[0];
    case "list":
      return Array.isArray(given) ? given.map((text) => filled(`\`${label}\``, String(text))) : [];
    default:
      return option satisfies never;
  }
}

/**
 * The values of what stands after a command's name.
 *
 * @throws UsageError when there is too little or too much of it.
 */
export function readPositionals(words: readonly string[], command: string, positionals: Positionals): Values {
  const left = [...words];
  const values = Object.entries(positionals).map(([key, positional]) => {
    const usage = usageOfPositional(positional);
    if (positional.kind === "list") return [key, left.splice(0).map((word) => filled(usage, word))] as const;
    const word = left.shift();
    if (word !== undefined) {
      const text = filled(usage, word);
      return [key, positional.kind === "choice" ? chosen(usage, text, positional.choices) : text] as const;
    }
    if (positional.kind === "text" && positional.optional) return [key, undefined] as const;
    throw new UsageError(
      `\`${command}\` needs ${usage}.`,
      `Its usage: \`tracking-plan ${[command, ...Object.values(positionals).map(usageOfPositional)].join(" ")}\`.`,
    );
  });
  if (left.length > 0) throw new UsageError(`\`${command}\` takes no argument \`${left[0]}\`.`, SEE_HELP);
  return Object.fromEntries(values);
}

function chosen(label: string, word: string, choices: readonly string[]): string {
  if (choices.includes(word)) return word;
  const one = choices.length === 1 ? choices.join("") : `one of ${choices.join(", ")}`;
  throw new UsageError(`${label} is ${one}, not \`${word}\`.`, hintFor(word, choices));
}

/** `--plan ""` is most often a variable of a script that is not set. */
function filled(label: string, value: string): string {
  if (value !== "") return value;
  throw new UsageError(`${label} is empty.`, SEE_HELP);
}
