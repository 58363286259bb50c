/** The questions of `init` and `add event` at a real pseudo-terminal, and their absence everywhere else. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runCli } from "../support/command-line.ts";
import { KEYS, openTerminal, SKIPPED } from "../support/pseudo-terminal.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const readYaml = (folder: string): unknown => parse(readFileSync(join(folder, "tracking-plan.yaml"), "utf8"));

describe.skipIf(SKIPPED !== "")(`a person at a terminal${SKIPPED}`, () => {
  it("answers init, then add event", async () => {
    const folder = makeTempFolder({ "package.json": '{ "name": "shop" }' });
    const first = openTerminal(["init"], { cwd: folder });
    await first.see("What is the product called?");
    first.type(KEYS.enter);
    await first.see("● UUIDs with a prefix");
    first.type(KEYS.down);
    await first.see("● UUIDs (");
    first.type(KEYS.down);
    await first.see("● Clerk");
    first.type(KEYS.enter);
    await first.see("Where do generated files go?");
    first.type(KEYS.enter);
    expect(await first.end()).toMatchObject({
      code: 0,
      shown: expect.stringContaining("npx tracking-plan generate"),
    });
    expect(readYaml(folder)).toMatchObject({
      name: "shop",
      identity: { user_id: { format: "ksuid", prefix: "user_" } },
    });

    const second = openTerminal(["add", "event", "order_placed"], { cwd: folder });
    await second.see("What happened, in one sentence?");
    second.type(`A customer placed an order.${KEYS.enter}`);
    await second.see("another, or none");
    second.type(KEYS.down);
    await second.see("● billing");
    second.type(KEYS.enter);
    await second.see("Who is responsible for it?");
    second.type(KEYS.enter);
    await second.see("○ client");
    second.type(KEYS.enter);
    await second.see("◻ amount_usd");
    second.type(KEYS.space);
    await second.see("◼ amount_usd");
    second.type(KEYS.enter);
    await second.see("Name of another property?");
    second.type(KEYS.enter);
    const { code, shown } = await second.end();
    expect(code).toBe(0);
    expect(shown).toContain("then call trackOrderPlaced() in your code.");
    expect(readYaml(folder)).toMatchObject({
      events: {
        order_placed: {
          description: "A customer placed an order.",
          category: "billing",
          owner: "billing",
          source: "server",
          properties: { amount_usd: null },
        },
      },
    });
  });

  it("presses Ctrl-C at the last question, and nothing was written", async () => {
    const folder = makeTempFolder({ "package.json": '{ "name": "shop" }' });
    const terminal = openTerminal(["init"], { cwd: folder });
    await terminal.see("What is the product called?");
    terminal.type(KEYS.enter);
    await terminal.see("Which kind of user id does your login use?");
    terminal.type(KEYS.enter);
    await terminal.see("Where do generated files go?");
    terminal.type(KEYS.interrupt);
    const { code, shown } = await terminal.end();
    expect(code).toBe(130);
    expect(shown).toContain("tracking-plan: Cancelled. Nothing was written.");
    expect(readdirSync(folder)).toEqual(["package.json"]);
    expect(readFileSync(join(folder, "package.json"), "utf8")).toBe('{ "name": "shop" }');
  });

  it("is told what is wrong with an answer, and asked again", async () => {
    const terminal = openTerminal(["init"], { cwd: makeTempFolder() });
    await terminal.see("What is the product called?");
    terminal.type(`${"x".repeat(201)}${KEYS.enter}`);
    await terminal.see("The name must have at most 200 characters.");
    terminal.type(KEYS.interrupt);
    expect((await terminal.end()).code).toBe(130);
  });
});

describe("where nobody answers", () => {
  const refused = "The kind of user id is missing. Set `--id` to one of";

  it("init says which options it needs: in a pipe", async () => {
    const finished = await runCli(["init"], { cwd: makeTempFolder() });
    expect(finished).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(refused) });
  });

  it.skipIf(SKIPPED !== "").each([{ CI: "true" }, { TERM: "dumb" }])(
    "init says which options it needs: at a terminal with %j",
    async (env) => {
      const terminal = openTerminal(["init"], { cwd: makeTempFolder(), env });
      expect(await terminal.end()).toMatchObject({ code: 2, shown: expect.stringContaining(refused) });
    },
  );
});
