import { commandsOf } from "../../../src/cli/commands.ts";
import { defineFunction } from "../../../src/functions/define-function.ts";
import { formats, SHARED } from "../../../src/functions/parameters.ts";

const done = () => Promise.resolve(0 as const);

/** Commands that take whatever a command can take. */
export const EXAMPLES = commandsOf([
  defineFunction({
    name: "compare",
    summary: "Compare two things.",
    parameters: {
      plan: SHARED.plan,
      format: formats("text", "json", "markdown"),
      against: { kind: "text", value: "REF", default: "HEAD", description: "What to compare with." },
      allow: {
        kind: "list",
        value: "CHANGE=REASON",
        description: "Let one change pass, with the reason for it, which is shown beside it.",
      },
      mostChanges: { kind: "count", value: "NUMBER", description: "How many changes to show." },
    },
    commandLine: { failure: "They differ." },
    run: done,
  }),
  defineFunction({
    name: "add",
    summary: "Add something.",
    parameters: {
      what: { kind: "choice", choices: ["event", "group"], isRequired: true, description: "What to add." },
      name: { kind: "text", value: "NAME", isRequired: true, description: "What to call it." },
      owner: { kind: "text", value: "OWNER", description: "Who owns it." },
      plan: SHARED.plan,
      strict: SHARED.strict,
      side: { kind: "choice", choices: ["left", "right"], isOptional: true, description: "Where" },
    },
    commandLine: { positionals: ["what", "name", "owner"], failure: "It is there." },
    run: done,
  }),
  defineFunction({
    name: "audit",
    summary: "Look through files.",
    parameters: {
      path: { kind: "text", value: "PATH", description: "Where to look." },
      values: { kind: "object", value: "JSON", description: "What to look for." },
      plan: SHARED.plan,
      format: formats("text", "sarif"),
    },
    commandLine: { positionals: ["path", "values"], failure: "Something was found." },
    run: done,
  }),
  defineFunction({
    name: "for_agents",
    summary: "Is no command.",
    parameters: { plan: SHARED.plan },
    tool: { title: "Tool", description: "A tool.", takes: [] },
    run: done,
  }),
]);
