import { hang, pageWidth, wrap } from "../text/terminal.ts";
import type { Parameter, Parameters } from "../functions/parameters.ts";
import { type Command, type CommandTable, GENERAL_OPTIONS } from "./commands.ts";

const DESCRIPTION = "Turns one YAML tracking plan into typed PostHog helpers, validators and docs.";

/** The output of `--help`, for the program or for one command. @param columns - width of the terminal, if there is one */
export function renderHelp(
  commands: CommandTable,
  { command, columns }: { readonly command?: string | undefined; readonly columns?: number | undefined } = {},
): string {
  const sections =
    command === undefined ? helpOfProgram(commands) : helpOfCommand(command, commands[command]!);
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
    "Run `tracking-plan COMMAND --help` for the options of one command.",
    exitCodes("The check found problems. See the help of the command."),
  ];
}

function helpOfCommand(name: string, command: Command): readonly Section[] {
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

function rowsOf(options: Parameters): readonly Row[] {
  return Object.entries(options).map(([name, option]) => [usageOfOption(name, option), textOf(option)]);
}

/** The options that several commands share, each with its commands unless all have it. */
function rowsOfShared(commands: CommandTable): readonly Row[] {
  const entries = Object.entries(commands);
  const names = [...new Set(entries.flatMap(([, { options }]) => Object.keys(options)))];
  return names.flatMap((name): readonly Row[] => {
    const owners = entries
      .flatMap(([command, { options }]) => {
        const option = options[name];
        return option === undefined
          ? []
          : [{ command: `\`${command}\``, option, usage: usageOfOption(name, option) }];
      })
      .filter(({ usage }, _index, [one]) => usage === one?.usage);
    const [first, ...others] = owners.map(({ option }) => option);
    if (first === undefined || others.length === 0) return [];
    const only =
      owners.length === entries.length ? "" : ` For ${owners.map(({ command }) => command).join(", ")}.`;
    return [[usageOfOption(name, first), textOf(others.reduce(withChoices, first)) + only]];
  });
}

/** Merges the choices of an option that two commands share. */
function withChoices(option: Parameter, other: Parameter): Parameter {
  if (option.kind !== "choice" || other.kind !== "choice") return option;
  const [first, ...others] = option.choices;
  return { ...option, choices: [first, ...new Set([...others, ...other.choices.slice(1)])] };
}

function textOf(option: Parameter): string {
  switch (option.kind) {
    case "choice": {
      const text = `${option.description}: ${option.choices.join(", ")}.`;
      return option.isOptional === true ? text : `${text} Default: ${option.choices[0]}.`;
    }
    case "text":
      return option.default === undefined
        ? option.description
        : `${option.description} Default: ${option.default}.`;
    case "list":
      return `${option.description} Repeatable.`;
    case "flag":
    case "count":
    case "object":
      return option.description;
    default:
      return option satisfies never;
  }
}

function exitCodes(failure: string | undefined): Section {
  return {
    title: "Exit codes",
    rows: [
      ["0", "Success."],
      ...(failure === undefined ? [] : [["1", failure] as const]),
      ["2", "Invalid usage, or a file that cannot be read or written."],
    ],
  };
}

function renderSection({ title, rows }: Exclude<Section, string>, width: number): string {
  if (rows.length === 0) return "";
  const indent = Math.max(...rows.map(([term]) => term.length)) + 2;
  const lines = rows.flatMap(([term, text]) => hang(`  ${term.padEnd(indent)}`, text, width));
  return [`${title}:`, ...lines].join("\n");
}

/** @example usageOfPositional({ kind: "text", value: "NAME", … }) // "[NAME]" */
export function usageOfPositional(positional: Parameter): string {
  switch (positional.kind) {
    case "choice":
      return positional.value ?? positional.choices.join("|");
    case "list":
      return `[${positional.value}...]`;
    case "flag":
      throw new TypeError("A flag has a name.");
    case "text":
    case "object":
    case "count":
      return "isRequired" in positional ? positional.value : `[${positional.value}]`;
    default:
      return positional satisfies never;
  }
}

/** @example usageOfOption("help", { kind: "flag", short: "h", … }) // "-h, --help" */
export function usageOfOption(name: string, option: Parameter): string {
  if (option.kind !== "flag") return `--${name} ${option.value ?? name.toUpperCase()}`;
  return option.short === undefined ? `--${name}` : `-${option.short}, --${name}`;
}
