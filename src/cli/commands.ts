import { check } from "../commands/check.ts";
import { generate } from "../commands/generate.ts";
import type { Command } from "../commands/command.ts";

/** A command as `--help` shows it. */
export interface CommandEntry {
  readonly summary: string;
  readonly run: Command;
}

/** Every command. */
export const COMMANDS = {
  generate: {
    summary: "Read the plan, check it, and write what it makes.",
    run: generate,
  },
  check: {
    summary: "Check the plan, and that the generated files are what it makes.",
    run: check,
  },
} as const satisfies Record<string, CommandEntry>;

export type CommandName = keyof typeof COMMANDS;
