/** The package as users get it: packed, installed into an empty project, run, compiled against and required. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { SourceMap, type SourceMapPayload, type SourceMapping } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleCommandLine } from "../../scripts/build/command-line.ts";
import { renderThirdParty } from "../../scripts/build/third-party.ts";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { ROOT, runProgram } from "../support/command-line.ts";
import { PAGES } from "../support/documentation.ts";
import { allDelivered } from "../support/message-counts.ts";
import { packPackage } from "../support/pack.ts";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
events:
  order_placed:
    description: An order was placed.
    properties:
      amount: { type: number, unit: EUR, description: What it costs. }
`;

const MAIN = `
import { configureTracking, shutdown, trackOrderPlaced, userId } from "./generated/index.js";

configureTracking({ apiKey: "phc_shop", host: process.env["SHOP_HOST"] });
const accepted = trackOrderPlaced(userId("user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63"), { amount: 50 });
const report = await shutdown();
console.log(JSON.stringify({ accepted, report }));
`;

const TSCONFIG = {
  compilerOptions: {
    target: "es2022",
    module: "nodenext",
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    outDir: "built",
  },
  include: ["main.ts", "generated"],
};

/** What the project has besides this package. */
const PEERS = ["posthog-node", "zod", "@types/node"];

/** An entry of npm's list of what is installed. */
interface Installed {
  readonly dependencies?: Readonly<Record<string, string>>;
}

const atMost = (limit: number): unknown =>
  expect.toSatisfy((value: number) => value <= limit, `at most ${limit}`);

/** The quickest of the compilers. */
const TSC_7 = join(ROOT, "node_modules/typescript-7/bin/tsc");

const binOf = (name: string): string => join(ROOT, "node_modules/.bin", name);

/** The version of a package that this repository is tested with. */
const versionOf = (name: string): string => {
  const manifest = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
};

let base: string;
let tarball: string;
let project: string;
let installed: string;

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-package-")));
  tarball = await packPackage();
  project = join(base, "project");
  installed = join(project, "node_modules/tracking-plan");
  writeFiles(project, {
    "package.json": JSON.stringify({ name: "shop", private: true, type: "module" }),
    "tsconfig.json": JSON.stringify(TSCONFIG),
    "tracking-plan.yaml": PLAN,
    "main.ts": MAIN,
  });
  const peers = PEERS.map((name) => `${name}@${versionOf(name)}`);
  // What this repository is installed with is in npm's cache already.
  await runOrThrow(
    ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund", tarball, ...peers],
    project,
  );
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

async function runOrThrow(command: readonly string[], cwd: string): Promise<void> {
  const { code, stdout, stderr } = await runProgram(command, { cwd });
  if (code !== 0) throw new Error(`${command.join(" ")} exited with ${code}:\n${stdout}${stderr}`);
}

const listFiles = (): readonly string[] =>
  execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((path) => path.replace(/^package\//u, ""));

describe("the tarball", () => {
  it("holds only what belongs in it", () => {
    const files = listFiles();
    const outside = files.filter((path) => !/^(?:src|dist)\//u.test(path));
    expect(outside.toSorted()).toEqual(
      [
        "CHANGELOG.md",
        "LICENSE",
        "THIRD-PARTY.md",
        "package.json",
        ...PAGES.map(({ path }) => path),
        "docs/llms.txt",
        // The docs link to these.
        "test/vectors/README.md",
        "test/vectors/event-uuid.json",
        "test/vectors/ids.json",
        "tracking-plan.yaml",
      ].toSorted(),
    );
    // What the source maps of the library lead to, and what is placed into generated files.
    const sources = files.filter((path) => path.startsWith("src/"));
    expect(new Set(sources.map((path) => path.split("/")[1]))).toEqual(
      new Set(["browser", "outbox", "portable", "runtime", "testing"]),
    );
    expect(sources.filter((path) => !path.endsWith(".ts"))).toEqual([]);
    const built = files.filter((path) => path.startsWith("dist/"));
    expect(new Set(built.map((path) => path.split("/")[1]))).toEqual(
      new Set(["cli", "commonjs", "import", "inspector.html", "module", "output.schema.json"]),
    );
    // The command line comes without source maps.
    expect(built.filter((path) => /^dist\/cli\/.*(?<!\.c?js)$/u.test(path))).toEqual([]);
  });

  it("has source maps that tell the lines of the sources", () => {
    const folder = join(installed, "dist/commonjs/shared");
    const map = new SourceMap(
      JSON.parse(readFileSync(join(folder, "runtime.js.map"), "utf8")) as SourceMapPayload,
    );
    const lines = readFileSync(join(folder, "runtime.js"), "utf8").split("\n");
    for (const text of ["breaks the tracking plan:", "was refused, ${reason}:"]) {
      const line = lines.findIndex((found) => found.includes(text));
      const entry = map.findEntry(line, lines[line]!.search(/\S/u)) as SourceMapping;
      const source = readFileSync(join(folder, entry.originalSource), "utf8").split("\n");
      expect(source[entry.originalLine]).toContain(text);
    }
  });

  it("has no files of the command line that load each other", () => {
    const folder = join(installed, "dist/cli/chunks");
    // A file that is loaded while it loads has no exports yet.
    const follow = (name: string, above: readonly string[]): readonly string[] => {
      if (above.includes(name)) return [[...above, name].join(" → ")];
      const code = readFileSync(join(folder, name), "utf8");
      const top = [...code.matchAll(/[=,;]require\(.\.\/(?<file>[\w-]+\.cjs).\)/gu)];
      return top.flatMap(({ groups }) => follow(groups!["file"]!, [...above, name]));
    };
    expect(
      ["check.cjs", "diff.cjs", "generate.cjs", "edit.cjs", "init.cjs"].flatMap((name) => follow(name, [])),
    ).toEqual([]);
  });

  it("is small", () => {
    const files = listFiles();
    const bytes = files.reduce((sum, path) => sum + statSync(join(installed, path)).size, 0);
    // 200 files and 2.5 MB, and what later commands add: `audit` with its record 5 files and 120 kB; the two outboxes 45 files and 234 kB,
    // most of them entries for both module systems; `import` and `export` 20 files and 143 kB; `inspect` 4 files and 38 kB, 8 of them what PostHog's capture
    // refuses; what is for
    // coding agents 4 files and 28 kB; the page of `inspect` 3 files and 112 kB, half of them a server of WebSockets; `list` 4 files and
    // 6 kB with its docs, most of them parts that other commands have too; `validate`, and how agents and the page have functions, 2 files and
    // 9 kB; `relay` and what people do with an outbox 17 files and 121 kB,
    // a third of them sources and their maps. The rest is what all of these have in common, and their pages:
    // what was measured of the outboxes takes 2 kB of those, and the summary of a job 1 kB. What `inspect` says of a plan that cannot
    // be followed, and what agents read of helpers, is 4 kB. What `doctor` says of compilers, and the names of custom types, 3 kB.
    expect({ files: files.length, bytes }).toEqual({ files: atMost(312), bytes: atMost(3_324_000) });
  });

  it("installs nothing else beside its peers", () => {
    const lock = readFileSync(join(project, "node_modules/.package-lock.json"), "utf8");
    const { packages } = JSON.parse(lock) as { packages: Record<string, Installed> };
    const peers = new Set<string>();
    const follow = (name: string): void => {
      if (peers.has(name)) return;
      peers.add(name);
      Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {}).forEach(follow);
    };
    PEERS.forEach(follow);
    const names = Object.keys(packages).map((path) => path.replace("node_modules/", ""));
    expect(names.filter((name) => !peers.has(name))).toEqual(["tracking-plan"]);
  });

  it("lists what is bundled, with licences that allow it", async () => {
    const page = readFileSync(join(ROOT, "THIRD-PARTY.md"), "utf8");
    // `npm run docs` writes it.
    expect(page).toBe(renderThirdParty(await bundleCommandLine(makeTempFolder())));
    expect(readFileSync(join(installed, "THIRD-PARTY.md"), "utf8")).toBe(page);
    const licences = [...page.matchAll(/^## (.+)$/gmu)].map(([, licence]) => licence);
    expect(new Set(licences)).toEqual(new Set(["MIT", "ISC", "BSD-2-Clause"]));
  });

  it("has a command that can be executed", () => {
    const listing = execFileSync("tar", ["-tvzf", tarball], { encoding: "utf8" });
    expect(listing).toMatch(/^-rwxr-xr-x .* package\/dist\/cli\/main\.cjs$/mu);
  });

  it("is content for publint", async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, level: "suggestion", strict: true });
    expect(messages).toEqual([]);
  });

  it("is content for arethetypeswrong", async () => {
    const finished = await runProgram([binOf("attw"), tarball, "--no-emoji"], {
      cwd: base,
    });
    expect(finished).toMatchObject({ code: 0 });
  });

  it("asks for zod and posthog-node instead of bringing its own", () => {
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
      peerDependencies: Record<string, string>;
      peerDependenciesMeta: Record<string, unknown>;
    };
    expect(Object.keys(manifest.peerDependencies)).toEqual([
      "@jest/globals",
      "@modelcontextprotocol/sdk",
      "libsql",
      "pg",
      "posthog-node",
      "ts-morph",
      "vitest",
      "zod",
    ]);
    expect(manifest.peerDependenciesMeta).toEqual({
      "@jest/globals": { optional: true },
      "@modelcontextprotocol/sdk": { optional: true },
      libsql: { optional: true },
      pg: { optional: true },
      "ts-morph": { optional: true },
      vitest: { optional: true },
    });
    expect(manifest.dependencies).toBeUndefined();
  });
});

describe("the lock file", () => {
  it("is one that npm ci takes, on a machine that has nothing yet", async () => {
    const folder = makeTempFolder();
    for (const name of ["package.json", "package-lock.json"]) cpSync(join(ROOT, name), join(folder, name));
    const finished = await runProgram(["npm", "ci", "--dry-run", "--offline"], { cwd: folder });
    expect(finished).toMatchObject({ code: 0, stderr: expect.not.stringContaining("error") });
  });
});

describe("in an empty project", () => {
  it("generates, compiles, and sends to PostHog", async () => {
    const generated = await runProgram(["npx", "tracking-plan", "generate"], { cwd: project });
    expect(generated).toMatchObject({ code: 0, stderr: expect.not.stringContaining("tracking-plan:") });
    expect(generated.stdout).toMatch(/^From tracking-plan\.yaml into generated\/: 1 event\.\n/u);
    expect(await runProgram(["npx", "tracking-plan", "check"], { cwd: project })).toMatchObject({ code: 0 });
    // Exit codes come through npx, and through the shell that it starts.
    expect(
      await runProgram(["npx", "tracking-plan", "check", "--out", "src"], { cwd: project }),
    ).toMatchObject({
      code: 1,
    });
    expect(await runProgram(["npx", "tracking-plan", "chekc"], { cwd: project })).toMatchObject({
      code: 2,
      stdout: "",
    });

    const compiled = await runProgram([process.execPath, TSC_7], { cwd: project });
    expect(compiled).toEqual({ code: 0, stdout: "", stderr: "" });

    const endpoint = await startPostHogEndpoint();
    const sent = await runProgram([process.execPath, "built/main.js"], {
      cwd: project,
      env: { SHOP_HOST: endpoint.url },
    });
    await endpoint.close();
    expect(sent).toEqual({
      code: 0,
      stdout: `${JSON.stringify({ accepted: true, report: allDelivered(1) })}\n`,
      stderr: "",
    });
    expect(
      endpoint.events.map(({ event, distinctId, properties, accepted }) => [
        event,
        distinctId,
        properties["amount"],
        accepted,
      ]),
    ).toEqual([["order_placed", "user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63", 50, true]]);
  });

  it("compiles and loads without zod, which the validators alone need", async () => {
    const away = join(base, "zod");
    cpSync(join(project, "node_modules/zod"), away, { recursive: true });
    rmSync(join(project, "node_modules/zod"), { recursive: true });
    const load = (file: string): ReturnType<typeof runProgram> =>
      runProgram([process.execPath, "-e", `import("./built/generated/${file}.js")`], { cwd: project });
    const compiled = await runProgram([process.execPath, TSC_7, "--noEmit"], { cwd: project });
    const [index, validators] = [await load("index"), await load("validators")];
    cpSync(away, join(project, "node_modules/zod"), { recursive: true });
    expect(compiled).toMatchObject({ code: 0, stdout: "" });
    expect(index).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(validators).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Cannot find package 'zod'"),
    });
  });
});

describe("both module systems", () => {
  it("have one runtime, and one queue in a process", async () => {
    // Generated code twice, as some monorepos have it: ES modules above, and here CommonJS with the oldest resolution there is.
    writeFiles(project, {
      "tsconfig.commonjs.json": JSON.stringify({
        extends: "./tsconfig.json",
        compilerOptions: {
          module: "commonjs",
          moduleResolution: "node10",
          esModuleInterop: true,
          skipLibCheck: true,
          outDir: "built-commonjs",
          rootDir: ".",
        },
        include: ["generated"],
      }),
    });
    await runOrThrow(["npx", "tracking-plan", "generate"], project);
    await runOrThrow([process.execPath, TSC_7], project);
    await runOrThrow([binOf("tsc"), "-p", "tsconfig.commonjs.json"], project);
    writeFiles(project, {
      "built-commonjs/package.json": '{ "type": "commonjs" }',
      "both.mjs": `
import { createRequire } from "node:module";
import * as runtime from "tracking-plan/runtime";
import * as testing from "tracking-plan/testing";
import * as outbox from "tracking-plan/outbox/file";
import * as imported from "./built/generated/index.js";
import * as bundled from "./node_modules/tracking-plan/dist/module/runtime/index.js";
const require = createRequire(import.meta.url);
const required = require("./built-commonjs/generated/index.js");
const names = ["runtime", "testing", "outbox/file"].flatMap((entry) => Object.entries(require("tracking-plan/" + entry)));
const isSame = names.every(([name, value]) => ({ ...runtime, ...testing, ...outbox })[name] === value);

imported.configureTracking({ apiKey: "phc_shop", host: process.env["SHOP_HOST"], violations: "throw" });
const user = imported.userId("user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63");
const errors = [imported, required].map(({ trackOrderPlaced }) => {
  trackOrderPlaced(user, { amount: 50 });
  try { trackOrderPlaced(user, { amount: "50" }); } catch (error) { return error instanceof bundled.PlanViolationError; }
});
console.log(JSON.stringify({ names: names.length, isSame, errors, report: await required.shutdown() }));
`,
    });
    const endpoint = await startPostHogEndpoint();
    const { stdout, stderr } = await runProgram([process.execPath, "both.mjs"], {
      cwd: project,
      env: { SHOP_HOST: endpoint.url },
    });
    await endpoint.close();
    // Said once, by the one tracker.
    expect(stderr.match(/order_placed was refused/gu)).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual({
      names: expect.toSatisfy((count: number) => count > 15),
      isSame: true,
      errors: [true, true],
      report: allDelivered(2),
    });
    expect(endpoint.events).toHaveLength(2);
  });
});

describe("a bundle of an application", () => {
  it.each<[name: string, options: BuildOptions]>([
    ["Node, with the peer beside it", { platform: "node", external: ["posthog-node"] }],
    ["an edge host", { platform: "neutral", conditions: ["workerd", "worker"], external: ["node:*"] }],
  ])("for %s sends what the application sends", async (_, options) => {
    await runOrThrow(["npx", "tracking-plan", "generate"], project);
    await build({
      absWorkingDir: project,
      entryPoints: ["main.ts"],
      outfile: "bundled.mjs",
      allowOverwrite: true,
      bundle: true,
      format: "esm",
      mainFields: ["module", "main"],
      ...options,
    });
    const endpoint = await startPostHogEndpoint();
    const sent = await runProgram([process.execPath, "bundled.mjs"], {
      cwd: project,
      env: { SHOP_HOST: endpoint.url },
    });
    await endpoint.close();
    expect(sent).toEqual({
      code: 0,
      stdout: `${JSON.stringify({ accepted: true, report: allDelivered(1) })}\n`,
      stderr: "",
    });
    expect(endpoint.events).toHaveLength(1);
  });
});

/** Writes each module that a program loads to the file `LOADED_MODULES`. */
const LIST_MODULES = `
import { appendFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import { pathToFileURL } from "node:url";
const hooks = \`
  import { appendFileSync } from "node:fs";
  export async function load(url, context, next) {
    appendFileSync(process.env.LOADED_MODULES, url + "\\\\n");
    return next(url, context);
  }
\`;
register("data:text/javascript," + encodeURIComponent(hooks));
process.on("exit", () => {
  const paths = Object.keys(createRequire(import.meta.url).cache);
  appendFileSync(process.env.LOADED_MODULES, paths.map((path) => pathToFileURL(path) + "\\n").join(""));
});
`;

it("finds the libraries that it loads when they are needed", async () => {
  const folder = makeTempFolder({
    ".git/HEAD": "",
    "tracking-plan.yaml": `${PLAN}properties: { code: { type: string, pattern: "(a+)+", description: Ünsafe. } }\n`,
  });
  const main = join(installed, "dist/cli/main.cjs");
  const checked = await runProgram([process.execPath, main, "check"], { cwd: folder });
  expect(checked).toMatchObject({ code: 1, stderr: "" });
  expect(checked.stdout).toContain("error  pattern-unsafe");
});

describe("what is loaded", () => {
  // Several requests at once over an outbox took the last 1,700 bytes, telling it what a process outlived 150, and reading no
  // setting of Object.prototype 100.
  it.each([
    ["tracking-plan/runtime", 3, 149_700],
    ["tracking-plan/testing", 4, 164_800],
  ])(
    "by importing %s: at most %i modules of %i bytes, and nothing of other packages",
    async (entry, count, bytes) => {
      const modules = await modulesOf("load.mjs", { "load.mjs": `import "${entry}";` });
      expect({
        ...sizeOf(modules),
        others: modules.filter((path) => !path.includes("tracking-plan/dist/")),
      }).toEqual({ count: atMost(count), bytes: atMost(bytes), others: [] });
    },
  );

  it("by importing the generated index: the events, the contract and the runtime", async () => {
    const folder = makeTempFolder({ "tracking-plan.yaml": PLAN });
    await runOrThrow([process.execPath, join(installed, "dist/cli/main.cjs"), "generate"], folder);
    await build({
      absWorkingDir: folder,
      entryPoints: ["generated/*.ts"],
      outdir: "generated",
      format: "esm",
    });
    const compiled = readdirSync(join(folder, "generated")).filter((file) => file.endsWith(".js"));
    expect(compiled).toContain("validators.js");
    const modules = await modulesOf("load.mjs", {
      "package.json": '{ "type": "module" }',
      "load.mjs": 'import "./generated/index.js";',
      ...Object.fromEntries(
        compiled.map((file) => [`generated/${file}`, readFileSync(join(folder, "generated", file), "utf8")]),
      ),
    });
    expect(modules.map((url) => url.replace(/^.*\/(?=generated\/|dist\/)/u, ""))).toEqual([
      "generated/events.js",
      "generated/index.js",
      "generated/user-id.js",
      "dist/commonjs/runtime/index.js",
      "dist/commonjs/shared/runtime.js",
      "dist/import/runtime/index.js",
    ]);
  });

  it("by importing the runtime: nothing of Node that it does not need before the first event", async () => {
    const loaded = await builtInsOf("load.cjs", { "load.cjs": 'require("tracking-plan/runtime");' });
    expect(loaded).toContain("fs");
    expect(
      ["crypto", "http", "https", "net", "stream", "zlib"].filter((name) => loaded.includes(name)),
    ).toEqual([]);
  });

  // Each chunk is one of the command line, so that bytes tell of a library that has crept in: zod has 100,000.
  it.each([
    // Each command takes some 400 bytes of the first, and `outbox` 500, with what it does to events. The forms of words have a file of
    // their own, for `list`. What agents read of each function, and what the page asks for, is 5,000 bytes of the table. What parameters take is 700.
    [["--help"], 3, 48_800],
    // How reports are printed is a file of its own for `outbox`, which reads no plan.
    [["check"], 14, 657_100],
    [["generate"], 11, 590_000],
  ])("by the command line with %j: at most %i modules of %i bytes", async (args, count, bytes) => {
    const modules = await modulesOf(COMMAND_LINE, {}, args);
    expect({ ...sizeOf(modules), modules }).toEqual({ count: atMost(count), bytes: atMost(bytes), modules });
    // What is rare is not loaded: patterns, questions, characters beyond ASCII.
    expect(modules.filter((path) => path.includes("/cli/packages/"))).toEqual([]);
  });

  it("by help: none of the modules of Node that only commands need", async () => {
    const loaded = await builtInsOf(COMMAND_LINE, {}, ["--help"]);
    expect(loaded).toContain("fs");
    expect(["crypto", "child_process", "http", "readline"].filter((name) => loaded.includes(name))).toEqual(
      [],
    );
  });
});

const COMMAND_LINE = "node_modules/tracking-plan/dist/cli/main.cjs";

/** The size of modules of this package. */
function sizeOf(modules: readonly string[]): { readonly count: number; readonly bytes: number } {
  const paths = modules.map((url) => join(installed, url.replace(/^.*\/tracking-plan\/(?=dist\/)/u, "")));
  return { count: modules.length, bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0) };
}

/** The modules of Node that a program in the project loads. */
async function builtInsOf(
  program: string,
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<readonly string[]> {
  const list = `process.on("exit", () => require("node:fs").writeFileSync("built-ins.json", JSON.stringify(process.moduleLoadList)));`;
  writeFiles(project, { ...files, "list.cjs": list });
  await runOrThrow([process.execPath, "--require=./list.cjs", program, ...args], project);
  const loaded = JSON.parse(readFileSync(join(project, "built-ins.json"), "utf8")) as readonly string[];
  return loaded.map((entry) => entry.replace(/^NativeModule /u, ""));
}

/** The modules that a program in an otherwise empty project with this package loads, by their paths below it. */
async function modulesOf(
  program: string,
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<readonly string[]> {
  const folder = makeTempFolder({
    "package.json": "{}",
    "tracking-plan.yaml": PLAN,
    "list-modules.mjs": LIST_MODULES,
    ...files,
  });
  cpSync(installed, join(folder, "node_modules/tracking-plan"), { recursive: true });
  const { code, stderr } = await runProgram(
    [process.execPath, "--import=./list-modules.mjs", program, ...args],
    { cwd: folder, env: { LOADED_MODULES: join(folder, "modules.txt") } },
  );
  expect({ code, stderr }).toEqual({ code: args.includes("check") ? 1 : 0, stderr: "" });
  const modules = readFileSync(join(folder, "modules.txt"), "utf8").split("\n");
  const below = modules.filter((url) => url.startsWith(pathToFileURL(folder).href) && !url.endsWith(program));
  return [...new Set(below)].toSorted();
}
