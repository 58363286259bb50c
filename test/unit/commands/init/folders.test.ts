import { readFileSync } from "node:fs";
import * as files from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Ask } from "../../../../src/commands/io.ts";
import { init } from "../../../../src/commands/init/init.ts";
import { findSourceFolder } from "../../../../src/commands/init/source-folder.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { runCommand } from "../../../support/run-command.ts";
import { scriptedAsk } from "../../../support/scripted-ask.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

describe("findSourceFolder", () => {
  it.each<[string | undefined, string, Readonly<Record<string, string>>]>([
    ["src", "rootDir", { "tsconfig.json": `{ "compilerOptions": { "rootDir": "./src" } }` }],
    [
      "lib",
      "rootDir beside src/",
      { "src/x.ts": "", "tsconfig.json": `{ "compilerOptions": { "rootDir": "lib/" } }` },
    ],
    [
      undefined,
      "a rootDir that is everything",
      { "src/x.ts": "", "tsconfig.json": `{ "compilerOptions": { "rootDir": "." } }` },
    ],
    [
      undefined,
      "a rootDir above",
      { "src/x.ts": "", "tsconfig.json": `{ "compilerOptions": { "rootDir": ".." } }` },
    ],
    [
      "src",
      "comments, a trailing comma and a byte order mark",
      { "tsconfig.json": `\u{feff}{ // a\n "compilerOptions": { "rootDir": "src", /* b */ }, }` },
    ],
    [
      "server",
      "the only included folder",
      { "tsconfig.json": `{ "include": ["server/**/*.ts", "server"] }` },
    ],
    ["server", "the only included file", { "tsconfig.json": `{ "include": ["server/main.ts"] }` }],
    [undefined, "several included folders", { "tsconfig.json": `{ "include": ["server", "tools"] }` }],
    [undefined, "everything included", { "tsconfig.json": `{ "include": ["**/*.ts"] }` }],
    [
      "src",
      "a base",
      {
        "tsconfig.json": `{ "extends": "./base" }`,
        "base.json": `{ "compilerOptions": { "rootDir": "src" } }`,
      },
    ],
    [
      "app",
      "bases of which the last counts",
      {
        "tsconfig.json": `{ "extends": ["./a.json", "@tsconfig/node20/tsconfig.json", "./b.json"] }`,
        "a.json": `{ "compilerOptions": { "rootDir": "src" } }`,
        "b.json": `{ "compilerOptions": { "rootDir": "app" } }`,
      },
    ],
    [
      "src",
      "a base elsewhere that names the project's folder",
      {
        "tsconfig.json": `{ "extends": "./config/base.json" }`,
        "config/base.json": `{ "compilerOptions": { "rootDir": "\${configDir}/src" } }`,
      },
    ],
    [
      "src",
      "a configuration of the build that narrows a rootDir of everything",
      {
        "tsconfig.json": `{ "compilerOptions": { "rootDir": "." } }`,
        "tsconfig.build.json": `{ "extends": "./tsconfig.json", "compilerOptions": { "rootDir": "./src" } }`,
      },
    ],
    [
      "server",
      "a configuration of the build that names no folder",
      {
        "tsconfig.json": `{ "include": ["server"] }`,
        "tsconfig.build.json": `{ "exclude": ["**/*.spec.ts"] }`,
      },
    ],
    ["src", "src/ alone", { "src/index.ts": "" }],
    ["src", "bases in a circle", { "src/x.ts": "", "tsconfig.json": `{ "extends": "./tsconfig.json" }` }],
    ["src", "a tsconfig that is none", { "src/x.ts": "", "tsconfig.json": "[" }],
    [undefined, "a file named src", { src: "" }],
    [undefined, "nothing", {}],
  ])("is %s for %s", async (expected, _, texts) => {
    expect(await findSourceFolder(makeTempFolder(texts), files)).toBe(expected);
  });
});

async function runInit(cwd: string, args: { readonly id?: string; readonly yes?: boolean }, ask?: Ask) {
  const io = captureIo({ cwd, ...(ask && { ask }) });
  await init({ plan: "tracking-plan.yaml", yes: false, format: "text", ...args }, io);
  return io.printed.stdout;
}

const textOf = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

describe("in a project with sources in src/", () => {
  const PROJECT = {
    "package.json": '{ "name": "shop", "type": "module" }',
    "tsconfig.json": `{ "compilerOptions": { "rootDir": "src", "outDir": "dist" } }`,
  };

  it("puts the output there, and the schema line and .gitattributes agree", async () => {
    const folder = makeTempFolder(PROJECT);
    const stdout = await runInit(folder, { yes: true });
    expect(stdout).toContain("two sample events; generated files go into ./src/generated\n");
    const text = textOf(folder, "tracking-plan.yaml");
    expect(text).toContain("# yaml-language-server: $schema=./src/generated/tracking-plan.schema.json\n");
    expect(parse(text)).toMatchObject({ output: { dir: "./src/generated" } });
    expect(textOf(folder, ".gitattributes")).toBe("src/generated/** linguist-generated\n");
    expect(await runCommand(["generate"], { cwd: folder })).toMatchObject({ code: 0 });
    expect(textOf(folder, "src/generated/tracking-plan.schema.json")).toContain("Generated by");
    expect(await runCommand(["check", "--strict"], { cwd: folder })).toMatchObject({ code: 0 });
  });

  it("suggests it at a terminal", async () => {
    const folder = makeTempFolder(PROJECT);
    await runInit(folder, {}, scriptedAsk(["", "uuid", ""]));
    expect(parse(textOf(folder, "tracking-plan.yaml"))).toMatchObject({ output: { dir: "./src/generated" } });
  });
});

/** A manifest with one dependency, and perhaps more keys. */
const manifestOf = (name: string, dependency: string, more = ""): string =>
  `{ "name": "${name}"${more}, "dependencies": { "${dependency}": "*" } }`;

describe("in the root of a workspace", () => {
  const PACKAGES = {
    "packages/api/package.json": manifestOf("@acme/api", "fastify"),
    "packages/api/src/index.ts": "",
    "packages/web/package.json": manifestOf("@acme/web", "react", ', "type": "module"'),
    "packages/old/package.json": manifestOf("@acme/old", "express"),
  };
  const NPM = { "package.json": '{ "workspaces": ["./packages/*", "!packages/old"] }', ...PACKAGES };

  it.each<[string, Readonly<Record<string, string>>]>([
    ["npm", NPM],
    [
      "pnpm",
      {
        "pnpm-workspace.yaml": "packages:\n  - 'packages/**'\n  - '!packages/old'\n",
        "package.json": "{}",
        ...PACKAGES,
      },
    ],
  ])("of %s it works in the one package that is a server", async (_, texts) => {
    const folder = makeTempFolder(texts);
    const stdout = await runInit(folder, { yes: true });
    expect(stdout).toContain("created  packages/api/tracking-plan.yaml: ");
    expect(stdout).toMatch(/Next:\n  cd packages\/api\n  npm install tracking-plan posthog-node zod\n/u);
    expect(parse(textOf(folder, "packages/api/tracking-plan.yaml"))).toMatchObject({
      name: "api",
      output: { dir: "./src/generated", imports: "none" },
    });
    expect(textOf(folder, "packages/api/package.json")).toContain('"tracking:check": "tracking-plan check"');
  });

  it("asks which package, servers first", async () => {
    const folder = makeTempFolder(NPM);
    const ask = scriptedAsk(["packages/web", "", "uuid", ""]);
    await runInit(folder, {}, ask);
    expect(ask.asked[0]).toBe("Which package sends the events?");
    // An ES module, which keeps the default.
    expect(parse(textOf(folder, "packages/web/tracking-plan.yaml"))).not.toHaveProperty("output");
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["several packages are servers", { "package.json": '{ "workspaces": ["packages/*"] }' }],
    [
      "the root is one",
      { "package.json": '{ "workspaces": ["packages/*"], "dependencies": { "koa": "*" } }' },
    ],
    ["it has a plan", { ...NPM, "tracking-plan.yaml": "plan: 1" }],
    ["it is no workspace", { "package.json": "{}" }],
  ])("stays there where %s", async (_, texts) => {
    const folder = makeTempFolder({ ...PACKAGES, ...texts });
    expect(await runInit(folder, { yes: true })).toMatch(/^\w+ +tracking-plan\.yaml: /u);
  });

  it("stays there where a person says so", async () => {
    const folder = makeTempFolder(NPM);
    expect(await runInit(folder, {}, scriptedAsk([".", "", "uuid", ""]))).toContain(
      "created  tracking-plan.yaml",
    );
  });
});
