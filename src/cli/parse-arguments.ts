import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "../commands/io.ts";
import {
  defaultOf,
  findFault,
  type Parameter,
  type Parameters,
  type Value,
  type Values,
} from "../functions/parameters.ts";
import { type CommandTable, GENERAL_OPTIONS, parameterName } from "./commands.ts";
import { didYouMean } from "../text/words.ts";
import { usageOfPositional } from "./help.ts";

type Invocation =
  | { readonly kind: "run"; readonly command: string; readonly args: Values }
  | { readonly kind: "help"; readonly command?: string | undefined }
  | { readonly kind: "version" };

/**
 * Parses the command line.
 *
 * @param argv The arguments after the program's name.
 * @throws UsageError if they are invalid; the hint names the nearest command or option.
 */
export function parseArguments(argv: readonly string[], commands: CommandTable): Invocation {
  const { name, options } = findCommand(argv, commands);
  const { values, positionals, tokens } = parseStrictly(argv, options);
  if (values["version"] === true) return { kind: "version" };
  if (values["help"] === true) return { kind: "help", command: name };
  if (name === undefined) throw new UsageError("No command was given.", SEE_HELP);
  const command = commands[name]!;
  const takesMany = Object.values(command.positionals).some(({ kind }) => kind === "list");
  // As for empty values: otherwise `inspect -- $COMMAND` would wait for events until Ctrl-C, also in CI.
  if (takesMany && tokens.at(-1)?.kind === "option-terminator")
    throw new UsageError("Nothing follows `--`.", "Check for an unset variable, or remove `--`.");
  const given = Object.entries(command.options).map(
    ([key, option]) => [parameterName(key), readOption(`\`--${key}\``, option, values[key])] as const,
  );
  const words = readPositionals(positionals.slice(1), name, command.positionals);
  return { kind: "run", command: name, args: { ...Object.fromEntries(given), ...words } };
}

/**
 * The command and the options that it accepts; without a command, the options of all. An option may precede its command,
 * so how many words it takes must be known before the command is.
 */
function findCommand(
  argv: readonly string[],
  commands: CommandTable,
): { readonly name: string | undefined; readonly options: Parameters } {
  const all = allOptions(commands);
  const { tokens } = parseArgs({
    args: [...argv],
    options: parseConfig(all),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const word = tokens.find((token) => token.kind === "positional")?.value;
  const name = word !== undefined && Object.hasOwn(commands, word) ? word : undefined;
  const options = name === undefined ? all : { ...commands[name]!.options, ...GENERAL_OPTIONS };
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

function allOptions(commands: CommandTable): Parameters {
  const own = Object.values(commands).map(({ options }) => options);
  return { ...Object.assign({}, ...own.toReversed()), ...GENERAL_OPTIONS };
}

function hintForOption(rawName: string, options: Parameters, commands: CommandTable): string {
  const owners = Object.entries(commands).flatMap(([command, entry]) =>
    Object.hasOwn(entry.options, rawName.replace(/^--/u, "")) ? [`\`${command}\``] : [],
  );
  if (owners.length > 0) return `It is an option of ${owners.join(" and ")}.`;
  return hintFor(
    rawName,
    Object.keys(options).map((name) => `--${name}`),
  );
}

function parseStrictly(argv: readonly string[], options: Parameters) {
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
function refuseRepeats(names: readonly string[], options: Parameters): void {
  const repeated = names.find(
    (name, index) => options[name]?.kind !== "list" && names.indexOf(name) !== index,
  );
  if (repeated !== undefined) throw new UsageError(`\`--${repeated}\` is given twice.`, SEE_HELP);
}

function parseConfig(options: Parameters): NonNullable<ParseArgsConfig["options"]> {
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

const SEE_HELP = "Run `tracking-plan --help` to see all commands and options.";

function hintFor(word: string, known: readonly string[]): string {
  return didYouMean(word, known) ?? SEE_HELP;
}

/** @param label - the option, as messages name it */
function readOption(
  label: string,
  option: Parameter,
  given: string | boolean | readonly (string | boolean)[] | undefined,
): Value {
  if (given === undefined) return defaultOf(option);
  if (option.kind === "flag") return given === true;
  if (option.kind === "list") return [given].flat().map((text) => filled(label, String(text)));
  return readWord(label, option, String(given));
}

function readPositionals(words: readonly string[], command: string, positionals: Parameters): Values {
  const left = [...words];
  const values = Object.entries(positionals).map(([key, positional]): readonly [string, Value] => {
    const usage = usageOfPositional(positional);
    if (positional.kind === "list") return [key, left.splice(0).map((text) => filled(usage, text))];
    const word = left.shift();
    if (word !== undefined) return [key, readWord(usage, positional, word)];
    if (!("isRequired" in positional)) return [key, defaultOf(positional)];
    throw new UsageError(
      `\`${command}\` requires ${usage}.`,
      `Usage: \`tracking-plan ${[command, ...Object.values(positionals).map(usageOfPositional)].join(" ")}\`.`,
    );
  });
  if (left.length > 0) throw new UsageError(`Unexpected argument \`${left[0]}\`.`, SEE_HELP);
  return Object.fromEntries(values);
}

/** Reads one word of the command line. @param label - what it is of, as messages name it */
function readWord(label: string, parameter: Parameter, word: string): Value {
  const text = filled(label, word);
  // The shell has its own limits.
  if (parameter.kind === "text") return text;
  const value = parseWord(parameter, text);
  const expected = findFault(parameter, value);
  // Safe: it is what the parameter takes.
  if (expected === undefined) return value as Value;
  throw new UsageError(`${label} must be ${expected}, not \`${text}\`.`, hintForWord(parameter, text));
}

/** What a word stands for; something else than the parameter takes where it stands for nothing. */
function parseWord({ kind }: Parameter, word: string): unknown {
  if (kind === "count") return /^[0-9]+$/u.test(word) ? Number(word) : undefined;
  if (kind !== "object") return word;
  try {
    return JSON.parse(word) as unknown;
  } catch {
    return undefined;
  }
}

function hintForWord(parameter: Parameter, word: string): string {
  if (parameter.kind === "choice") return hintFor(word, parameter.choices);
  return parameter.kind === "object" ? "Quote it for the shell, such as `'{\"amount\":5}'`." : SEE_HELP;
}

/** `--plan ""` usually comes from an unset variable in a script. */
function filled(label: string, value: string): string {
  if (value !== "") return value;
  throw new UsageError(`${label} is empty.`, SEE_HELP);
}
