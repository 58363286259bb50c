import { mkdirSync, symlinkSync } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diskFiles } from "../../../src/commands/disk-files.ts";
import type { Files } from "../../../src/commands/io.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

/** A repository beside a folder that is not its own. */
function makeDisk(files: Partial<Files> = {}) {
  const base = makeTempFolder({
    "repository/plans/a.yaml": "a",
    "repository/.git/config.yaml": "git",
    "secrets/passwords.yaml": "secret",
  });
  const repository = join(base, "repository");
  const link = (target: string, path: string) => symlinkSync(target, join(repository, path));
  const disk = diskFiles({ repository, cwd: join(repository, "plans") }, { ...nodeFiles, ...files });
  return { repository, link, disk };
}

describe("reading", () => {
  it("gives a file its own path, and a name from the working directory", async () => {
    const { disk, link } = makeDisk();
    link("plans", "by-link");
    const answer = await disk.read("by-link/a.yaml");
    expect(answer).toMatchObject({ kind: "file", path: "plans/a.yaml", name: "a.yaml" });
  });

  it.each([
    ["a link to a file outside", "../secrets/passwords.yaml", "link.yaml", "link.yaml"],
    ["a link to a folder outside", "../secrets", "link", "link/passwords.yaml"],
    ["a link into .git", ".git/config.yaml", "link.yaml", "link.yaml"],
  ])("does not follow %s", async (_, target, path, asked) => {
    const { disk, link } = makeDisk({
      readFile: (() => Promise.reject(new Error("It was read."))) as unknown as Files["readFile"],
    });
    link(target, path);
    expect(await disk.read(asked)).toStrictEqual({ kind: "outside" });
  });

  it("says why there is nothing to read", async () => {
    const denied = Object.assign(new Error("no"), { errno: -13, code: "EACCES", syscall: "open" });
    const { disk, link } = makeDisk({
      readFile: (() => Promise.reject(denied)) as unknown as Files["readFile"],
    });
    link("nothing.yaml", "dangling.yaml");
    expect(await disk.read("plans/b.yaml")).toStrictEqual({ kind: "missing" });
    expect(await disk.read("dangling.yaml")).toStrictEqual({ kind: "missing" });
    expect(await disk.read("plans/a.yaml/b.yaml")).toStrictEqual({ kind: "missing" });
    expect(await disk.read("plans")).toStrictEqual({ kind: "unreadable", reason: "it is a folder" });
    expect(await disk.read("plans/a.yaml")).toStrictEqual({
      kind: "unreadable",
      reason: "permission denied",
    });
  });
});

describe("listing", () => {
  it("shows files, folders, and links as the files that they may be", async () => {
    const { disk, link, repository } = makeDisk();
    mkdirSync(join(repository, "plans/teams"));
    link("a.yaml", "plans/b.yaml");
    expect((await disk.list("plans")).toSorted((a, b) => (a.name < b.name ? -1 : 1))).toStrictEqual([
      { name: "a.yaml", kind: "file" },
      { name: "b.yaml", kind: "file" },
      { name: "teams", kind: "folder" },
    ]);
  });

  it("shows nothing of what is not there, or not in the repository", async () => {
    const { disk, link } = makeDisk();
    link("../secrets", "elsewhere");
    expect(await disk.list("elsewhere")).toStrictEqual([]);
    expect(await disk.list("nowhere")).toStrictEqual([]);
    expect(await disk.list("plans/a.yaml")).toStrictEqual([]);
  });
});
