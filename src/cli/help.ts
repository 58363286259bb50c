import { hang, pageWidth, wrap } from "../text/wrap.ts";
import {
  type CommandEntry,
  type CommandTable,
  GENERAL_OPTIONS,
  type Option,
  type Options,
  type Positional,
} from "./options.ts";

const DESCRIPTION = "Turns one YAML tracking plan into typed PostHog helpers, validators and docs.";

/** What `--help` prints: of the program, or of one command, in the columns of a terminal if it is for one. */
export function renderHelp<Name extends string>(
  commands: CommandTable<Name>,
  { command, columns }: { readonly command?: Name | undefined; readonly columns?: number | undefined } = {},
): string {
  const sections =
    command === undefined ? helpOfProgram(commands) : helpOfCommand(command, commands[command]);
  const width = pageWidth(columns);
  const shown = sections.map((section) =>
    typeof section === "string" ? wrap(section, width).join("\n") : renderSection(section, width),
  );
  return `${shown.filter((text) => text !== "").join("\n\n")}\n`;
}

/** A paragraph, or a title above rows. */
type Section = string | { readonly title: string; readonly rows: readonly Row[] };

function helpOfProgram(commands: CommandTable): readonly Section[] {
  const entries = Object.entries(commands);
  return [
    DESCRIPTION,
    "Usage: tracking-plan COMMAND [options]",
    {
      title: "Commands",
      rows: entries.map(([name, { summary, positionals }]) => [
        [name, ...Object.values(positionals).map(usageOfPositional)].join(" "),
        summary,
      ]),
    },
    { title: "Options", rows: [...rowsOfShared(commands), ...rowsOf(GENERAL_OPTIONS)] },
    "`tracking-plan COMMAND --help` names the options of one command.",
    exitCodes("What was looked at is not as it should be. The help of a command says more."),
  ];
}

function helpOfCommand(name: string, command: CommandEntry): readonly Section[] {
  const positionals = Object.values(command.positionals);
  return [
    command.summary,
    `Usage: tracking-plan ${[name, ...positionals.map(usageOfPositional)].join(" ")} [options]`,
    {
      title: "Arguments",
      rows: positionals.map((positional) => [usageOfPositional(positional), positional.description]),
    },
    { title: "Options", rows: rowsOf({ ...command.options, ...GENERAL_OPTIONS }) },
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

function exitCodes(failure: string): Section {
  return {
    title: "Exit codes",
    rows: [
      ["0", "All is well."],
      ["1", failure],
      ["2", "Bad usage, or a file that cannot be read or written."],
    ],
  };
}

function renderSection({ title, rows }: Exclude<Section, string>, width: number): string {
  if (rows.length === 0) return "";
  const indent = Math.max(...rows.map(([term]) => term.length)) + 2;
  const lines = rows.flatMap(([term, text]) => hang(`  ${term.padEnd(indent)}`, text, width));
  return [`${title}:`, ...lines].join("\n");
}

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
function usageOfOption(name: string, option: Option): string {
  if (option.kind !== "flag") return `--${name} ${option.value}`;
  return option.short === undefined ? `--${name}` : `-${option.short}, --${name}`;
}
