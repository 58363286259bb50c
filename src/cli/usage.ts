import type { Option, Positional } from "./options.ts";

/**
 * A word of the command line as usage shows it.
 *
 * @example usageOfPositional({ kind: "list", value: "PATH", … }) // "[PATH…]"
 */
export function usageOfPositional(positional: Positional): string {
  switch (positional.kind) {
    case "choice":
      return positional.choices.join("|");
    case "list":
      return `[${positional.value}…]`;
    case "text":
      return positional.optional ? `[${positional.value}]` : positional.value;
    default:
      return positional satisfies never;
  }
}

/**
 * An option as usage shows it.
 *
 * @example usageOfOption("help", { kind: "flag", short: "h", … }) // "-h, --help"
 */
export function usageOfOption(name: string, option: Option): string {
  if (option.kind !== "flag") return `--${name} ${option.value}`;
  return option.short === undefined ? `--${name}` : `-${option.short}, --${name}`;
}
