import { COMMANDS, type CommandEntry, type CommandName } from "./commands.ts";
import { OPTIONS, type Option } from "./options.ts";

const DESCRIPTION = "Turns one YAML tracking plan into typed PostHog helpers, validators and docs.";

/** What `--help` prints: of the program, or of one command. At most 80 columns wide. */
export function renderHelp(command?: CommandName): string {
  const options = Object.entries<Option>(OPTIONS).map(([name, option]) => [
    usageOf(name, option),
    textOf(option),
  ]);
  const exits = [
    ["0", "All is well."],
    ["1", "The plan has errors, or the generated files are not what it makes."],
    ["2", "Bad usage, or a file that cannot be read or written."],
  ];
  const sections =
    command === undefined
      ? [
          DESCRIPTION,
          "Usage: tracking-plan COMMAND [options]",
          section(
            "Commands",
            Object.entries<CommandEntry>(COMMANDS).map(([name, { summary }]) => [name, summary]),
          ),
        ]
      : [COMMANDS[command].summary, `Usage: tracking-plan ${command} [options]`];
  return `${[...sections, section("Options", options), section("Exit codes", exits)].join("\n\n")}\n`;
}

function usageOf(name: string, { short, value }: Option): string {
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}

function textOf(option: Option): string {
  return option.default === undefined
    ? option.description
    : `${option.description} Default: ${option.default}.`;
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([term = ""]) => term.length));
  return [`${title}:`, ...rows.map(([term = "", text]) => `  ${term.padEnd(width)}  ${text}`)].join("\n");
}
