import { existsSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeGitRepository } from "../../../support/git-repository.ts";
import { runCommand } from "../../../support/run-command.ts";
import { makeTempFolder, writeFiles } from "../../../support/temp-folder.ts";

const plan = (output = "", name = "shop"): string =>
  `plan: 1\nname: ${name}\nidentity: { user_id: { format: uuid, prefix: user_ } }\n${output}events: { paid: { description: Paid. } }\n`;
const dir = (path: string): string => `output: { dir: ${path} }\n`;

const SCHEMA_LINE = "# yaml-language-server: $schema=./src/old/tracking-plan.schema.json\n";

const generateIn = async (cwd: string, ...args: readonly string[]) =>
  runCommand(["generate", ...args], { cwd });

async function expectNothingLeft(cwd: string): Promise<void> {
  const { code, stdout } = await runCommand(["check"], { cwd });
  expect(code).toBe(0);
  expect(stdout).not.toContain("output-left");
}

/** A plan that was generated into one folder, and names another one now. */
async function move(
  { from, to }: { readonly from?: string; readonly to: string },
  others: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { folder, commit } = makeGitRepository({
    "tracking-plan.yaml": plan(from === undefined ? "" : dir(from)),
    ...others,
  });
  expect(await generateIn(folder)).toMatchObject({ code: 0 });
  commit("Generate");
  writeFiles(folder, { "tracking-plan.yaml": plan(dir(to)) });
  return folder;
}

describe("a moved `output.dir`", () => {
  it.each([
    ["the default folder", undefined, "generated"],
    ["the folder of the last commit", "./lib/tracking", "lib"],
  ])("removes %s, if every file in it can be generated again", async (_, from, gone) => {
    const folder = await move({ ...(from !== undefined && { from }), to: "./src/tracking" });
    const check = await runCommand(["check"], { cwd: folder });
    expect(check.stdout).toContain("output-left");
    expect(check.stdout).toContain("Run `npx tracking-plan generate`, which removes it.");
    const old = from?.slice(2) ?? "generated";
    const { code, stdout } = await generateIn(folder);
    expect(code).toBe(0);
    expect(stdout).toContain(`Removed ${old}/, the folder of an earlier \`output.dir\`.\n`);
    expect(stdout).toMatch(/\d+ files written, \d+ removed, 0 unchanged\n/u);
    expect(existsSync(join(folder, old))).toBe(false);
    expect(existsSync(join(folder, gone))).toBe(gone === "lib");
    expect(existsSync(join(folder, "src/tracking/index.ts"))).toBe(true);
    await expectNothingLeft(folder);
  });

  it("removes the default folder without git, too, and names each file for programs", async () => {
    const folder = makeTempFolder({ "tracking-plan.yaml": plan() });
    await generateIn(folder);
    const before = readdirSync(join(folder, "generated"), { recursive: true, withFileTypes: true });
    writeFiles(folder, { "tracking-plan.yaml": plan(dir("./src/tracking")) });
    const { stdout } = await generateIn(folder, "--format", "json");
    const { files } = JSON.parse(stdout) as { files: { removed: readonly string[] } };
    expect(files.removed).toHaveLength(before.filter((entry) => entry.isFile()).length);
    expect(existsSync(join(folder, "generated"))).toBe(false);
  });

  it("removes the folder of the schema line without git, too", async () => {
    const folder = makeTempFolder({ "tracking-plan.yaml": SCHEMA_LINE + plan(dir("./src/old")) });
    await generateIn(folder);
    writeFiles(folder, { "tracking-plan.yaml": SCHEMA_LINE + plan(dir("./src/new")) });
    expect((await generateIn(folder)).stdout).toContain("Removed src/old/, the folder of an earlier");
    expect(readdirSync(join(folder, "src"))).toEqual(["new"]);
    await expectNothingLeft(folder);
  });

  it.each<[string, (folder: string) => void, string]>([
    [
      "one edited file",
      (folder) => writeFileSync(join(folder, "generated/index.ts"), "// mine\n", { flag: "a" }),
      "`generated/index.ts` is not an unchanged generated file.",
    ],
    [
      "a file of somebody",
      (folder) => writeFiles(folder, { "generated/docs/notes.md": "mine" }),
      "`generated/docs/notes.md` is not an unchanged generated file.",
    ],
    [
      "a link",
      (folder) => symlinkSync("../tracking-plan.yaml", join(folder, "generated/link.ts")),
      "`generated/link.ts` is not an unchanged generated file.",
    ],
  ])("leaves a folder with %s, and names the command", async (_, change, reason) => {
    const folder = await move({ to: "./src/tracking" });
    change(folder);
    const before = readdirSync(join(folder, "generated"), { recursive: true });
    for (const command of ["generate", "check"]) {
      const { code, stdout } = await runCommand([command], { cwd: folder });
      expect(code).toBe(0);
      expect(stdout).toContain("`generated` is left from an earlier `output.dir`.");
      expect(stdout).toContain(`${reason} If nothing needs it, remove it: \`rm -r generated\`.`);
    }
    expect(readdirSync(join(folder, "generated"), { recursive: true })).toEqual(before);
  });

  it("quotes the folder for the shell", async () => {
    const folder = await move({ from: "./it's old; rm x", to: "./src/tracking" });
    writeFiles(folder, { "it's old; rm x/mine.txt": "" });
    const { stdout } = await generateIn(folder);
    expect(stdout).toContain(String.raw`rm -r 'it'\''s old; rm x'`);
  });

  it("leaves what is in the new folder, where the old one holds it", async () => {
    const folder = await move({ to: "./generated/server" });
    expect(await generateIn(folder)).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, "generated"))).toEqual(["server"]);
    await expectNothingLeft(folder);
  });

  it("removes the old files from the folder that holds the old one", async () => {
    const folder = await move({ from: "./generated/server", to: "./generated" });
    expect(await generateIn(folder)).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, "generated/server"))).toBe(false);
    await expectNothingLeft(folder);
  });

  it("is nothing to somebody who generates elsewhere for once", async () => {
    const folder = await move({ to: "./src/tracking" });
    const { stdout } = await generateIn(folder, "--out", "elsewhere");
    expect(stdout).not.toContain("earlier");
    expect(existsSync(join(folder, "generated/index.ts"))).toBe(true);
  });

  it("never leaves the repository, whatever the last commit says", async () => {
    const base = makeTempFolder({ "outside/tracking-plan.yaml": plan() });
    await generateIn(join(base, "outside"));
    const { folder, commit } = makeGitRepository({
      "tracking-plan.yaml": plan(dir(`../${base.split("/").at(-1)}/outside/generated`)),
      "x/tracking-plan.yaml": "",
    });
    commit("Plan");
    writeFiles(folder, { "tracking-plan.yaml": plan() });
    expect(await generateIn(folder)).toMatchObject({ code: 0 });
    expect(existsSync(join(base, "outside/generated/index.ts"))).toBe(true);
  });
});

describe.each([
  ["browser", "browser.ts"],
  ["native", "react-native.ts"],
])("a moved `output.%s`", (key, file) => {
  const sides = (path: string): string => plan(`output: { ${key}: ${path} }\n`);

  async function moveSide(to: string): Promise<string> {
    const { folder, commit } = makeGitRepository({
      "tracking-plan.yaml": sides("./web/src"),
      "web/src/mine.ts": "",
    });
    expect(await generateIn(folder)).toMatchObject({ code: 0 });
    commit("Generate");
    writeFiles(folder, { "tracking-plan.yaml": to });
    return folder;
  }

  it.each([
    ["moved", sides("./app")],
    ["removed", plan()],
  ])("removes its files where it is %s, and nothing else", async (_, to) => {
    const folder = await moveSide(to);
    expect((await runCommand(["check"], { cwd: folder })).stdout).toContain(
      `\`web/src/${file}\` is left from an earlier \`output.${key}\`.`,
    );
    expect((await generateIn(folder)).stdout).toContain(
      `Removed web/src/${file}, a file of an earlier \`output.${key}\`.\n`,
    );
    expect(readdirSync(join(folder, "web/src"))).toEqual(["mine.ts"]);
    await expectNothingLeft(folder);
  });

  it("leaves an edited file, and names the command", async () => {
    const folder = await moveSide(sides("./app"));
    writeFileSync(join(folder, "web/src", file), "// mine\n", { flag: "a" });
    expect((await generateIn(folder)).stdout).toContain(
      `It is not an unchanged generated file. If nothing needs it, remove it: \`rm web/src/${file}\`.`,
    );
    expect(existsSync(join(folder, "web/src", file))).toBe(true);
  });

  it("leaves the file of somebody, and that of another plan", async () => {
    const folder = await moveSide(sides("./app"));
    writeFiles(folder, { "copy.yaml": sides("./web/src") });
    expect((await generateIn(folder)).stdout).toContain("The plan `copy.yaml` may generate it.");
    writeFiles(folder, { [`web/src/${file}`]: "// mine\n" });
    expect((await generateIn(folder)).stdout).not.toContain(file);
    expect(existsSync(join(folder, "web/src", file))).toBe(true);
  });
});

describe("a folder of another plan", () => {
  it("is left where the plan there has another name", async () => {
    const folder = makeTempFolder({
      "admin.yaml": plan("", "admin"),
      "tracking-plan.yaml": plan(dir("./src/tracking")),
    });
    await generateIn(folder, "--plan", "admin.yaml");
    const { stdout } = await generateIn(folder);
    expect(stdout).not.toContain("earlier");
    expect(await runCommand(["check", "--plan", "admin.yaml"], { cwd: folder })).toMatchObject({ code: 0 });
  });

  it("is left where the plan was renamed and moved at once, and told", async () => {
    const folder = await move({ from: "./lib", to: "./src/tracking" });
    writeFiles(folder, { "tracking-plan.yaml": plan(dir("./src/tracking"), "store") });
    const { stdout } = await generateIn(folder);
    expect(stdout).toContain(
      "It holds the output of the plan `shop`. If nothing needs it, remove it: `rm -r lib`.",
    );
    expect(existsSync(join(folder, "lib/index.ts"))).toBe(true);
  });

  it.each([
    ["beside it", "copy.yaml", ""],
    ["elsewhere in the workspace", "packages/api/tracking-plan.yaml", dir("../../generated")],
    ["in braces", "copy.yml", `{ plan: 1, name: shop }`],
    ["with errors", "copy.yaml", "output: [\n"],
    ["with a folder below it", "copy.yaml", dir("./generated/copy")],
    ["that sends its frontend's files there", "copy.yaml", "output: { dir: ./x, browser: ./generated }\n"],
  ])("is left where a copy of the plan %s generates into it", async (_, path, output) => {
    const folder = await move({ to: "./src/tracking" });
    writeFiles(folder, { [path]: output.startsWith("{") ? output : plan(output) });
    const { code, stdout } = await generateIn(folder);
    expect(code).toBe(0);
    expect(stdout).toContain(`The plan \`${path}\` generates into it. If nothing needs it, remove it:`);
    expect(existsSync(join(folder, "generated/index.ts"))).toBe(true);
  });

  it("is nothing to report once the move is committed: two copies may stay so for good", async () => {
    const folder = makeTempFolder({
      "copy.yaml": plan(),
      "tracking-plan.yaml": plan(dir("./src/tracking")),
    });
    await generateIn(folder, "--plan", "copy.yaml");
    expect((await generateIn(folder)).stdout).not.toContain("earlier");
    await expectNothingLeft(folder);
    expect(existsSync(join(folder, "generated/index.ts"))).toBe(true);
  });
});
