import { parseArgs } from "node:util";
import type { CommandArguments } from "../commands/command.ts";
import { UsageError } from "../commands/io.ts";
import { didYouMean } from "../text/nearest.ts";
import { COMMANDS, type CommandName } from "./commands.ts";
import { FORMATS, OPTIONS } from "./options.ts";

/** What the command line asks for. */
export type Invocation =
  | { readonly kind: "run"; readonly command: CommandName; readonly args: CommandArguments }
  | { readonly kind: "help"; readonly command?: CommandName | undefined }
  | { readonly kind: "version" };

const SEE_HELP = "Run `tracking-plan --help` for what there is.";

/**
 * Reads the command line.
 *
 * @param argv The arguments after the program's name.
 * @throws UsageError when it does not make sense; the hint names the nearest command or option.
 */
export function parseArguments(argv: readonly string[]): Invocation {
  const { values, positionals } = parseOptions(argv);
  const [name, ...rest] = positionals;
  if (values.version === true) return { kind: "version" };
  const command = name === undefined ? undefined : commandNamed(name);
  if (values.help === true) return { kind: "help", command };
  if (command === undefined) throw new UsageError("No command was given.", SEE_HELP);
  if (rest.length > 0) throw new UsageError(`\`${command}\` takes no argument \`${rest[0]}\`.`, SEE_HELP);
  return {
    kind: "run",
    command,
    args: {
      plan: filled("plan", values.plan ?? OPTIONS.plan.default),
      out: values.out === undefined ? undefined : filled("out", values.out),
      format: formatNamed(values.format ?? OPTIONS.format.default),
      strict: values.strict ?? false,
    },
  };
}

function parseOptions(argv: readonly string[]) {
  const args = [...argv];
  try {
    const parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true, tokens: true });
    refuseRepeats(parsed.tokens.flatMap((token) => (token.kind === "option" ? [token.name] : [])));
    return parsed;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(...explain(error, args));
  }
}

/** Of two values, the one that is not taken was meant by somebody. */
function refuseRepeats(names: readonly string[]): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new UsageError(`\`--${repeated}\` is given twice.`, SEE_HELP);
}

/** The words of a parse error: for an unknown option ours, which name the nearest one; else Node's first line. */
function explain(error: TypeError, args: string[]): [message: string, hint: string] {
  const { tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true });
  const unknown = tokens.find((token) => token.kind === "option" && !Object.hasOwn(OPTIONS, token.name));
  if (unknown?.kind !== "option") {
    const [line = ""] = error.message.split("\n");
    return [line.endsWith(".") ? line : `${line}.`, SEE_HELP];
  }
  return [
    `Unknown option \`${unknown.rawName}\`.`,
    hintFor(
      unknown.rawName,
      Object.keys(OPTIONS).map((name) => `--${name}`),
    ),
  ];
}

function commandNamed(name: string): CommandName {
  if (isKeyOf(COMMANDS, name)) return name;
  throw new UsageError(`Unknown command \`${name}\`.`, hintFor(name, Object.keys(COMMANDS)));
}

function formatNamed(name: string): CommandArguments["format"] {
  const format = FORMATS.find((known) => known === name);
  if (format !== undefined) return format;
  throw new UsageError(
    `\`--format\` is one of ${FORMATS.join(", ")}, not \`${name}\`.`,
    hintFor(name, FORMATS),
  );
}

/** `--plan ""` is most often a variable of a script that is not set. */
function filled(option: string, value: string): string {
  if (value !== "") return value;
  throw new UsageError(`\`--${option}\` is empty.`, SEE_HELP);
}

function hintFor(word: string, known: readonly string[]): string {
  return didYouMean(word, known) ?? SEE_HELP;
}

function isKeyOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key);
}
