import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../../support/run-command.ts";
import { makeTempFolder, writeFiles } from "../../../support/temp-folder.ts";

const plan = (schema: string, more = ""): string =>
  `# yaml-language-server: $schema=${schema}\nplan: 1\nname: shop\nidentity: { user_id: { format: uuid } }\n${more}events: { paid: { description: Paid. } }\n`;

const included = (event: string, schema: string): string =>
  `# yaml-language-server: $schema=${schema}\nevents: { ${event}: { description: A. } }\n`;

async function warningsOf(cwd: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await runCommand(["generate", "--format", "json", ...args], { cwd });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; hint: string }[] };
  return diagnostics.filter(({ code }) => code === "schema-line").map(({ hint }) => hint);
}

describe("the schema line", () => {
  it.each([
    "./generated/tracking-plan.schema.json",
    "generated/tracking-plan.schema.json",
    "x/../generated/tracking-plan.schema.json",
    "https://example.com/tracking-plan.schema.json",
  ])("may be %s", async (schema) => {
    expect(await warningsOf(makeTempFolder({ "tracking-plan.yaml": plan(schema) }))).toEqual([]);
  });

  it("may be a file URL", async () => {
    const folder = makeTempFolder();
    const url = pathToFileURL(join(folder, "generated/tracking-plan.schema.json")).href;
    writeFiles(folder, { "tracking-plan.yaml": plan(url), "other.yaml": plan(`${url}x`) });
    expect(await warningsOf(folder)).toEqual([]);
    expect(await warningsOf(folder, "--plan", "other.yaml")).toHaveLength(1);
  });

  it("is told the path from the plan's own folder", async () => {
    const folder = makeTempFolder({
      ".git/HEAD": "",
      "plans/shop.yaml": plan("./generated/tracking-plan.schema.json", "output: { dir: ../src/tracking }\n"),
    });
    expect(await warningsOf(folder, "--plan", "plans/shop.yaml")).toEqual([
      "Write `# yaml-language-server: $schema=../src/tracking/tracking-plan.schema.json`.",
    ]);
    expect(await warningsOf(folder, "--plan", "plans/shop.yaml", "--out", "elsewhere")).toEqual([]);
  });

  it("of an included file names its own schema, and a package's is the package's", async () => {
    const folder = makeTempFolder({
      "tracking-plan.yaml": plan(
        "generated/tracking-plan.schema.json",
        "include: [plans/a.yaml, plans/b.yaml, 'package:acme/c.yaml']\n",
      ),
      "plans/a.yaml": included("a", "../generated/included-file.schema.json"),
      "plans/b.yaml": included("b", "../generated/tracking-plan.schema.json"),
      "node_modules/acme/package.json": '{ "name": "acme", "version": "1.0.0" }',
      "node_modules/acme/c.yaml": included("c", "./x.json"),
    });
    expect(await warningsOf(folder)).toEqual([
      "Write `# yaml-language-server: $schema=../generated/included-file.schema.json`.",
    ]);
  });
});
