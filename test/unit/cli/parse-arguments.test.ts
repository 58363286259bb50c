import { describe, expect, it } from "vitest";
import { parseArguments } from "../../../src/cli/parse-arguments.ts";
import { UsageError } from "../../../src/commands/io.ts";

/** What a wrong command line is answered with. */
function refusalOf(...argv: string[]): readonly [message: string, hint: string | undefined] {
  try {
    return [JSON.stringify(parseArguments(argv)), "was accepted"];
  } catch (error) {
    if (error instanceof UsageError) return [error.message, error.hint];
    throw error;
  }
}

const SEE_HELP = "Run `tracking-plan --help` for what there is.";

describe("parseArguments", () => {
  it("fills in what was not said", () => {
    expect(parseArguments(["check"])).toEqual({
      kind: "run",
      command: "check",
      args: { plan: "tracking-plan.yaml", out: undefined, format: "text", strict: false },
    });
  });

  it("takes options before and after the command, with and without =", () => {
    expect(
      parseArguments(["--strict", "generate", "--plan=a.yaml", "--out", "../x", "--format", "json"]),
    ).toEqual({
      kind: "run",
      command: "generate",
      args: { plan: "a.yaml", out: "../x", format: "json", strict: true },
    });
  });

  it("answers --help and --version whatever else is there", () => {
    expect(parseArguments(["--help"])).toEqual({ kind: "help", command: undefined });
    expect(parseArguments(["check", "-h", "--strict"])).toEqual({ kind: "help", command: "check" });
    expect(parseArguments(["--version"])).toEqual({ kind: "version" });
    expect(parseArguments(["generate", "--version"])).toEqual({ kind: "version" });
  });

  it.each<[string[], string, string]>([
    [[], "No command was given.", SEE_HELP],
    [["chek"], "Unknown command `chek`.", "Did you mean `check`?"],
    [["deploy"], "Unknown command `deploy`.", SEE_HELP],
    [["toString"], "Unknown command `toString`.", SEE_HELP],
    [["check", "plan.yaml"], "`check` takes no argument `plan.yaml`.", SEE_HELP],
    [["check", "--plna", "x"], "Unknown option `--plna`.", "Did you mean `--plan`?"],
    [["check", "--watch"], "Unknown option `--watch`.", SEE_HELP],
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
      "`--format` is one of text, json, github, not `jsn`.",
      "Did you mean `json`?",
    ],
    [["check", "--format", "toString"], "`--format` is one of text, json, github, not `toString`.", SEE_HELP],
  ])("refuses %j", (argv, message, hint) => {
    expect(refusalOf(...argv)).toEqual([message, hint]);
  });
});
