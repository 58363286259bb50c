import { defineCommand, formats, OPTIONS } from "../../../src/cli/options.ts";

const done = () => Promise.resolve(0 as const);

/** Commands that take whatever a command can take. */
export const EXAMPLES = {
  compare: defineCommand({
    summary: "Compare two things.",
    failure: "They differ.",
    positionals: {},
    options: {
      plan: OPTIONS.plan,
      format: formats("text", "json", "markdown"),
      against: { kind: "text", value: "REF", default: "HEAD", description: "What to compare with." },
      allow: {
        kind: "list",
        value: "CHANGE=REASON",
        description: "Let one change pass, with the reason for it, which is shown beside it.",
      },
    },
    run: done,
  }),
  add: defineCommand({
    summary: "Add something.",
    failure: "It is there.",
    positionals: {
      what: { kind: "choice", choices: ["event", "group"], description: "What to add." },
      name: { kind: "text", value: "NAME", description: "What to call it." },
      owner: { kind: "text", value: "OWNER", optional: true, description: "Who owns it." },
    },
    options: { plan: OPTIONS.plan, strict: OPTIONS.strict },
    run: done,
  }),
  audit: defineCommand({
    summary: "Look through files.",
    failure: "Something was found.",
    positionals: { path: { kind: "text", value: "PATH", optional: true, description: "Where to look." } },
    options: { plan: OPTIONS.plan, format: formats("text", "sarif") },
    run: done,
  }),
};
