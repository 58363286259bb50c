import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addEventToPlan } from "../../../../src/commands/add/add-event.ts";
import { check } from "../../../../src/commands/check.ts";
import { diff } from "../../../../src/commands/diff/diff.ts";
import { doctor } from "../../../../src/commands/doctor/doctor.ts";
import { generate } from "../../../../src/commands/generate.ts";
import { init } from "../../../../src/commands/init/init.ts";
import { type Files, type Io, UsageError } from "../../../../src/commands/io.ts";
import { diskFiles } from "../../../../src/commands/plan-files/disk-files.ts";
import { loadPlan } from "../../../../src/commands/plan-files/load-plan.ts";
import { watch } from "../../../../src/commands/watch/watch.ts";
import { type CapturedIo, captureIo } from "../../../support/captured-io.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";
import * as nodeFiles from "node:fs/promises";

const PLAN =
  "plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\nevents: { paid: { description: Paid. } }\n";
const SECRET = "POSTHOG_PERSONAL_KEY=phx_secret";

/** A repository beside a folder that is not its own. */
function makeRepository(): { readonly folder: string; readonly link: (target: string, at: string) => void } {
  const base = makeTempFolder({
    "repository/.git/config": `[remote]\n  url = https://${SECRET}@example.com\n`,
    "repository/.env": SECRET,
    "repository/analytics/plan.yaml": PLAN,
    "repository/node_modules/@acme/package.json": "{}",
    "shared/plan.yaml": PLAN,
    "elsewhere/tracking-plan.yaml": SECRET,
  });
  const folder = join(base, "repository");
  return { folder, link: (target, at) => symlinkSync(target, join(folder, at)) };
}

/** What it is refused with, and all that is said. */
async function refusalOf(run: (io: CapturedIo) => Promise<unknown>, cwd: string): Promise<string> {
  const io = captureIo({ cwd });
  try {
    await run(io);
  } catch (error) {
    if (error instanceof UsageError) return `${io.printed.stdout}${io.printed.stderr}${error.message}`;
    throw error;
  }
  return io.printed.stdout;
}

const load = async (plan: string, cwd: string): Promise<string> =>
  refusalOf((io) => loadPlan({ plan }, io), cwd);

describe("a plan's file that is a link", () => {
  it.each([
    ["../elsewhere/tracking-plan.yaml", "it is a link that leads outside of the repository"],
    [".git/config", "it is a link that leads into `.git`"],
    ["node_modules/@acme/package.json", "it is a link that leads into `node_modules`"],
    [".env", "it is a link to a file that is not YAML"],
  ])("is not read where it leads to %s", async (target, why) => {
    const { folder, link } = makeRepository();
    link(target, "tracking-plan.yaml");
    expect(await load("tracking-plan.yaml", folder)).toBe(`Cannot read tracking-plan.yaml: ${why}.`);
  });

  it("is not read by a folder on its way that leads out", async () => {
    const { folder, link } = makeRepository();
    link("../elsewhere", "plans");
    expect(await load("plans/tracking-plan.yaml", folder)).toBe(
      "Cannot read plans/tracking-plan.yaml: it is a link that leads outside of the repository.",
    );
  });

  it("is read where it stays, and diagnostics name it as it was named", async () => {
    const { folder, link } = makeRepository();
    link("analytics/plan.yaml", "tracking-plan.yaml");
    const { planFile, read } = await loadPlan({ plan: "tracking-plan.yaml" }, captureIo({ cwd: folder }));
    expect(read.plan?.name).toBe("shop");
    expect(planFile).toBe("tracking-plan.yaml");
    expect(read.files.map(({ path }) => path)).toEqual(["analytics/plan.yaml"]);
  });

  it("is read where whoever named it named another place: an installed package, or a folder elsewhere", async () => {
    const { folder, link } = makeRepository();
    link("../../../shared", "node_modules/@acme/plans");
    for (const plan of ["node_modules/@acme/plans/plan.yaml", "../shared/plan.yaml"]) {
      expect(await load(plan, folder)).toBe("");
    }
  });
});

const ARGS = { plan: "tracking-plan.yaml", format: "text", strict: false } as const;

const COMMANDS: Readonly<Record<string, (io: Io) => Promise<unknown>>> = {
  generate: (io) => generate(ARGS, io),
  "generate --watch": (io) => watch({ ...ARGS, poll: false }, io),
  check: (io) => check(ARGS, io),
  diff: (io) => diff({ ...ARGS, against: "HEAD", allow: [], all: false, log: false }, io),
  add: (io) =>
    addEventToPlan(
      { ...ARGS, name: "paid", description: "Paid.", owner: [], property: [], format: "text" },
      io,
    ),
  doctor: (io) => doctor({ ...ARGS, offline: true, send: false, format: "text" }, io),
  init: (io) => init({ ...ARGS, yes: true, format: "text" }, io),
};

it.each(Object.entries(COMMANDS))("%s quotes nothing of what a link leads to", async (_, run) => {
  const { folder, link } = makeRepository();
  link("../elsewhere/tracking-plan.yaml", "tracking-plan.yaml");
  const said = await refusalOf(run, folder);
  expect(said).toContain("outside of the repository");
  expect(said).not.toContain("phx_secret");
});

/** A repository beside a folder that is not its own. */
function makeDisk(files: Partial<Files> = {}) {
  const base = makeTempFolder({
    "repository/plans/a.yaml": "a",
    "repository/.git/config.yaml": "git",
    "secrets/passwords.yaml": "secret",
  });
  const repository = join(base, "repository");
  const link = (target: string, path: string) => symlinkSync(target, join(repository, path));
  const disk = diskFiles(
    { root: { path: repository, territory: "repository" }, cwd: join(repository, "plans") },
    { ...nodeFiles, ...files },
  );
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
