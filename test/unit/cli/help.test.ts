import { describe, expect, it } from "vitest";
import { renderHelp } from "../../../src/cli/help.ts";
import { EXAMPLES } from "./example-commands.ts";

describe("renderHelp", () => {
  it("of the program shows each option that several commands have, once and with them", () => {
    expect(renderHelp(EXAMPLES)).toBe(
      `Turns one YAML tracking plan into typed PostHog helpers, validators and docs.

Usage: tracking-plan COMMAND [options]

Commands:
  compare                       Compare two things.
  add event|group NAME [OWNER]  Add something.
  audit [PATH…]                 Look through files.

Options:
  --plan FILE      The tracking plan. Default: tracking-plan.yaml.
  --format FORMAT  How to print the result: text, json, markdown, sarif.
                   Default: text. For \`compare\`, \`audit\`.
  -h, --help       Print this help.
  --version        Print the version.

\`tracking-plan COMMAND --help\` names the options of one command.

Exit codes:
  0  All is well.
  1  What was looked at is not as it should be. The help of a command says more.
  2  Bad usage, or a file that cannot be read or written.
`,
    );
  });

  it("of a command shows what it takes, and nothing else", () => {
    expect(renderHelp(EXAMPLES, { command: "add" })).toBe(
      `Add something.

Usage: tracking-plan add event|group NAME [OWNER] [options]

Arguments:
  event|group  What to add.
  NAME         What to call it.
  [OWNER]      Who owns it.

Options:
  --plan FILE  The tracking plan. Default: tracking-plan.yaml.
  --strict     Warnings fail too.
  -h, --help   Print this help.
  --version    Print the version.

Exit codes:
  0  All is well.
  1  It is there.
  2  Bad usage, or a file that cannot be read or written.
`,
    );
  });
});
