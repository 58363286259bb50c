import { describe, expect, it } from "vitest";
import { COMMANDS, type CommandTable } from "../../../src/cli/commands.ts";
import { parseArguments } from "../../../src/cli/parse-arguments.ts";
import { UsageError } from "../../../src/commands/io.ts";
import { EXAMPLES } from "./example-commands.ts";

/** What a wrong command line is answered with. */
function refusalOf(
  argv: readonly string[],
  commands: CommandTable = COMMANDS,
): readonly [message: string, hint: string | undefined] {
  try {
    return [JSON.stringify(parseArguments(argv, commands)), "was accepted"];
  } catch (error) {
    if (error instanceof UsageError) return [error.message, error.hint];
    throw error;
  }
}

const QUOTE = "Quote it for the shell, such as `'{\"amount\":5}'`.";
const SEE_HELP = "Run `tracking-plan --help` to see all commands and options.";

describe("parseArguments", () => {
  it("fills in what was not said", () => {
    expect(parseArguments(["check"], COMMANDS)).toEqual({
      kind: "run",
      command: "check",
      args: {
        plan: undefined,
        out: undefined,
        format: "text",
        strict: false,
        all: false,
        quiet: false,
        updateBaseline: false,
      },
    });
  });

  it("takes options before and after the command, with and without =", () => {
    expect(
      parseArguments(
        ["--strict", "generate", "--plan=a.yaml", "--out", "../x", "--format", "json"],
        COMMANDS,
      ),
    ).toEqual({
      kind: "run",
      command: "generate",
      args: {
        plan: "a.yaml",
        out: "../x",
        format: "json",
        strict: true,
        all: false,
        watch: false,
        poll: false,
      },
    });
  });

  it("answers --help and --version whatever else is there", () => {
    expect(parseArguments(["--help"], COMMANDS)).toEqual({ kind: "help", command: undefined });
    expect(parseArguments(["check", "-h", "--strict"], COMMANDS)).toEqual({ kind: "help", command: "check" });
    expect(parseArguments(["--version"], COMMANDS)).toEqual({ kind: "version" });
    expect(parseArguments(["generate", "--version"], COMMANDS)).toEqual({ kind: "version" });
  });

  it.each<[string[], string, string]>([
    [[], "No command was given.", SEE_HELP],
    [["chek"], "Unknown command `chek`.", "Did you mean `check`?"],
    [["deploy"], "Unknown command `deploy`.", SEE_HELP],
    [["toString"], "Unknown command `toString`.", SEE_HELP],
    [["check", "plan.yaml"], "Unexpected argument `plan.yaml`.", SEE_HELP],
    [["check", "--plna", "x"], "Unknown option `--plna`.", "Did you mean `--plan`?"],
    [["check", "--watch"], "Unknown option `--watch`.", "It is an option of `generate`."],
    [["check", "--constructor"], "Unknown option `--constructor`.", SEE_HELP],
    [["check", "-x"], "Unknown option `-x`.", SEE_HELP],
    [["check", "--plan"], "Option '--plan <value>' argument missing.", SEE_HELP],
    [["check", "--plan", "a.yaml", "--plan", "b.yaml"], "`--plan` is given twice.", SEE_HELP],
    [["check", "--plan="], "`--plan` is empty.", SEE_HELP],
    [["check", "--out", ""], "`--out` is empty.", SEE_HELP],
    [["check", "--strict=yes"], "Option '--strict' does not take an argument.", SEE_HELP],
    [["check", "--plan", "--strict"], "Option '--plan' argument is ambiguous.", SEE_HELP],
    [
      ["check", "--format", "jsn"],
      "`--format` must be one of text, json, github, sarif, not `jsn`.",
      "Did you mean `json`?",
    ],
    [
      ["check", "--format", "toString"],
      "`--format` must be one of text, json, github, sarif, not `toString`.",
      SEE_HELP,
    ],
  ])("refuses %j", (argv, message, hint) => {
    expect(refusalOf(argv)).toEqual([message, hint]);
  });
});

describe("what follows `--`", () => {
  it.each([["inspect"], ["audit"], ["list"]])("is not nothing for %s", (command) => {
    expect(refusalOf([command, "--"])).toEqual([
      "Nothing follows `--`.",
      "Check for an unset variable, or remove `--`.",
    ]);
  });

  it("is the command with its own options", () => {
    expect(parseArguments(["inspect", "--", "npm", "test", "--", "--watch"], COMMANDS)).toMatchObject({
      args: { command: ["npm", "test", "--", "--watch"] },
    });
    expect(parseArguments(["check", "--"], COMMANDS)).toMatchObject({ command: "check" });
  });
});

describe("a command with options and arguments of its own", () => {
  it.each<[string[], object]>([
    [["compare"], { plan: undefined, format: "text", against: "HEAD", allow: [] }],
    [
      ["--against", "add", "compare", "--allow", "a=b", "--format=markdown", "--allow=c=d e"],
      { plan: undefined, format: "markdown", against: "add", allow: ["a=b", "c=d e"] },
    ],
    [["add", "--strict", "event", "x"], { plan: undefined, strict: true, what: "event", name: "x" }],
    [
      ["add", "group", "--", "--x", "me"],
      { plan: undefined, strict: false, what: "group", name: "--x", owner: "me" },
    ],
    [["audit"], { plan: undefined, format: "text", path: undefined }],
    [["audit", "a"], { plan: undefined, format: "text", path: "a", values: undefined }],
    [["audit", "a", '{"b": 1}'], { path: "a", values: { b: 1 } }],
    [["compare", "--most-changes", "12"], { mostChanges: 12 }],
    [["add", "event", "x"], { side: undefined }],
    [["add", "event", "x", "--side", "right"], { side: "right" }],
  ])("is given what %j says", (argv, args) => {
    expect(parseArguments(argv, EXAMPLES)).toMatchObject({ kind: "run", args });
  });

  it.each<[string[], string, string]>([
    [["add", "event"], "`add` requires NAME.", "Usage: `tracking-plan add event|group NAME [OWNER]`."],
    [["add"], "`add` requires event|group.", "Usage: `tracking-plan add event|group NAME [OWNER]`."],
    [["add", "evnt", "x"], "event|group must be one of event, group, not `evnt`.", "Did you mean `event`?"],
    [["add", "event", ""], "NAME is empty.", SEE_HELP],
    [["add", "event", "a", "b", "c"], "Unexpected argument `c`.", SEE_HELP],
    [["audit", ""], "[PATH] is empty.", SEE_HELP],
    [["for_agents"], "Unknown command `for_agents`.", SEE_HELP],
    [
      ["compare", "--most-changes", "0"],
      "`--most-changes` must be a whole number from 1 on, not `0`.",
      SEE_HELP,
    ],
    [
      ["compare", "--most-changes", "1e3"],
      "`--most-changes` must be a whole number from 1 on, not `1e3`.",
      SEE_HELP,
    ],
    [
      ["audit", "a", "[1]"],
      "[JSON] must be an object of JSON with at most 1,000,000 characters and 127 levels, not `[1]`.",
      QUOTE,
    ],
    [
      ["audit", "a", "{a: 1}"],
      "[JSON] must be an object of JSON with at most 1,000,000 characters and 127 levels, not `{a: 1}`.",
      QUOTE,
    ],
    [["add", "--against", "x"], "Unknown option `--against`.", "It is an option of `compare`."],
    [["audit", "--strict"], "Unknown option `--strict`.", "It is an option of `add`."],
    [["compare", "--agianst", "x"], "Unknown option `--agianst`.", "Did you mean `--against`?"],
    [["compare", "--allow", ""], "`--allow` is empty.", SEE_HELP],
    [["compare", "--against", "a", "--against", "b"], "`--against` is given twice.", SEE_HELP],
    [
      ["compare", "--format", "sarif"],
      "`--format` must be one of text, json, markdown, not `sarif`.",
      SEE_HELP,
    ],
  ])("refuses %j", (argv, message, hint) => {
    expect(refusalOf(argv, EXAMPLES)).toEqual([message, hint]);
  });
});
