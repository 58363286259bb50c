import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "../commands/io.ts";
import {
  type CommandTable,
  GENERAL_OPTIONS,
  type Option,
  type Options,
  type Positionals,
  type Values,
} from "./options.ts";
import { didYouMean } from "../text/words.ts";
import { usageOfPositional } from "./help.ts";

type Invocation<Name extends string> =
  | { readonly kind: "run"; readonly command: Name; readonly args: Values }
  | { readonly kind: "help"; readonly command?: Name | undefined }
  | { readonly kind: "version" };

/**
 * Parses the command line.
 *
 * @param argv The arguments after the program's name.
 * @throws UsageError if they are invalid; the hint names the nearest command or option.
 */
export function parseArguments<Name extends string>(
  argv: readonly string[],
  commands: CommandTable<Name>,
): Invocation<Name> {
  const { name, options } = findCommand(argv, commands);
  const { values, positionals, tokens } = parseStrictly(argv, options);
  if (values["version"] === true) return { kind: "version" };
  if (values["help"] === true) return { kind: "help", command: name };
  if (name === undefined) throw new UsageError("No command was given.", SEE_HELP);
  const takesMany = Object.values(commands[name].positionals).some(({ kind }) => kind === "list");
  // As for empty values: otherwise `inspect -- $COMMAND` would wait for events until Ctrl-C, also in CI.
  if (takesMany && tokens.at(-1)?.kind === "option-terminator")
    throw new UsageError("Nothing follows `--`.", "Check for an unset variable, or remove `--`.");
  const own = Object.entries(commands[name].options);
  const given = own.map(([key, option]) => [key, readOption(`--${key}`, option, values[key])] as const);
  const words = readPositionals(positionals.slice(1), name, commands[name].positionals);
  return { kind: "run", command: name, args: { ...Object.fromEntries(given), ...words } };
}

/**
 * The command and the options that it accepts; without a command, the options of all. An option may precede its command,
 * so how many words it takes must be known before the command is.
 */
function findCommand<Name extends string>(
  argv: readonly string[],
  commands: CommandTable<Name>,
): { readonly name: Name | undefined; readonly options: Options } {
  const all = allOptions(commands);
  const { tokens } = parseArgs({
    args: [...argv],
    options: parseConfig(all),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const word = tokens.find((token) => token.kind === "positional")?.value;
  const name = word !== undefined && isKeyOf(commands, word) ? word : undefined;
  const options = name === undefined ? all : { ...commands[name].options, ...GENERAL_OPTIONS };
  for (const token of tokens) {
    if (token.kind !== "option" || Object.hasOwn(options, token.name)) continue;
    throw new UsageError(
      `Unknown option \`${token.rawName}\`.`,
      hintForOption(token.rawName, options, commands),
    );
  }
  if (word !== undefined && name === undefined) {
    throw new UsageError(`Unknown command \`${word}\`.`, hintFor(word, Object.keys(commands)));
  }
  return { name, options };
}

function allOptions(commands: CommandTable): Options {
  const own = Object.values(commands).map(({ options }) => options);
  return { ...Object.assign({}, ...own.toReversed()), ...GENERAL_OPTIONS };
}

function hintForOption(rawName: string, options: Options, commands: CommandTable): string {
  const owners = Object.entries(commands).flatMap(([command, entry]) =>
    Object.hasOwn(entry.options, rawName.replace(/^--/u, "")) ? [`\`${command}\``] : [],
  );
  if (owners.length > 0) return `It is an option of ${owners.join(" and ")}.`;
  return hintFor(
    rawName,
    Object.keys(options).map((name) => `--${name}`),
  );
}

function parseStrictly(argv: readonly string[], options: Options) {
  const args = [...argv];
  try {
    const parsed = parseArgs({
      args,
      options: parseConfig(options),
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    refuseRepeats(
      parsed.tokens.flatMap((token) => (token.kind === "option" ? [token.name] : [])),
      options,
    );
    return parsed;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [line = ""] = error.message.split("\n");
    throw new UsageError(line.endsWith(".") ? line : `${line}.`, SEE_HELP);
  }
}

/** Taking the last of two values silently would hide a mistake. */
function refuseRepeats(names: readonly string[], options: Options): void {
  const repeated = names.find(
    (name, index) => options[name]?.kind !== "list" && names.indexOf(name) !== index,
  );
  if (repeated !== undefined) throw new UsageError(`\`--${repeated}\` is given twice.`, SEE_HELP);
}

function parseConfig(options: Options): NonNullable<ParseArgsConfig["options"]> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      {
        type: option.kind === "flag" ? ("boolean" as const) : ("string" as const),
        multiple: option.kind === "list",
        ...(option.kind === "flag" && option.short !== undefined ? { short: option.short } : {}),
      },
    ]),
  );
}

function isKeyOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key);
}

const SEE_HELP = "Run `tracking-plan --help` to see all commands and options.";

function hintFor(word: string, known: readonly string[]): string {
  return didYouMean(word, known) ?? SEE_HELP;
}

/** @param label - the option's name with its dashes */
function readOption(
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

function readPositionals(words: readonly string[], command: string, positionals: Positionals): Values {
  const left = [...words];
  const values = Object.entries(positionals).map(([key, positional]) => {
    const usage = usageOfPositional(positional);
    if (positional.kind === "list") return [key, left.splice(0).map((text) => filled(usage, text))] as const;
    const word = left.shift();
    if (word !== undefined) {
      const text = filled(usage, word);
      return [key, positional.kind === "choice" ? chosen(usage, text, positional.choices) : text] as const;
    }
    if (positional.kind === "text" && positional.optional) return [key, undefined] as const;
    throw new UsageError(
      `\`${command}\` requires ${usage}.`,
      `Usage: \`tracking-plan ${[command, ...Object.values(positionals).map(usageOfPositional)].join(" ")}\`.`,
    );
  });
  if (left.length > 0) throw new UsageError(`Unexpected argument \`${left[0]}\`.`, SEE_HELP);
  return Object.fromEntries(values);
}

function chosen(label: string, word: string, choices: readonly string[]): string {
  if (choices.includes(word)) return word;
  const one = choices.length === 1 ? choices.join("") : `one of ${choices.join(", ")}`;
  throw new UsageError(`${label} must be ${one}, not \`${word}\`.`, hintFor(word, choices));
}

/** `--plan ""` usually comes from an unset variable in a script. */
function filled(label: string, value: string): string {
  if (value !== "") return value;
  throw new UsageError(`${label} is empty.`, SEE_HELP);
}
