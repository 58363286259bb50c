/** `output.browser`: a second folder, in which two files are ours and everything else is not. */
import {
  existsSync,
  utimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import * as files from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "../../../src/commands/check.ts";
import type { CommandArguments } from "../../../src/commands/command.ts";
import { generate } from "../../../src/commands/generate.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeTempFolder, writeFiles } from "../../support/temp-folder.ts";

const ARGS: CommandArguments = { plan: "backend/tracking-plan.yaml", format: "text", strict: false };

/** A monorepo: the plan in the backend's package, and the frontend beside it. */
function makeRepository(browser = "../web/src/analytics", imports = ""): string {
  return makeTempFolder({
    ".git/HEAD": "",
    "backend/tracking-plan.yaml": `
plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
output: { browser: ${browser}${imports} }
events:
  clicked: { description: Somebody clicked., source: client }
`,
  });
}

async function run(command: typeof generate, cwd: string, args: Partial<CommandArguments> = {}) {
  const io = captureIo({ cwd });
  const code = await command({ ...ARGS, ...args }, io);
  return { code, stdout: io.printed.stdout };
}

const webOf = (repository: string): string => join(repository, "web/src/analytics");

describe("generate", () => {
  it("puts the two files where the frontend lives, and the contract beside the server's too", async () => {
    const repository = makeRepository();
    const { code, stdout } = await run(generate, repository);
    expect(code).toBe(0);
    expect(stdout).toContain("into backend/generated/ and web/src/analytics/: 1 event.");
    expect(readdirSync(webOf(repository)).toSorted()).toEqual(["browser.ts", "user-id.ts"]);
    const server = readdirSync(join(repository, "backend/generated"));
    expect(server).toContain("user-id.ts");
    expect(server).not.toContain("browser.ts");
  });

  it.each([
    ["", 'from "./user-id";'],
    [", browser_imports: js", 'from "./user-id.js";'],
    [", browser_imports: ts", 'from "./user-id.ts";'],
  ])("ends the imports there as the plan says%s", async (imports, line) => {
    const repository = makeRepository(undefined, imports);
    await run(generate, repository);
    expect(readFileSync(join(webOf(repository), "browser.ts"), "utf8")).toContain(line);
    expect(readFileSync(join(repository, "backend/generated/index.ts"), "utf8")).toContain('"./user-id.js"');
  });

  it("removes browser.ts from the server's folder when the plan moves it", async () => {
    const repository = makeRepository("./generated");
    const plan = join(repository, "backend/tracking-plan.yaml");
    const moved = readFileSync(plan, "utf8");
    writeFileSync(plan, moved.replace("output: { browser: ./generated }\n", ""));
    await run(generate, repository);
    expect(existsSync(join(repository, "backend/generated/browser.ts"))).toBe(true);
    writeFileSync(plan, moved.replace("./generated", "../web"));
    const { code, stdout } = await run(generate, repository);
    expect({ code, removed: stdout.includes("1 removed") }).toEqual({ code: 0, removed: true });
    expect(existsSync(join(repository, "backend/generated/browser.ts"))).toBe(false);
  });

  it("leaves everything else in the frontend's folder, files of other plans too", async () => {
    const repository = makeRepository();
    await run(generate, repository);
    const mine = readFileSync(join(webOf(repository), "browser.ts"), "utf8");
    const left = ".browser.ts.0123456789abcdef.tmp";
    writeFiles(webOf(repository), { "other-plan.ts": mine, "app.ts": "export {};\n", [left]: mine });
    utimesSync(join(webOf(repository), left), 0, 0);
    await run(generate, repository);
    const expected = ["app.ts", "browser.ts", "other-plan.ts", "user-id.ts"];
    expect(readdirSync(webOf(repository)).toSorted()).toEqual(expected);
  });

  it("writes nothing at all when a file of somebody's stands in the way there", async () => {
    const repository = makeRepository();
    writeFiles(webOf(repository), { "browser.ts": "export const mine = 1;\n" });
    const { code, stdout } = await run(generate, repository);
    expect(code).toBe(1);
    expect(stdout).toContain("web/src/analytics/browser.ts");
    expect(existsSync(join(repository, "backend/generated"))).toBe(false);
  });

  it("writes nothing at all when the frontend's folder is a link out of the repository", async () => {
    const repository = makeRepository();
    const elsewhere = makeTempFolder();
    mkdirSync(join(repository, "web/src"), { recursive: true });
    symlinkSync(elsewhere, webOf(repository));
    const { code, stdout } = await run(generate, repository);
    expect(code).toBe(1);
    expect(stdout).toContain("web/src/analytics");
    expect(stdout).toContain("output-outside");
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(existsSync(join(repository, "backend/generated"))).toBe(false);
  });

  it("puts all into one folder with --out", async () => {
    const repository = makeRepository();
    const { code } = await run(generate, repository, { out: "out" });
    expect(code).toBe(0);
    expect(readdirSync(join(repository, "out"))).toEqual(
      expect.arrayContaining(["browser.ts", "events.ts", "user-id.ts"]),
    );
    expect(existsSync(webOf(repository))).toBe(false);
  });
});

describe("check", () => {
  it("is content with both folders as generated", async () => {
    const repository = makeRepository();
    await run(generate, repository);
    const { code, stdout } = await run(check, repository);
    expect(code).toBe(0);
    expect(stdout).toContain("backend/generated/ and web/src/analytics/ are up to date");
  });

  it("finds the frontend's file that was edited, and the one that is missing", async () => {
    const repository = makeRepository();
    await run(generate, repository);
    const path = join(webOf(repository), "browser.ts");
    writeFileSync(path, readFileSync(path, "utf8").replace("posthog.reset();", ""));
    await files.rm(join(webOf(repository), "user-id.ts"));
    const { code, stdout } = await run(check, repository);
    expect(code).toBe(1);
    expect(stdout).toContain("`web/src/analytics/browser.ts` was edited by hand.");
    expect(stdout).toContain("`web/src/analytics/user-id.ts` is missing.");
  });
});
