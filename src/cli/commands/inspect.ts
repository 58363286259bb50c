import { defineCommand, formats, OPTIONS } from "../options.ts";

const { plan } = OPTIONS;

export const inspect = defineCommand({
  summary: "Show the events that an application or its tests send, and how much of the plan they cover.",
  failure: "With a command, its exit code; if that is 0, 1 if `--min-coverage` or `--fail-on` is not met.",
  positionals: {
    command: {
      kind: "list",
      value: "COMMAND",
      description:
        "Command to run after `--`, such as `-- npm test`. Its events arrive here, not at PostHog. Without one, events are shown until Ctrl-C.",
    },
  },
  options: {
    plan,
    port: {
      kind: "text",
      value: "PORT",
      description: "Port to listen on. Default: 8010; a free one with a command.",
    },
    host: {
      kind: "text",
      value: "ADDRESS",
      description: "Address to listen on, such as 0.0.0.0 for other machines. Default: 127.0.0.1.",
    },
    open: { kind: "flag", description: "Open the page that shows events in the browser." },
    env: {
      kind: "list",
      value: "NAME",
      description: "Another environment variable that the command reads PostHog's host from. Repeatable.",
    },
    "min-coverage": {
      kind: "text",
      value: "PERCENT",
      description: "Fail if fewer of the live events arrive.",
    },
    "fail-on": {
      kind: "choice",
      value: "WHAT",
      choices: ["nothing", "violations"],
      description: "Whether events that break the plan fail the report",
    },
    save: {
      kind: "text",
      value: "FILE",
      description: "Write the events to a recording; to a page that shows them if FILE ends in .html.",
    },
    baseline: {
      kind: "text",
      value: "FILE",
      description: "Report what an earlier recording has and this run has not.",
    },
    format: formats("text", "json", "github", "markdown", "junit"),
    all: { kind: "flag", description: "Print every finding. By default at most 100 lines." },
  },
  run: async (args, io) =>
    (await import("../../commands/inspector/inspector.ts")).inspectEvents(
      { ...args, minCoverage: args["min-coverage"], failOn: args["fail-on"] },
      io,
    ),
});
