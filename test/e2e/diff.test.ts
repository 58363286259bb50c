/** `diff` through the command line, in a repository of its own. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/command-line.ts";
import { makeGitRepository } from "../support/git-repository.ts";
import { parseMarkdown } from "../support/parse-markdown.ts";
import { runCommand } from "../support/run-command.ts";

const PLAN = readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8");

test("a rename in this repository's plan breaks its callers, unless it is allowed", async () => {
  const { folder, commit } = makeGitRepository({ "tracking-plan.yaml": PLAN });
  commit("Begin");
  expect(await runCommand(["diff"], { cwd: folder })).toEqual({
    code: 0,
    stdout: "`tracking-plan.yaml` against `HEAD`: no changes.\n",
    stderr: "",
  });
  const renamed = PLAN.replace(
    "\n  checkout_completed:\n",
    "\n  checkout_paid:\n    renamed_from: checkout_completed\n",
  );
  writeFileSync(join(folder, "tracking-plan.yaml"), renamed);
  const { code, stdout } = await runCommand(["diff", "--against", "main"], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^tracking-plan\.yaml:\d+:3 {2}breaking {2}event-renamed:checkout_paid\n/u);
  // The page on changes shows it.
  const shown = stdout.split("\n").slice(1, 6).join("\n");
  expect(readFileSync(join(ROOT, "docs/breaking-changes.md"), "utf8")).toContain(shown);
  const allow = ["--allow", "event-renamed:checkout_paid=It was misleading."];
  const markdown = await runCommand(["diff", ...allow, "--format", "markdown"], { cwd: folder });
  expect(markdown).toMatchObject({ code: 0, stderr: "" });
  expect(markdown.stdout).toContain("Allowed: It was misleading.");
  expect(parseMarkdown(markdown.stdout).children[0]).toMatchObject({ type: "heading" });
});

test("what cannot be compared with is said in one line, and how to go on", async () => {
  const { folder, commit } = makeGitRepository({ "tracking-plan.yaml": PLAN });
  commit("Begin");
  expect(await runCommand(["diff", "--against=--output=x"], { cwd: folder })).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "tracking-plan: There is no commit or file `--output=x`.\n" +
      "hint: Give a branch, tag or commit, or a file. A remote branch is `origin/NAME` and may have to be fetched first.\n",
  });
});
