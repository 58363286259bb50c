/** The package as users get it: packed, installed into an empty project, run, compiled against and required. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostHogEndpoint } from "../../scripts/posthog-endpoint/start.ts";
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
  const peers = ["posthog-node", "zod", "@types/node"].map((name) => `${name}@${versionOf(name)}`);
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
        "package.json",
        ...PAGES.map(({ path }) => path),
        // The docs link to these.
        "test/vectors/README.md",
        "test/vectors/event-uuid.json",
        "test/vectors/ids.json",
        "tracking-plan.yaml",
      ].toSorted(),
    );
    const sources = files.filter((path) => path.startsWith("src/"));
    const built = files.filter((path) => path.startsWith("dist/"));
    const modules = sources.map((path) => /^src\/(.+)\.ts$/u.exec(path)?.[1] ?? `not TypeScript: ${path}`);
    const expected = modules.flatMap((name) =>
      [".js", ".js.map", ".d.ts", ".d.ts.map"].map((extension) => `dist/${name}${extension}`),
    );
    expect(built.toSorted()).toEqual([...expected, "dist/output.schema.json"].toSorted());
    expect(modules).toContain("runtime/index");
  });

  it("has a command that can be executed", () => {
    const listing = execFileSync("tar", ["-tvzf", tarball], { encoding: "utf8" });
    expect(listing).toMatch(/^-rwxr-xr-x .* package\/dist\/cli\/main\.js$/mu);
  });

  it("is content for publint", async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, level: "suggestion", strict: true });
    expect(messages).toEqual([]);
  });

  it("is content for arethetypeswrong", async () => {
    const finished = await runProgram([binOf("attw"), tarball, "--profile", "esm-only", "--no-emoji"], {
      cwd: base,
    });
    expect(finished).toMatchObject({ code: 0 });
  });

  it("asks for zod and posthog-node instead of bringing its own", () => {
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
      peerDependencies: Record<string, string>;
      peerDependenciesMeta: Record<string, unknown>;
    };
    expect(Object.keys(manifest.peerDependencies)).toEqual([
      "@jest/globals",
      "posthog-node",
      "vitest",
      "zod",
    ]);
    expect(manifest.peerDependenciesMeta).toEqual({
      "@jest/globals": { optional: true },
      vitest: { optional: true },
    });
    expect(manifest.dependencies).not.toHaveProperty("ts-morph");
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

    const compiled = await runProgram([binOf("tsc")], { cwd: project });
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

  it("does not compile without zod, which the validators need", async () => {
    const away = join(base, "zod");
    cpSync(join(project, "node_modules/zod"), away, { recursive: true });
    rmSync(join(project, "node_modules/zod"), { recursive: true });
    const { code, stdout } = await runProgram([process.execPath, TSC_7, "--noEmit"], { cwd: project });
    cpSync(away, join(project, "node_modules/zod"), { recursive: true });
    expect(code).not.toBe(0);
    expect(stdout).toMatch(/generated\/events\.ts.*Cannot find module 'zod'/u);
  });
});

describe("the runtime", () => {
  it("can be required from CommonJS", async () => {
    writeFileSync(
      join(project, "main.cjs"),
      `console.log(Object.keys(require("tracking-plan/runtime")).join(" "), Object.keys(require("tracking-plan/testing")).join(" "));`,
    );
    const { code, stdout } = await runProgram([process.execPath, "main.cjs"], { cwd: project });
    expect(code).toBe(0);
    for (const name of ["track", "identify", "createTracker", "configureTracking"])
      expect(stdout).toContain(name);
  });

  it("is imported with nothing else installed: no YAML reader, no ts-morph, no zod, no posthog-node", async () => {
    const bare = makeTempFolder({
      "package.json": "{}",
      "main.mjs": 'import * as runtime from "tracking-plan/runtime";\nconsole.log(typeof runtime.track);\n',
      "cli.mjs": 'import "./node_modules/tracking-plan/dist/cli/main.js";\n',
    });
    cpSync(installed, join(bare, "node_modules/tracking-plan"), { recursive: true });
    expect(await runProgram([process.execPath, "main.mjs"], { cwd: bare })).toEqual({
      code: 0,
      stdout: "function\n",
      stderr: "",
    });
    // The folder really has nothing else: the command line does need its dependencies.
    const { code, stderr } = await runProgram([process.execPath, "cli.mjs"], { cwd: bare });
    expect(code).toBe(1);
    expect(stderr).toContain("ERR_MODULE_NOT_FOUND");
  });
});
