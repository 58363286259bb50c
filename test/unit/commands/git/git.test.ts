import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commitFiles } from "../../../../src/commands/git/commit-files.ts";
import { findRevision } from "../../../../src/commands/git/git.ts";
import type { PlanFiles } from "../../../../src/read/files/plan-files.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { makeGitRepository } from "../../../support/git-repository.ts";

const PATH = process.env["PATH"] ?? "";

/** A repository in which things were committed as links, and are not there any more. */
async function commitLinks(links: Readonly<Record<string, string>>): Promise<PlanFiles> {
  const { folder, commit } = makeGitRepository({ "plans/a.yaml": "a" });
  mkdirSync(join(folder, "links"));
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(folder, path));
  commit("Link");
  return commitFiles(await findRevision({ ref: "HEAD" }, folder, captureIo({ cwd: folder, env: { PATH } })));
}

describe("reading files of a commit", () => {
  it("follows a link to another file of the commit, which has its own path", async () => {
    const files = await commitLinks({ "links/b.yaml": "../plans/a.yaml", "c.yaml": "links/b.yaml" });
    expect(await files.read("c.yaml")).toEqual({
      kind: "file",
      path: "plans/a.yaml",
      name: "HEAD:plans/a.yaml",
      bytes: Buffer.from("a"),
    });
  });

  it.each([
    ["absolute", "/etc/hostname", "outside"],
    ["up and out", "../../secrets.yaml", "outside"],
    ["out and in again", "../../repository/plans/a.yaml", "outside"],
    ["into .git", "../.git/config", "missing"],
    ["through another link", "../plans-by-link/a.yaml", "missing"],
    ["to nothing", "b.yaml", "missing"],
    ["to a folder", "../plans", "unreadable"],
    ["to itself", "link.yaml", "unreadable"],
  ])("reads nothing of the disk by a link that is %s", async (_, target, kind) => {
    const files = await commitLinks({ "links/link.yaml": target, "plans-by-link": "plans" });
    expect(await files.read("links/link.yaml")).toMatchObject({ kind });
  });

  it("lists a link as a file, and nothing of the folder that it leads to", async () => {
    const files = await commitLinks({ elsewhere: "/etc" });
    expect(await files.list("")).toContainEqual({ name: "elsewhere", kind: "file" });
    expect(await files.list("elsewhere")).toEqual([]);
    expect(await files.read("elsewhere/hostname")).toEqual({ kind: "missing" });
  });

  it("takes what is in another repository for nothing of its own", async () => {
    const { folder, git, commit } = makeGitRepository({ "a.yaml": "a" });
    commit("Begin");
    const head = git("rev-parse", "HEAD").trim();
    execFileSync("git", ["update-index", "--add", "--cacheinfo", `160000,${head},module`], { cwd: folder });
    git("commit", "--quiet", "-m", "Link a repository");
    const io = captureIo({ cwd: folder, env: { PATH } });
    const files = commitFiles(await findRevision({ ref: "HEAD" }, folder, io));
    expect(await files.read("module")).toEqual({ kind: "unreadable", reason: "it is another repository" });
  });
});
