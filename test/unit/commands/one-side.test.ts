/** Plans whose code is generated for one side. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../support/run-command.ts";
import { makeTempFolder, writeFiles } from "../../support/temp-folder.ts";

const planWith = (output: string): string => `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
output: { ${output} }
events:
  paid: { description: Somebody paid., category: a, source: both, owner_side: server, idempotency: { key: caller } }
`;

/** The files that a plan is turned into, where both sides were generated before. */
async function generate(output: string) {
  const cwd = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": planWith("dir: ./generated") });
  expect(await runCommand(["generate"], { cwd })).toMatchObject({ code: 0 });
  writeFiles(cwd, { "tracking-plan.yaml": planWith(output) });
  const stale = await runCommand(["check"], { cwd });
  const { code, stdout } = await runCommand(["generate"], { cwd });
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(await runCommand(["check", "--format", "json"], { cwd })).toMatchObject({ code: 0 });
  const read = (path: string): string => readFileSync(join(cwd, "generated", path), "utf8");
  const code_ = readdirSync(join(cwd, "generated")).filter((name) => name.endsWith(".ts"));
  return {
    cwd,
    stale: stale.stdout,
    code: code_,
    docs: read("docs/a.md"),
    identity: read("docs/identity.md"),
  };
}

describe("output.only", () => {
  it("browser: has the helpers of the browser, and removes those of the server", async () => {
    const { stale, code, docs, identity } = await generate("only: browser");
    expect(stale).toContain("file-orphaned");
    expect(code).toEqual(["browser.ts", "user-id.ts"]);
    expect(docs).toContain("**Example**, in the browser:");
    expect(docs).not.toContain("n the server:");
    expect(identity).not.toContain("fromRequest(request)");
  });

  it("server: has no helpers of the browser", async () => {
    const { stale, code, docs, identity } = await generate("only: server");
    expect(stale).toContain("file-orphaned");
    expect(code).toEqual(["events.ts", "index.ts", "user-id.ts", "validators.ts"]);
    expect(docs).not.toContain("**Example**, in the browser:");
    expect(identity).not.toContain('posthog-js"');
  });

  it("browser: leaves no code in the folder beside that of the frontend", async () => {
    const { cwd, code } = await generate("only: browser, browser: ./web, native: ./app");
    expect(code).toEqual([]);
    expect(existsSync(join(cwd, "generated/plan.json"))).toBe(true);
    expect(readdirSync(join(cwd, "web"))).toEqual(["browser.ts", "user-id.ts"]);
    expect(readdirSync(join(cwd, "app"))).toEqual(["react-native.ts", "user-id.ts"]);
  });

  it("browser: asks for no package of a server", async () => {
    const cwd = makeTempFolder({ "package.json": "{}", "tracking-plan.yaml": planWith("only: browser") });
    const { stdout } = await runCommand(["init", "--yes"], { cwd });
    expect(stdout).toContain("npm install tracking-plan\n");
    await runCommand(["generate"], { cwd });
    const doctor = await runCommand(["doctor", "--offline"], { cwd });
    expect(doctor).toMatchObject({ code: 0 });
    expect(doctor.stdout).not.toMatch(/zod|posthog-node is|POSTHOG_/u);
  });
});
