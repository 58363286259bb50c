import { expect, expectTypeOf, it } from "vitest";
import { COMMANDS } from "../../../src/cli/commands.ts";
import { type CommandTable, defineCommand, formats } from "../../../src/cli/options.ts";

it("an option that several commands have is of one kind, since it may stand before the command", () => {
  const table: CommandTable = COMMANDS;
  const kinds = new Map<string, Set<string>>();
  for (const { options } of Object.values(table)) {
    for (const [name, { kind }] of Object.entries(options)) {
      kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
    }
  }
  expect([...kinds].filter(([, found]) => found.size > 1)).toEqual([]);
});

it("a command is given just what its table names", () => {
  defineCommand({
    summary: "",
    failure: "",
    positionals: {
      what: { kind: "choice", choices: ["event"], description: "" },
      name: { kind: "text", value: "NAME", description: "" },
      note: { kind: "text", value: "NOTE", optional: true, description: "" },
    },
    options: {
      format: formats("text", "sarif"),
      strict: { kind: "flag", description: "" },
      out: { kind: "text", value: "DIR", description: "" },
      plan: { kind: "text", value: "FILE", default: "a.yaml", description: "" },
      allow: { kind: "list", value: "CHANGE=REASON", description: "" },
    },
    run: (args) => {
      expectTypeOf({ ...args }).toEqualTypeOf<{
        what: "event";
        name: string;
        note: string | undefined;
        format: "text" | "sarif";
        strict: boolean;
        out: string | undefined;
        plan: string;
        allow: readonly string[];
      }>();
      return Promise.resolve(0);
    },
  });
});
