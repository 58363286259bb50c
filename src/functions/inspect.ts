import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

export const inspect = defineFunction({
  name: "inspect",
  summary: "Show the events that an application or its tests send, and how much of the plan they cover.",
  parameters: {
    command: {
      kind: "list",
      value: "COMMAND",
      description:
        "Command to run after `--`, such as `-- npm test`. Its events arrive here, not at PostHog. Without one, events are shown until Ctrl-C.",
    },
    plan: SHARED.plan,
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
      description: "Another environment variable that the command reads PostHog's host from.",
    },
    minCoverage: {
      kind: "text",
      value: "PERCENT",
      description: "Fail if fewer of the live events arrive.",
    },
    failOn: {
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
    recording: {
      kind: "text",
      value: "FILE",
      isPath: true,
      description: "Report on the events of a recording, in the place of events that arrive.",
    },
    baseline: {
      kind: "text",
      value: "FILE",
      isPath: true,
      description: "Report what an earlier recording has and this run has not.",
    },
    format: formats("text", "json", "github", "markdown", "junit"),
    all: { kind: "flag", description: "Print every finding. By default at most 100 lines." },
  },
  commandLine: {
    positionals: ["command"],
    failure: "With a command, its exit code; if that is 0, 1 if `--min-coverage` or `--fail-on` is not met.",
  },
  tool: {
    name: "observe",
    title: "Read what was sent",
    description:
      "Report what an application or its tests sent, from a recording: what broke the plan, what is not in it, and which planned events never arrived. Make the recording with `npx tracking-plan inspect --save FILE -- COMMAND`.",
    takes: ["recording", "baseline"],
    requires: ["recording"],
    findsProblems: true,
  },
  run: async (args, io, functions) => {
    const [{ inspectEvents }, { pageFunctionsOf }] = await Promise.all([
      import("../commands/inspector/inspector.ts"),
      import("./page-functions.ts"),
    ]);
    return inspectEvents(args, io, pageFunctionsOf(functions, io));
  },
});
