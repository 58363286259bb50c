import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Ask } from "../../../../src/commands/io.ts";
import { check } from "../../../../src/commands/check.ts";
import { generate } from "../../../../src/commands/generate.ts";
import { init } from "../../../../src/commands/init/init.ts";
import type { InitArguments } from "../../../../src/commands/init/project-steps.ts";
import { ID_RECIPES } from "../../../../src/edit/id-recipes.ts";
import { matchForm } from "../../../../src/plan/ids/forms.ts";
import { readPlan } from "../../../../src/read/read-plan.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { scriptedAsk } from "../../../support/scripted-ask.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const ARGS: InitArguments = { plan: "tracking-plan.yaml", yes: false, format: "text" };

async function run(cwd: string, args: Partial<InitArguments> = {}, ask?: Ask) {
  const io = captureIo({ cwd, ...(ask && { ask }) });
  const code = await init({ ...ARGS, ...args }, io);
  return { code, stdout: io.printed.stdout };
}

const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

/** All files of a folder with their texts. */
function contentsOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true });
  return Object.fromEntries(
    paths
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, "utf8")]),
  );
}

describe("in a project", () => {
  it("writes all four files, and says what to do next", async () => {
    const folder = makeTempFolder({ "package.json": '{\n  "name": "@acme/shop"\n}\n' });
    expect(await run(folder, { id: "clerk" })).toEqual({
      code: 0,
      stdout: `created  tracking-plan.yaml: ids like user_2NNEqL2nrIRdJ194ndJqAHwEfxC and two sample events
changed  package.json: the scripts tracking:generate and tracking:check
created  .github/workflows/tracking-plan.yml: runs the check on every pull request
created  .gitattributes: GitHub collapses generated files

Next:
  npm install tracking-plan posthog-node zod
  npx tracking-plan generate
`,
    });
    expect(parse(read(folder, "tracking-plan.yaml"))).toMatchObject({
      name: "shop",
      identity: { user_id: ID_RECIPES.clerk.form },
    });
    expect(read(folder, "package.json")).toBe(`{
  "name": "@acme/shop",
  "scripts": {
    "tracking:generate": "tracking-plan generate",
    "tracking:check": "tracking-plan check"
  }
}
`);
    expect(parse(read(folder, ".github/workflows/tracking-plan.yml"))).toMatchObject({
      jobs: {
        check: {
          steps: [
            { uses: "actions/checkout@v4" },
            { uses: "actions/setup-node@v4", with: { "node-version": 22 } },
            { run: "npm ci" },
            { run: "npx tracking-plan check --format github" },
          ],
        },
      },
    });
    expect(read(folder, ".gitattributes")).toBe("generated/** linguist-generated\n");
  });

  it("changes nothing the second time", async () => {
    const folder = makeTempFolder({ "package.json": "{}" });
    await run(folder, { yes: true });
    const before = contentsOf(folder);
    const { code, stdout } = await run(folder, { yes: true });
    expect({ code, contents: contentsOf(folder) }).toEqual({ code: 0, contents: before });
    expect(stdout.split("\n\n")[0]).toBe(`skipped  tracking-plan.yaml: already exists
skipped  package.json: already has the scripts
skipped  .github/workflows/tracking-plan.yml: already exists
skipped  .gitattributes: already marks generated files`);
  });

  it("overwrites nothing that is somebody's", async () => {
    const theirs = {
      "tracking-plan.yaml": "mine",
      "package.json": '{ "scripts": { "tracking:check": "mine" }, "dependencies": { "zod": "4" } }',
      ".github/workflows/tracking-plan.yml": "mine",
      ".gitattributes": "* text",
    };
    const folder = makeTempFolder(theirs);
    const { stdout } = await run(folder);
    expect(stdout).toContain(`skipped  tracking-plan.yaml: already exists
changed  package.json: the script tracking:generate
skipped  package.json: already has a different script tracking:check
skipped  .github/workflows/tracking-plan.yml: already exists
skipped  .gitattributes: already exists; add: generated/** linguist-generated

Next:
  npm install tracking-plan posthog-node
`);
    expect(contentsOf(folder)).toEqual({
      ...Object.fromEntries(Object.entries(theirs).map(([path, text]) => [join(folder, path), text])),
      [join(folder, "package.json")]:
        '{ "scripts": { "tracking:check": "mine", "tracking:generate": "tracking-plan generate" }, "dependencies": { "zod": "4" } }',
    });
  });

  it("speaks the project's package manager", async () => {
    const folder = makeTempFolder({ "package.json": "{}", "pnpm-lock.yaml": "" });
    const { stdout } = await run(folder, { yes: true });
    expect(stdout).toContain(
      "  pnpm add tracking-plan posthog-node zod\n  pnpm exec tracking-plan generate\n",
    );
    expect(read(folder, ".github/workflows/tracking-plan.yml")).toContain("pnpm install --frozen-lockfile");
  });

  it("does not need to be one yet", async () => {
    const { stdout } = await run(makeTempFolder(), { yes: true });
    expect(stdout).toContain("skipped  package.json: does not exist, so no scripts were added\n");
    expect(stdout).toContain("Next:\n  npm init -y\n  npm install tracking-plan posthog-node zod\n");
  });

  it("writes no workflow where GitHub would not look for it", async () => {
    const repository = makeTempFolder({ ".git/HEAD": "", "api/package.json": "{}" });
    const { stdout } = await run(join(repository, "api"), { yes: true });
    expect(stdout).toContain(
      "skipped  .github/workflows/tracking-plan.yml: GitHub only reads workflows at the repository's root. Add this step to one there, in api: npx tracking-plan check --format github\n",
    );
    expect(readdirSync(repository).toSorted()).toEqual([".git", "api"]);
  });

  it("tells every command where a plan of another name is", async () => {
    const folder = makeTempFolder({ "package.json": "{}" });
    await run(folder, { yes: true, plan: "plans/shop.yaml", out: "src/analytics" });
    expect(read(folder, "package.json")).toContain('"tracking-plan check --plan plans/shop.yaml"');
    expect(read(folder, ".github/workflows/tracking-plan.yml")).toContain(
      "--format github --plan plans/shop.yaml\n",
    );
    expect(read(folder, ".gitattributes")).toBe("src/analytics/** linguist-generated\n");
    expect(read(folder, "plans/shop.yaml")).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/src\/analytics\/tracking-plan\.schema\.json\n/u,
    );
  });
});

describe("the starter plan", () => {
  it.each(Object.keys(ID_RECIPES))(
    "with ids of the kind %s generates, and passes check --strict",
    async (id) => {
      const folder = makeTempFolder();
      await run(folder, { id });
      const io = captureIo({ cwd: folder });
      const args = { plan: "tracking-plan.yaml", format: "text", strict: true } as const;
      expect(await generate(args, io)).toBe(0);
      expect(await check(args, io)).toBe(0);
      expect(io.printed.stdout).not.toMatch(/warning|note/u);
    },
  );

  it.each([
    [{ yes: true }, "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    [{ id: "prefixed-uuid" }, "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    [{ id: "uuid" }, "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    [{ id: "ulid" }, "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  ])("of %j sends %s as it is", async (args, id) => {
    const folder = makeTempFolder();
    await run(folder, args);
    const { plan } = readPlan({ file: "plan.yaml", bytes: readFileSync(join(folder, "tracking-plan.yaml")) });
    expect(plan?.identity.userId.forms.map((form) => matchForm(form, id))).toEqual([id]);
  });

  it("says of integers that no number is given again", async () => {
    const folder = makeTempFolder();
    await run(folder, { id: "integer" });
    expect(read(folder, "tracking-plan.yaml")).toContain(
      "    reused: false # the number of a deleted person is never reused",
    );
  });

  it.each(["yes", "1.0", "a: b # c", "- x", "née & söhne"])("quotes the name %j", async (name) => {
    const folder = makeTempFolder();
    await run(folder, { yes: true, name });
    expect(parse(read(folder, "tracking-plan.yaml"))).toMatchObject({ name });
  });

  it("takes no name from package.json that no plan can have", async () => {
    const folder = makeTempFolder({ "package.json": JSON.stringify({ name: "a\nevents: {}" }) });
    await run(folder, { yes: true });
    expect(parse(read(folder, "tracking-plan.yaml"))).toMatchObject({ name: folder.split("/").at(-1) });
  });
});

describe("the ends of imports", () => {
  it.each([
    ["CommonJS", { "package.json": "{}" }, { imports: "none" }],
    [
      "Next.js",
      { "package.json": '{ "type": "module", "dependencies": { "next": "16" } }' },
      { imports: "none" },
    ],
    ["CommonJS by name", { "package.json": '{ "type": "commonjs" }' }, { imports: "none" }],
    ["ES modules", { "package.json": '{ "type": "module" }' }, undefined],
    ["a folder without a package.json", {}, undefined],
    ["a package.json that is none", { "package.json": "{" }, undefined],
  ])("fit %s", async (_, files, output) => {
    const folder = makeTempFolder(files);
    await run(folder, { yes: true });
    expect((parse(read(folder, "tracking-plan.yaml")) as { output?: unknown }).output).toEqual(output);
  });
});

describe("at a terminal", () => {
  it("asks for what only a person knows", async () => {
    const folder = makeTempFolder({ "package.json": '{"name":"shop"}' });
    const ask = scriptedAsk(["", "auth0", "src/analytics"]);
    await run(folder, {}, ask);
    expect(ask.asked).toEqual([
      "What is the product called?",
      "Which kind of user id does your login use?",
      "Where do generated files go?",
    ]);
    expect(parse(read(folder, "tracking-plan.yaml"))).toMatchObject({
      name: "shop",
      output: { dir: "./src/analytics", imports: "none" },
      identity: { user_id: ID_RECIPES.auth0.form },
    });
  });

  it("asks nothing of a plan that is there", async () => {
    const ask = scriptedAsk([]);
    await run(makeTempFolder({ "tracking-plan.yaml": "x" }), {}, ask);
    expect(ask.asked).toEqual([]);
  });
});

describe("what it refuses", () => {
  it.each([
    [{}, /^The kind of user id is missing\./u],
    [{ id: "clark" }, /^`--id` must be one of prefixed-uuid, uuid, clerk/u],
    [{ yes: true, name: " " }, /^`--name`: The name must be one printable line/u],
    [{ yes: true, name: "a\u001b[2J" }, /^`--name`: The name must be one printable line/u],
    [{ yes: true, plan: "../plan.yaml" }, /^`--plan` must be inside this folder\.$/u],
    [{ yes: true, out: "../out" }, /^`--out` must be inside this folder\.$/u],
    [{ yes: true, plan: "a;rm -rf .yaml" }, /^`--plan` contains characters that a shell would interpret\.$/u],
  ])("%j, and writes nothing", async (args, message) => {
    const folder = makeTempFolder();
    await expect(run(folder, args)).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("a link that leads out of the project", async () => {
    const elsewhere = makeTempFolder();
    const folder = makeTempFolder({ "package.json": "{}" });
    symlinkSync(elsewhere, join(folder, ".github"));
    await expect(run(folder, { yes: true })).rejects.toThrow(/leads outside of the plan's folder/u);
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(existsSync(join(folder, "tracking-plan.yaml"))).toBe(false);
  });
});
