import * as files from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { doctor } from "../../../../src/commands/doctor/doctor.ts";
import { findRoot } from "../../../../src/commands/plan-files/project-root.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { runCommand } from "../../../support/run-command.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const WORKSPACE = JSON.stringify({ workspaces: ["packages/*"] });

describe("findRoot", () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    ["repository .", "a repository", { ".git/HEAD": "" }],
    ["repository .", "a worktree", { ".git": "gitdir: elsewhere" }],
    ["repository .", "a repository above a workspace", { ".git": "", "packages/package.json": WORKSPACE }],
    ["workspace .", "a workspace of npm, yarn or bun", { "package.json": WORKSPACE }],
    [
      "workspace .",
      "one as yarn also writes it",
      { "package.json": `{ "workspaces": { "packages": ["*"] } }` },
    ],
    ["workspace .", "a workspace of pnpm", { "pnpm-workspace.yaml": "packages: [packages/*]" }],
    ["folder packages/api", "a package alone", { "packages/api/package.json": "{}" }],
    ["folder packages/api", "a package in one that is none", { "package.json": `{ "workspaces": 1 }` }],
    ["folder packages/api", "broken JSON above", { "package.json": "{" }],
  ])("is %s in %s", async (expected, _, texts) => {
    const base = makeTempFolder({ ...texts, "packages/api/src/x.ts": "" });
    const { path, territory } = await findRoot(join(base, "packages/api"), files);
    expect(`${territory} ${relative(base, path) || "."}`).toBe(expected);
  });
});

const plan = (output: string): string =>
  `plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\noutput: ${output}\nevents: { paid: { description: Paid. } }\n`;

describe("without .git, as in an image that copies sources only", () => {
  const PLAN = plan("{ dir: ./src/tracking, browser: ../web/src }");

  it("the output may go into another package of the workspace", async () => {
    const base = makeTempFolder({ "package.json": WORKSPACE, "packages/api/tracking-plan.yaml": PLAN });
    const cwd = join(base, "packages/api");
    expect(await runCommand(["generate"], { cwd })).toMatchObject({ code: 0, stderr: "" });
    expect(await files.readdir(join(base, "packages/web/src"))).toContain("browser.ts");
    expect(await runCommand(["check"], { cwd })).toMatchObject({ code: 0 });
  });

  it("a path that leaves the workspace is told which root was taken, and why", async () => {
    const base = makeTempFolder({
      "package.json": WORKSPACE,
      "packages/api/tracking-plan.yaml": plan("{ dir: ../../../elsewhere }"),
    });
    const { code, stdout } = await runCommand(["generate"], { cwd: join(base, "packages/api") });
    expect(code).toBe(1);
    expect(stdout).toContain("`../../../elsewhere` points outside the workspace.");
    expect(stdout).toContain("stays inside the workspace: without `.git`, the workspace root is the limit.");
  });

  it("a path that leaves the plan's folder is told so where there is no workspace either", async () => {
    const base = makeTempFolder({ "api/tracking-plan.yaml": PLAN });
    const { code, stdout } = await runCommand(["generate"], { cwd: join(base, "api") });
    expect(code).toBe(1);
    expect(stdout).toContain("`../web/src` points outside the plan's folder.");
    expect(stdout).toContain("without `.git` and a workspace root above it, that folder is the limit.");
    const out = await runCommand(["generate", "--plan", "../api/tracking-plan.yaml", "--out", "../gen"], {
      cwd: makeTempFolder({}),
    });
    expect(out.code).toBe(2);
  });

  it("doctor finds hoisted packages, and nearer ones first", async () => {
    const base = makeTempFolder({
      "package.json": WORKSPACE,
      "node_modules/posthog-node/package.json": '{ "version": "5.70.0" }',
      "node_modules/zod/package.json": '{ "version": "4.6.7" }',
      "alone/packages/api/tracking-plan.yaml": plan("{}"),
      "packages/api/tracking-plan.yaml": plan("{}"),
    });
    for (const folder of ["packages/api", "alone/packages/api"]) {
      const io = captureIo({ cwd: join(base, folder) });
      await doctor({ offline: true, send: false, format: "text" }, io);
      expect(io.printed.stdout).toContain("posthog-node 5.70.0 is supported.");
      expect(io.printed.stdout).toContain("zod 4.6.7 is supported.");
    }
  });
});
