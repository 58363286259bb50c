/** Plans that include files of installed packages, on a real disk. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../support/run-command.ts";
import { makeTempFolder, writeFiles } from "../../support/temp-folder.ts";

const planWith = (...include: readonly string[]): string =>
  `plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\ninclude: ${JSON.stringify(include)}\n`;
const FILE = "package:@acme/plan/tracking-plan.yaml";
const event = (name: string): string => `events: { ${name}: { description: It happened. } }\n`;
const manifest = (parts: object = {}): string =>
  JSON.stringify({ name: "@acme/plan", version: "1.2.0", ...parts });
const SECRET = "password: hunter2";

/** A repository with a plan of `package:` includes, beside what is not its own. */
function makeRepository(files: Readonly<Record<string, string>>) {
  const base = makeTempFolder({ "repository/.git/HEAD": "", "outside/secret.yaml": SECRET, ...files });
  const at = (path: string): string => join(base, path);
  return {
    cwd: at("repository"),
    link: (target: string, path: string) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      symlinkSync(target, at(path));
    },
  };
}

async function planJson(cwd: string): Promise<{ packages?: unknown; plan: { events: { name: string }[] } }> {
  const { code, stdout } = await runCommand(["generate", "--format", "json", "--out", "generated"], { cwd });
  expect({ code, stdout }).toMatchObject({ code: 0 });
  return JSON.parse(readFileSync(join(cwd, "generated/plan.json"), "utf8")) as Awaited<
    ReturnType<typeof planJson>
  >;
}

const eventsOf = ({ plan }: Awaited<ReturnType<typeof planJson>>) => plan.events.map(({ name }) => name);

describe("an include of a package", () => {
  it("is found above the plan, with the files that it includes itself, and is named in the output", async () => {
    const { cwd } = makeRepository({
      "repository/apps/web/tracking-plan.yaml": planWith(FILE),
      "repository/node_modules/@acme/plan/package.json": manifest(),
      "repository/node_modules/@acme/plan/tracking-plan.yaml": `include: [teams/*.yaml, "package:base/base.yaml"]\n${event("opened")}`,
      "repository/node_modules/@acme/plan/teams/a.yaml": `include: [../more.yaml]\n${event("paid")}`,
      "repository/node_modules/@acme/plan/more.yaml": event("refunded"),
      "repository/node_modules/@acme/plan/node_modules/base/package.json": "{}",
      "repository/node_modules/@acme/plan/node_modules/base/base.yaml": event("based"),
      "repository/node_modules/base/package.json": "{}",
      "repository/node_modules/base/base.yaml": event("wrong"),
    });
    const json = await planJson(join(cwd, "apps/web"));
    expect(eventsOf(json)).toStrictEqual(["based", "opened", "paid", "refunded"]);
    expect(json.packages).toStrictEqual([{ name: "@acme/plan", version: "1.2.0" }, { name: "base" }]);
  });

  it("is found through the links of pnpm, and above a repository", async () => {
    const store = "node_modules/.pnpm";
    const { cwd, link } = makeRepository({
      "repository/tracking-plan.yaml": planWith(FILE),
      [`${store}/@acme+plan@1.2.0/node_modules/@acme/plan/package.json`]: manifest(),
      [`${store}/@acme+plan@1.2.0/node_modules/@acme/plan/tracking-plan.yaml`]: `include: ["package:base/b.yaml"]\n${event("opened")}`,
      [`${store}/base@3.0.0/node_modules/base/package.json`]: '{ "version": "3.0.0" }',
      [`${store}/base@3.0.0/node_modules/base/b.yaml`]: event("based"),
    });
    link("../.pnpm/@acme+plan@1.2.0/node_modules/@acme/plan", "node_modules/@acme/plan");
    link("../../base@3.0.0/node_modules/base", `${store}/@acme+plan@1.2.0/node_modules/base`);
    const json = await planJson(cwd);
    expect(eventsOf(json)).toStrictEqual(["based", "opened"]);
    expect(json.packages).toStrictEqual([
      { name: "@acme/plan", version: "1.2.0" },
      { name: "base", version: "3.0.0" },
    ]);
  });

  it("may be a workspace, without a repository too", async () => {
    const base = makeTempFolder({
      "apps/web/tracking-plan.yaml": planWith(FILE),
      "packages/plan/package.json": manifest({ version: undefined }),
      "packages/plan/tracking-plan.yaml": event("opened"),
    });
    mkdirSync(join(base, "node_modules/@acme"), { recursive: true });
    symlinkSync("../../packages/plan", join(base, "node_modules/@acme/plan"));
    const json = await planJson(join(base, "apps/web"));
    expect(json.packages).toStrictEqual([{ name: "@acme/plan" }]);
  });
});

const INSTALLED = "repository/node_modules/@acme/plan";

describe("what is wrong with an include of a package", () => {
  it.each([
    ["package:@acme/plan", "`package:@acme/plan` does not name a file of a package."],
    ["package:@acme/plan/*.yaml", "does not name a file of a package."],
    ["package:@acme/plan/../secret.yaml", "points outside the package"],
    ["package:@acme/plan/a/../../secret.yaml", "points outside the package"],
    ["package:@acme/plan//etc/passwd.yaml", "is not relative"],
    ["package:../../outside/secret.yaml", "does not name a file of a package."],
    ["package:@acme/plan/node_modules/x/a.yaml", "which holds none of the package's own files"],
    ["package:@acme/plan/package.json", "does not end with `.yaml`"],
    ["package:@acme/plan/nothing.yaml", "There is no file `package:@acme/plan/nothing.yaml`."],
    ["package:@acme/plan/stray.yaml", "points outside the package through a link"],
    ["package:@acme/plan/passwords.yaml", "points outside the package through a link"],
    ["package:@acme/plan/up.yaml", "points outside the package"],
    ["package:@acme/other/a.yaml", "npm install --save-dev @acme/other"],
    ["package:stray/secret.yaml", "make it a workspace of this repository"],
    ["package:git/config.yaml", "points outside the repository through a link"],
    ["package:bare/a.yaml", "it has no `package.json`"],
    ["package:broken/a.yaml", "its `package.json` is not valid JSON"],
    ["package:exporting/secret.yaml", "The package `exporting` does not export `secret.yaml`."],
    ["package:exporting/up.yaml", "is exported from outside its package"],
    ["package:exporting/text.yaml", "There is no file `package:exporting/text.yaml`."],
    ["package:exporting/manifest.yaml", "it is a link to a file that is not YAML"],
  ])("%s: %s", async (include, expected) => {
    const { cwd, link } = makeRepository({
      "repository/tracking-plan.yaml": planWith(include),
      "repository/secret.yaml": SECRET,
      "repository/.git/config.yaml": SECRET,
      "repository/.git/package.json": "{}",
      "outside/package.json": "{}",
      [`${INSTALLED}/package.json`]: manifest(),
      [`${INSTALLED}/up.yaml`]: "include: [../../../secret.yaml]\n",
      [`${INSTALLED}/node_modules/x/a.yaml`]: SECRET,
      "repository/node_modules/bare/a.yaml": SECRET,
      "repository/node_modules/broken/package.json": "{",
      "repository/node_modules/exporting/package.json": JSON.stringify({
        exports: {
          "./up.yaml": "./../../secret.yaml",
          "./text.yaml": "./none.yaml",
          "./manifest.yaml": "./package.json",
        },
      }),
      "repository/node_modules/exporting/secret.yaml": SECRET,
    });
    link("../../../secret.yaml", `${INSTALLED}/stray.yaml`);
    link("../../../../outside/secret.yaml", `${INSTALLED}/passwords.yaml`);
    link("../../outside", "repository/node_modules/stray");
    link("../.git", "repository/node_modules/git");
    const { code, stdout } = await runCommand(["generate"], { cwd });
    expect(stdout).toContain(expected);
    expect(stdout).not.toContain("hunter2");
    expect(code).toBe(1);
  });

  it("is reported where it is: in the file of the package", async () => {
    const { cwd } = makeRepository({
      "repository/tracking-plan.yaml": planWith(FILE),
      [`${INSTALLED}/package.json`]: manifest(),
      [`${INSTALLED}/tracking-plan.yaml`]: "events: { paid: { descripton: A customer paid. } }\n",
    });
    const { stdout } = await runCommand(["check"], { cwd });
    expect(stdout).toContain("node_modules/@acme/plan/tracking-plan.yaml:1:19  error  unknown-key");
  });
});

it("is not written to by `add event`", async () => {
  const { cwd } = makeRepository({
    "repository/tracking-plan.yaml": planWith(FILE),
    [`${INSTALLED}/package.json`]: manifest(),
    [`${INSTALLED}/tracking-plan.yaml`]: event("opened"),
  });
  const file = "node_modules/@acme/plan/tracking-plan.yaml";
  const added = await runCommand(["add", "event", "paid", "--description", "Paid.", "--file", file], { cwd });
  expect(added).toMatchObject({ code: 2 });
  expect(added.stderr).toContain("it leads into `node_modules`");
});

it("is compared with the plan.json of a commit", async () => {
  const cwd = makeTempFolder({
    "tracking-plan.yaml": planWith(FILE),
    ".gitignore": "node_modules\n",
    "node_modules/@acme/plan/package.json": manifest(),
    "node_modules/@acme/plan/tracking-plan.yaml": event("opened"),
  });
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd,
      stdio: "pipe",
    });
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "Add the plan");
  const without = await runCommand(["diff", "--against", "HEAD"], { cwd });
  expect(without.stderr).toContain("there is no `plan.json` in that commit");
  await planJson(cwd);
  git("add", ".");
  git("commit", "-qm", "Generate");
  writeFileSync(join(cwd, "node_modules/@acme/plan/tracking-plan.yaml"), event("closed"));
  const { stdout, code } = await runCommand(["diff", "--against", "HEAD"], { cwd });
  expect(stdout).toMatch(/opened[^]*removed/u);
  expect(code).toBe(1);
  writeFiles(cwd, { "node_modules/@acme/plan/package.json": manifest({ version: "1.3.0" }) });
  expect((await runCommand(["check"], { cwd })).stdout).toContain("plan.json");
});
