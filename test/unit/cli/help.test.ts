import { describe, expect, it, test } from "vitest";
import { renderHelp } from "../../../src/cli/help.ts";
import { COMMANDS } from "../../../src/cli/commands.ts";
import { EXAMPLES } from "./example-commands.ts";

describe("renderHelp", () => {
  it("of the program shows each option that several commands have, once and with them", () => {
    expect(renderHelp(EXAMPLES)).toBe(
      `Turns one YAML tracking plan into typed PostHog helpers, validators and docs.

Usage: tracking-plan COMMAND [options]

Commands:
  compare                       Compare two things.
  add event|group NAME [OWNER]  Add something.
  audit [PATH] [JSON]           Look through files.

Options:
  --plan FILE      Path of the tracking plan. Default: \`tracking-plan.yaml\` here
                   or in a folder above.
  --format FORMAT  Output format: text, json, markdown, sarif. Default: text.
                   For \`compare\`, \`audit\`.
  -h, --help       Print this help.
  --version        Print the version.

Run \`tracking-plan COMMAND --help\` for the options of one command.

Exit codes:
  0  Success.
  1  The check found problems. See the help of the command.
  2  Invalid usage, or a file that cannot be read or written.
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
  --plan FILE  Path of the tracking plan. Default: \`tracking-plan.yaml\` here or
               in a folder above.
  --strict     Warnings fail too.
  --side SIDE  Where: left, right.
  -h, --help   Print this help.
  --version    Print the version.

Exit codes:
  0  Success.
  1  It is there.
  2  Invalid usage, or a file that cannot be read or written.
`,
    );
  });
});

test("sentences of --help have under 18 words on average, and none has more than 30", () => {
  const texts = Object.values(COMMANDS).flatMap(({ summary, failure = "", options, positionals }) => [
    summary,
    failure,
    Object.values({ ...options, ...positionals }).map(({ description }) => description),
  ]);
  const lengths = texts
    .flat()
    .flatMap((text) => text.split(/(?<=[.?!])\s+/u))
    .map((sentence) => sentence.split(/\s+/u).filter(Boolean).length)
    .filter((words) => words > 0);
  const mean = lengths.reduce((sum, words) => sum + words, 0) / lengths.length;
  expect(mean).toBeLessThan(18);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(30);
});
