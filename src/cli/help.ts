import type { CommandEntry, CommandTable } from "./define-command.ts";
import { GENERAL_OPTIONS, type Option, type Options } from "./options.ts";
import { wrap } from "../text/wrap.ts";
import { usageOfOption, usageOfPositional } from "./usage.ts";

const DESCRIPTION = "Turns one YAML tracking plan into typed PostHog helpers, validators and docs.";

/** Columns of a terminal. */
const WIDTH = 80;

/** What `--help` prints: of the program, or of one command. */
export function renderHelp<Name extends string>(commands: CommandTable<Name>, name?: Name): string {
  const sections = name === undefined ? helpOfProgram(commands) : helpOfCommand(name, commands[name]);
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function helpOfProgram(commands: CommandTable): readonly string[] {
  const entries = Object.entries(commands);
  return [
    DESCRIPTION,
    "Usage: tracking-plan COMMAND [options]",
    section(
      "Commands",
      entries.map(([name, { summary, positionals }]) => [
        [name, ...Object.values(positionals).map(usageOfPositional)].join(" "),
        summary,
      ]),
    ),
    section("Options", [...rowsOfShared(commands), ...rowsOf(GENERAL_OPTIONS)]),
    "`tracking-plan COMMAND --help` names the options of one command.",
    exitCodes("What was looked at is not as it should be. The help of a command says more."),
  ];
}

function helpOfCommand(name: string, command: CommandEntry): readonly string[] {
  const positionals = Object.values(command.positionals);
  return [
    command.summary,
    `Usage: tracking-plan ${[name, ...positionals.map(usageOfPositional)].join(" ")} [options]`,
    section(
      "Arguments",
      positionals.map((positional) => [usageOfPositional(positional), positional.description]),
    ),
    section("Options", rowsOf({ ...command.options, ...GENERAL_OPTIONS })),
    exitCodes(command.failure),
  ];
}

type Row = readonly [term: string, text: string];

function rowsOf(options: Options): readonly Row[] {
  return Object.entries(options).map(([name, option]) => [usageOfOption(name, option), textOf(option)]);
}

/** The options that several commands have, each once, with those commands where that is not all of them. */
function rowsOfShared(commands: CommandTable): readonly Row[] {
  const entries = Object.entries(commands);
  const names = [...new Set(entries.flatMap(([, { options }]) => Object.keys(options)))];
  return names.flatMap((name): readonly Row[] => {
    const owners = entries.flatMap(([command, { options }]) => {
      const option = options[name];
      return option === undefined ? [] : [{ command: `\`${command}\``, option }];
    });
    const [first, ...others] = owners.map(({ option }) => option);
    if (first === undefined || others.length === 0) return [];
    const only =
      owners.length === entries.length ? "" : ` For ${owners.map(({ command }) => command).join(", ")}.`;
    return [[usageOfOption(name, first), textOf(others.reduce(withChoices, first)) + only]];
  });
}

/** The option that takes what either takes. */
function withChoices(option: Option, other: Option): Option {
  if (option.kind !== "choice" || other.kind !== "choice") return option;
  const [first, ...others] = option.choices;
  return { ...option, choices: [first, ...new Set([...others, ...other.choices.slice(1)])] };
}

function textOf(option: Option): string {
  if (option.kind === "choice") {
    return `${option.description}: ${option.choices.join(", ")}. Default: ${option.choices[0]}.`;
  }
  return option.kind === "text" && option.default !== undefined
    ? `${option.description} Default: ${option.default}.`
    : option.description;
}

function exitCodes(failure: string): string {
  return section("Exit codes", [
    ["0", "All is well."],
    ["1", failure],
    ["2", "Bad usage, or a file that cannot be read or written."],
  ]);
}

function section(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return "";
  const indent = Math.max(...rows.map(([term]) => term.length)) + 4;
  const lines = rows.flatMap(([term, text]) => {
    const [first = "", ...others] = wrap(text, WIDTH - indent);
    return [`  ${term.padEnd(indent - 2)}${first}`, ...others.map((line) => " ".repeat(indent) + line)];
  });
  return [`${title}:`, ...lines].join("\n");
}
