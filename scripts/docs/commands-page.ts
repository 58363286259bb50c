import { type Command, COMMANDS } from "../../src/cli/commands.ts";
import { usageOfOption, usageOfPositional } from "../../src/cli/help.ts";
import { FUNCTIONS } from "../../src/functions/functions.ts";
import type { Parameter } from "../../src/functions/parameters.ts";
import { code, heading, link, prose, table } from "../../src/text/markdown.ts";

/** `docs/commands.md`: every command with its options, from the table that the command line reads. */
export function commandsPage(): string {
  return `${[
    heading(1, "Commands"),
    "`tracking-plan --help` lists the commands, and `tracking-plan COMMAND --help` shows the options of one command. This page is generated from the same table.",
    "Every command exits with 0 on success, and with 2 on invalid usage or if a file cannot be read or written. Ctrl-C at a prompt exits with 130 and writes nothing.",
    ...Object.entries(COMMANDS).flatMap(([name, command]) => section(name, command)),
  ].join("\n\n")}\n`;
}

function section(name: string, { summary, failure, positionals, options }: Command): readonly string[] {
  const usage = [name, ...Object.values(positionals).map(usageOfPositional)].join(" ");
  const rows = [
    ...Object.values(positionals).map((each) => [
      code(usageOfPositional(each), "cell"),
      prose(each.description, "cell"),
    ]),
    ...Object.entries(options).map(([option, entry]) => [
      code(usageOfOption(option, entry), "cell"),
      `${prose(entry.description, "cell")}${detailsOf(entry)}`,
    ]),
  ];
  return [
    heading(2, name),
    `${code(`tracking-plan ${usage}`)}: ${prose(summary)}`,
    table(["Argument", "Meaning"], rows),
    ...exitCode(failure),
    ...elsewhere(name),
  ];
}

/** Where else a command can be had, in a paragraph. */
function elsewhere(name: string): readonly string[] {
  const { tool, page } = FUNCTIONS.find((fn) => fn.name === name) ?? {};
  const agents = link("Coding agents", "agents.md#the-mcp-server");
  const inspector = link("inspector's page", "inspector.md#watch-events-arrive");
  const sentences = [
    ...(tool === undefined ? [] : [`${agents} have it as ${code(tool.name ?? name)}.`]),
    ...(page === undefined ? [] : [`The ${inspector} shows it.`]),
  ];
  return sentences.length === 0 ? [] : [sentences.join(" ")];
}

function detailsOf(option: Parameter): string {
  switch (option.kind) {
    case "choice":
      return `: ${option.choices.map((choice) => code(choice, "cell")).join(", ")}.`;
    case "text":
      return option.default === undefined ? "" : ` Default: ${code(option.default, "cell")}.`;
    case "list":
      return " Repeatable.";
    case "flag":
    case "count":
    case "object":
      return "";
    default:
      return option satisfies never;
  }
}

/** What exit code 1 means; nothing for a command that never exits with it. */
function exitCode(failure: string | undefined): readonly string[] {
  return failure === undefined ? [] : [`Exit code 1: ${prose(failure)}`];
}
