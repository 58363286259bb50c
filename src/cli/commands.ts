import type { PlanFunction } from "../functions/define-function.ts";
import { FUNCTIONS } from "../functions/functions.ts";
import type { Parameter, Parameters } from "../functions/parameters.ts";

/** A function as the command line has it. */
export interface Command extends Pick<PlanFunction, "summary" | "run"> {
  /** What exit code 1 means; absent if the command never returns it. */
  readonly failure?: string | undefined;
  /** By their names in code, in the order of the command line. */
  readonly positionals: Parameters;
  /** By their names on the command line, without dashes. */
  readonly options: Parameters;
}

/** Commands by name. An option that several of them share has the same kind in all. */
export type CommandTable = Readonly<Record<string, Command>>;

/** The functions that the command line has. */
export function commandsOf(functions: readonly PlanFunction[]): CommandTable {
  return Object.fromEntries(
    functions.flatMap(({ name, summary, parameters, commandLine, run }) => {
      if (commandLine === undefined) return [];
      const { positionals = [], failure } = commandLine;
      const options = Object.entries(parameters)
        .filter(([key]) => !positionals.includes(key))
        .map(([key, option]): readonly [string, Parameter] => [optionName(key), option]);
      const command: Command = {
        summary,
        run,
        failure,
        positionals: Object.fromEntries(positionals.map((key) => [key, parameters[key]!])),
        options: Object.fromEntries(options),
      };
      return [[name, command]];
    }),
  );
}

export const COMMANDS = commandsOf(FUNCTIONS);

/** Options that are answered before any command runs. */
export const GENERAL_OPTIONS = {
  help: { kind: "flag", short: "h", description: "Print this help." },
  version: { kind: "flag", description: "Print the version." },
} as const satisfies Parameters;

/** @example optionName("dryRun") // "dry-run" */
function optionName(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

/** @example parameterName("dry-run") // "dryRun" */
export function parameterName(option: string): string {
  return option.replaceAll(/-(?<letter>[a-z])/gu, (_, letter: string) => letter.toUpperCase());
}
