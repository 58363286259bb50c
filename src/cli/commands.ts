import type { Command } from "../commands/command.ts";

/** A command as `--help` shows it. */
export interface CommandEntry {
  readonly summary: string;
  readonly run: Command;
}

/** Every command. Each is loaded when it is run: `--help` and a slip of the finger are answered at once. */
export const COMMANDS = {
  generate: {
    summary: "Read the plan, check it, and write what it makes.",
    run: async (args, io) => (await import("../commands/generate.ts")).generate(args, io),
  },
  check: {
    summary: "Check the plan, and that the generated files are what it makes.",
    run: async (args, io) => (await import("../commands/check.ts")).check(args, io),
  },
} as const satisfies Record<string, CommandEntry>;

export type CommandName = keyof typeof COMMANDS;
