import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeGitRepository } from "../support/git-repository.ts";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";
import { auditFolder, findingsIn, linesOf, planFile } from "./audit-project.ts";

const PLAN = planFile("order_paid: { description: A customer paid. }", { only: ["unplanned-event"] });

const code = (name: string): string => `import posthog from "posthog-js";\nposthog.capture("${name}");\n`;

type Options = Parameters<typeof auditFolder>[1];

/** The names of unplanned events that are reported. */
async function reported(
  cwd: string,
  options: Options = {},
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { stdout } = await auditFolder(cwd, { ...options, format: "json" }, { env });
  return linesOf(stdout).map((line) => /: `(\w+)` is not in the plan/u.exec(line)?.[1] ?? line);
}

describe("--changed", () => {
  test("is what is staged, unstaged, untracked or renamed, in a plan below the repository's root", async () => {
    const { folder, commit } = makeGitRepository({
      ...Object.fromEntries(Object.entries(PLAN).map(([path, text]) => [`app/${path}`, text])),
      ...Object.fromEntries(
        ["same", "staged", "unstaged", "before"].map((name) => [`app/src/${name}.ts`, code(name)]),
      ),
      ".gitignore": "ignored.ts\n",
    });
    commit("Begin");
    const cwd = join(folder, "app");
    const write = (name: string): void =>
      writeFileSync(join(cwd, `src/${name}.ts`), `${code(name)}// Changed.\n`);
    for (const name of ["staged", "unstaged", "untracked", "ignored"]) write(name);
    execFileSync("git", ["add", "src/staged.ts"], { cwd });
    renameSync(join(cwd, "src/before.ts"), join(cwd, "src/renamed ü.ts"));
    expect(await reported(cwd, { changed: true })).toEqual(["before", "staged", "unstaged", "untracked"]);
    expect(await reported(cwd, { changed: true, paths: ["src/staged.ts"] })).toEqual(["staged"]);
    commit("Change");
    expect(await reported(cwd, { changed: true })).toEqual([]);
  });

  test("is what a pull request changed, not what its base did since", async () => {
    const { folder: cwd, commit } = makeGitRepository({ ...PLAN, "src/a.ts": code("begin") });
    const git = (...args: readonly string[]): unknown => execFileSync("git", args, { cwd, stdio: "pipe" });
    commit("Begin");
    git("checkout", "-q", "-b", "topic");
    writeFiles(cwd, { "src/topic.ts": code("topic") });
    commit("Topic");
    git("checkout", "-q", "-b", "base", "HEAD~1");
    writeFiles(cwd, { "src/base.ts": code("base") });
    commit("Base");
    git("update-ref", "refs/remotes/origin/trunk", "HEAD");
    git("checkout", "-q", "topic");
    writeFiles(cwd, { "src/new.ts": code("uncommitted") });
    expect(await reported(cwd, { changed: true }, { GITHUB_BASE_REF: "trunk" })).toEqual([
      "uncommitted",
      "topic",
    ]);
    await expect(reported(cwd, { changed: true }, { GITHUB_BASE_REF: "gone" })).rejects.toThrow(
      "origin/gone",
    );
  });

  test("needs Git and a commit", async () => {
    const without = makeTempFolder({ ...PLAN, "src/a.ts": code("a") });
    await expect(reported(without, { changed: true })).rejects.toMatchObject({ name: "UsageError" });
    const { folder } = makeGitRepository({ ...PLAN, "src/a.ts": code("a") });
    await expect(reported(folder, { changed: true })).rejects.toMatchObject({ name: "UsageError" });
  });
});

describe("--tsconfig", () => {
  const sources = { "src/in.ts": code("inside"), "other/out.ts": code("outside") };

  test("reads the files of a tsconfig, through references and a chain of extends, with comments", async () => {
    const cwd = makeTempFolder({
      ...PLAN,
      ...sources,
      "tsconfig.json": `{ "files": [], "references": [{ "path": "./src" }] } // No files.`,
      "src/tsconfig.json": `{ "extends": ["../one.json"], "compilerOptions": { "composite": true, }, }`,
      "one.json": `{ "extends": "./two.json" }`,
      "two.json": `{ "include": ["src/**/*"], "compilerOptions": { "module": "nodenext" } }`,
    });
    expect(await reported(cwd, { tsconfig: "tsconfig.json" })).toEqual(["inside"]);
    expect(await reported(cwd)).toEqual(["outside", "inside"]);
  });

  test("takes options that only newer compilers know", async () => {
    const cwd = makeTempFolder({
      ...PLAN,
      ...sources,
      "tsconfig.json": `{ "compilerOptions": { "target": "es2099", "stableTypeOrdering": true, "unknown": [1] }, "include": ["src"] }`,
    });
    expect(await reported(cwd, { tsconfig: "tsconfig.json" })).toEqual(["inside"]);
  });

  test.each([
    ["is missing", "missing.json", {}],
    ["is no JSON", "tsconfig.json", { "tsconfig.json": "{" }],
    ["is a folder", "src", {}],
    ["is outside of the project", "../tsconfig.json", {}],
  ])("fails if it %s", async (_, tsconfig, files) => {
    const cwd = makeTempFolder({ "app/.git/HEAD": "", "tsconfig.json": "{}" });
    writeFiles(join(cwd, "app"), { ...PLAN, ...sources, ...files });
    await expect(reported(join(cwd, "app"), { tsconfig })).rejects.toMatchObject({
      name: "UsageError",
      message: expect.stringMatching(new RegExp(`^Cannot read ${tsconfig}: `, "u")) as unknown,
    });
  });
});

describe("the project", () => {
  test("without source files is a usage error, and a plan with errors is only reported", async () => {
    await expect(reported(makeTempFolder(PLAN))).rejects.toThrow("There are no source files to audit.");
    const broken = await auditFolder(
      makeTempFolder({ "tracking-plan.yaml": "plan: 2\n", "a.ts": code("a") }),
    );
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain("format-version");
    expect(broken.stdout).not.toContain("unplanned-event");
  });

  test("leaves out folders with a plan of their own, but for those around its own plan", async () => {
    const cwd = makeTempFolder({ ".git/HEAD": "", ...PLAN, "src/a.ts": code("root") });
    mkdirSync(join(cwd, "apps"));
    writeFiles(join(cwd, "apps/shop"), { ...PLAN, "src/b.ts": code("shop") });
    writeFiles(join(cwd, "apps/shop/admin"), { ...PLAN, "src/c.ts": code("admin") });
    expect(await reported(cwd)).toEqual(["root"]);
    expect(await reported(join(cwd, "apps/shop"))).toEqual(["root", "shop"]);
  });

  test("reports a file that does not parse, and reads the others", async () => {
    expect(
      await findingsIn({
        ...planFile("order_paid: {}", { only: ["unplanned-event", "unreadable-source"] }),
        "src/a.ts": `posthog.capture("a"\nconst`,
        "src/b.ts": code("b"),
      }),
    ).toEqual([
      expect.stringContaining("src/a.ts:1 unreadable-source: The file is not read:"),
      expect.stringContaining("src/b.ts:2 unplanned-event"),
    ]);
  });

  test("has the right places in components with CRLF and a byte order mark, and new syntax is read", async () => {
    const script = (name: string): string => code(name).replaceAll("\n", "\r\n");
    const { stdout } = await auditFolder(
      makeTempFolder({
        ...PLAN,
        "a.vue": `\u{feff}<template>\r\n  <p>ü𝒳</p>\r\n</template>\r\n<script lang="ts">\r\n${script("vue")}</script>\r\n`,
        "b.svelte": `\u{feff}<p>𝒳</p><script>${script("svelte")}</script>`,
        "c.ts": `import defer * as x from "./d.js";\nimport data from "./e.json" with { type: "json" };\nusing file = x.open(data);\n${code("syntax")}`,
        "d.js": "export const open = () => ({});\n",
        "e.json": "{}",
      }),
      { format: "json" },
    );
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { message: string; place: { file: string; line: number; column: number } }[];
    };
    expect(
      diagnostics.map(({ message, place: { file, line, column } }) => [
        /`(\w+)`/u.exec(message)?.[1],
        `${file}:${line}:${column}`,
      ]),
    ).toEqual([
      ["vue", "a.vue:6:17"],
      ["svelte", "b.svelte:2:17"],
      ["syntax", "c.ts:5:17"],
    ]);
  });
});

describe("the report", () => {
  const many = Array.from({ length: 120 }, (_, index) => code(`event_${"abcdefghij"[index % 10]}${index}`));
  const files = {
    ...PLAN,
    ...Object.fromEntries(many.map((text, index) => [`src/${index}.ts`, text])),
  };

  test("is shortened, whole with --all, and only failures with --quiet", async () => {
    const cwd = makeTempFolder(files);
    const lines = async (options: Options): Promise<number> =>
      (await auditFolder(cwd, options)).stdout.split("\n").length;
    expect(await lines({})).toBeLessThan(130);
    expect(await lines({ all: true })).toBeGreaterThan(300);
    const { stdout, code: exit } = await auditFolder(cwd, { quiet: true });
    expect([exit, stdout]).toEqual([0, expect.not.stringContaining("unplanned-event")]);
    expect((await auditFolder(cwd, { quiet: true, strict: true })).stdout).toContain("unplanned-event");
  });
});
