import { expect, it } from "vitest";
import { terminalAsk } from "../../../src/cli/terminal-ask.ts";
import type { Ask } from "../../../src/commands/io.ts";

const fail = (): never => {
  throw new Error("The progress ended.");
};

const choices = [{ value: "a", label: "a" }] as const;

it.each<[string, (ask: Ask) => Promise<unknown>]>([
  ["text", (ask) => ask.text({ message: "?" })],
  ["choice", (ask) => ask.choose({ message: "?", choices })],
  ["list of choices", (ask) => ask.chooseSome({ message: "?", choices })],
  ["yes or no", (ask) => ask.confirm({ message: "?" })],
])("takes the progress away before it asks for a %s", async (_, question) => {
  await expect(question(terminalAsk({ begin: () => {}, end: fail }))).rejects.toThrow("The progress ended.");
});
