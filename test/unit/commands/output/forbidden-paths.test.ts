import { mkdirSync, symlinkSync } from "node:fs";
import * as files from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findForbidden } from "../../../../src/commands/output/forbidden-paths.ts";
import { findRoot } from "../../../../src/commands/plan-files/project-root.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

/** A repository with a plan in a folder of it, beside another folder. */
function makeRepository(): {
  readonly repository: string;
  readonly plan: string;
  readonly elsewhere: string;
} {
  const base = makeTempFolder({
    "repository/.git/HEAD": "",
    "repository/api/plan.yaml": "",
    "elsewhere/x": "",
  });
  const repository = join(base, "repository");
  return { repository, plan: join(repository, "api"), elsewhere: join(base, "elsewhere") };
}

const forbiddenOf = async (plan: string, folders: readonly string[]) =>
  findForbidden(await findRoot(plan, files), folders, files);

/** The forbidden ones of some folders, for a plan in a folder. */
const outsideOf = async (plan: string, folders: readonly string[]) =>
  (await forbiddenOf(plan, folders)).map(({ path }) => path);

describe("findForbidden", () => {
  it("lets through folders of the repository, there or not", async () => {
    const { repository, plan } = makeRepository();
    const folders = [plan, join(plan, "generated/docs"), join(repository, "web/src"), repository];
    expect(await outsideOf(plan, folders)).toEqual([]);
  });

  it("names folders outside of it", async () => {
    const { repository, plan, elsewhere } = makeRepository();
    const folders = [elsewhere, `${repository}-2`, join(`${repository}-3`, "new/docs")];
    expect(await outsideOf(plan, folders)).toEqual(folders);
  });

  it("names the repository's own parent", async () => {
    const { repository, plan } = makeRepository();
    const folders = [join(repository, ".."), join(repository, "../other")];
    expect(await outsideOf(plan, folders)).toEqual([join(repository, "..")]);
  });

  it("sees where links lead, also above a folder that is not there yet", async () => {
    const { plan, elsewhere } = makeRepository();
    symlinkSync(elsewhere, join(plan, "generated"));
    expect(await outsideOf(plan, [join(plan, "generated/docs/new")])).toEqual([
      join(plan, "generated/docs/new"),
    ]);
    const both = [join(plan, "generated"), join(plan, "generated/docs/new")];
    expect(await outsideOf(plan, both)).toEqual([join(plan, "generated")]);
  });

  it("lets a link through that stays inside", async () => {
    const { repository, plan } = makeRepository();
    mkdirSync(join(repository, "shared"));
    symlinkSync("../shared", join(plan, "generated"));
    expect(await outsideOf(plan, [join(plan, "generated/docs")])).toEqual([]);
  });

  it("does not trust a link to nothing: creating the folder would create what it points at", async () => {
    const { plan, elsewhere } = makeRepository();
    symlinkSync(join(elsewhere, "not-there-yet"), join(plan, "generated"));
    const folders = [join(plan, "generated"), join(plan, "generated/docs")];
    expect(await outsideOf(plan, folders)).toEqual([join(plan, "generated")]);
    expect(await outsideOf(plan, folders.slice(1))).toEqual([join(plan, "generated/docs")]);
  });

  it("takes a file called .git for a repository, as in a worktree", async () => {
    const folder = makeTempFolder({ ".git": "gitdir: elsewhere", "api/plan.yaml": "" });
    expect(await outsideOf(join(folder, "api"), [join(folder, "web")])).toEqual([]);
  });

  it("says where a folder leads, and whether a link leads there", async () => {
    const { repository, plan, elsewhere } = makeRepository();
    symlinkSync("../.git", join(plan, "generated"));
    const folders = [
      join(plan, "generated/docs"),
      join(repository, ".git/hooks"),
      join(plan, "node_modules/x"),
      elsewhere,
    ];
    expect(await forbiddenOf(plan, folders)).toEqual([
      { path: folders[0], way: "into `.git`", byLink: true },
      { path: folders[1], way: "into `.git`", byLink: false },
      { path: folders[2], way: "into `node_modules`", byLink: false },
      { path: folders[3], way: "outside of the repository", byLink: false },
    ]);
  });

  it("takes the plan's folder for the repository when there is none", async () => {
    const folder = makeTempFolder({ "api/plan.yaml": "" });
    const folders = [join(folder, "api/generated"), join(folder, "web")];
    expect(await outsideOf(join(folder, "api"), folders)).toEqual([join(folder, "web")]);
  });
});
