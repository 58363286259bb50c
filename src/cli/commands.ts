import { type CommandTable, defineCommand } from "./define-command.ts";
import { formats, OPTIONS } from "./options.ts";

const { plan, out, strict } = OPTIONS;

/** Every command. Each is loaded when it is run: `--help` and a slip of the finger are answered at once. */
export const COMMANDS = {
  generate: defineCommand({
    summary: "Read the plan, check it, and write what it makes.",
    failure: "The plan has errors, or a file that is not ours is in the way.",
    positionals: {},
    options: { plan, out, format: formats("text", "json", "github"), strict },
    run: async (args, io) => (await import("../commands/generate.ts")).generate(args, io),
  }),
  check: defineCommand({
    summary: "Check the plan, and that the generated files are what it makes.",
    failure: "The plan has errors, or the generated files are not what it makes.",
    positionals: {},
    options: { plan, out, format: formats("text", "json", "github"), strict },
    run: async (args, io) => (await import("../commands/check.ts")).check(args, io),
  }),
  explain: defineCommand({
    summary: "Tell what a code means, how it comes about and what to do.",
    failure: "Does not happen.",
    positionals: {
      code: {
        kind: "text",
        value: "CODE",
        optional: true,
        description: "Such as `unknown-property`. Without one, all are listed.",
      },
    },
    options: { format: formats("text", "json") },
    run: async (args, io) => (await import("../commands/explain.ts")).explain(args, io),
  }),
} as const satisfies CommandTable;

export type CommandName = keyof typeof COMMANDS;
