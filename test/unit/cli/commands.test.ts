import { expect, it } from "vitest";
import { COMMANDS } from "../../../src/cli/commands.ts";

it("an option that several commands have is of one kind, since it may stand before the command", () => {
  const kinds = new Map<string, Set<string>>();
  for (const { options } of Object.values(COMMANDS)) {
    for (const [name, { kind }] of Object.entries(options)) {
      kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
    }
  }
  expect([...kinds].filter(([, found]) => found.size > 1)).toEqual([]);
});
