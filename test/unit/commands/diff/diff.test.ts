import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diff, type DiffArguments } from "../../../../src/commands/diff/diff.ts";
import { generate } from "../../../../src/commands/generate.ts";
import type { Io } from "../../../../src/commands/io.ts";
import { UsageError } from "../../../../src/commands/io.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { type GitRepository, makeGitRepository } from "../../../support/git-repository.ts";
import { makeTempFolder, writeFiles } from "../../../support/temp-folder.ts";

const HEAD = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
`;
const OLD = `${HEAD}events:
  paid: { description: A customer paid., properties: { amount: { type: number, description: How much. } } }
  opened: { description: Somebody came. }
`;
const NEW = `${HEAD}events:
  paid: { description: A customer paid., properties: { amount: { type: integer, description: How much. } } }
`;

const ARGS: DiffArguments = {
  plan: "tracking-plan.yaml",
  against: "HEAD",
  allow: [],
  all: false,
  log: false,
  format: "text",
  strict: false,
};

/** A repository whose last commit has one plan, and whose folder has another. */
function makeRepository(before = OLD, after = NEW): GitRepository {
  const repository = makeGitRepository({ "tracking-plan.yaml": before });
  repository.commit("Begin");
  writeFileSync(join(repository.folder, "tracking-plan.yaml"), after);
  return repository;
}

async function run(cwd: string, args: Partial<DiffArguments> = {}, parts: Partial<Io> = {}) {
  const io = { ...captureIo({ cwd, env: { PATH: process.env["PATH"] ?? "", ...parts.env } }), ...parts };
  const env = { PATH: process.env["PATH"] ?? "", ...parts.env };
  try {
    const code = await diff({ ...ARGS, ...args }, { ...io, env });
    return { code, stdout: io.printed.stdout };
  } catch (error) {
    if (error instanceof UsageError) return { refused: error.message, hint: error.hint };
    throw error;
  }
}

/** What is asked of git. */
const ASKED = ["rev-parse", "cat-file", "rev-list", "diff-tree"];

/** Keys of a repository's configuration that name programs. */
const PROGRAM_KEYS = [
  "core.askPass",
  "core.editor",
  "core.fsmonitor",
  "core.gitProxy",
  "core.pager",
  "core.sshCommand",
  "credential.helper",
  "diff.evil.command",
  "diff.evil.textconv",
  "diff.external",
  "filter.evil.clean",
  "filter.evil.process",
  "filter.evil.smudge",
  "uploadpack.packObjectsHook",
  ...ASKED.map((command) => `pager.${command}`),
];

/** Whatever git can be told to run beside itself is told to leave a mark. */
function makeEvil() {
  const { folder, git } = makeRepository();
  const mark = join(folder, "ran");
  const evil = join(folder, "evil.sh");
  const hooks = ["pre-auto-gc", "post-index-change", "reference-transaction", "fsmonitor-watchman"];
  const script = `#!/bin/sh\necho "$0 $*" >> ${mark}\ncat\n`;
  writeFiles(folder, {
    "evil.sh": script,
    ...Object.fromEntries(hooks.map((hook) => [`hooks/${hook}`, script])),
    ".gitattributes": "*.yaml diff=evil filter=evil\n",
  });
  for (const file of ["evil.sh", ...hooks.map((hook) => `hooks/${hook}`)]) {
    chmodSync(join(folder, file), 0o755);
  }
  git("update-index", "--fsmonitor");
  for (const key of PROGRAM_KEYS) git("config", key, evil);
  for (const command of ASKED) git("config", `alias.${command}`, `!${evil}`);
  git("config", "core.hooksPath", join(folder, "hooks"));
  return { folder, evil, ran: () => (existsSync(mark) ? readFileSync(mark, "utf8") : "") };
}

const IDS = ["event-removed:opened", "type-narrowed:paid.amount"];

describe("diff", () => {
  it("says what changed since the last commit, the worst first, with places in the new plan", async () => {
    expect(await run(makeRepository().folder)).toEqual({
      code: 1,
      stdout: `tracking-plan.yaml:4:1  breaking  event-removed:opened
  \`opened\` is removed.
  code  Calls of its helper do not compile.
  data  No longer sent: reports that count it stop growing.

tracking-plan.yaml:5:72  breaking  type-narrowed:paid.amount
  \`amount\` of \`paid\` has a narrower type: number → integer.
  5 | …er paid., properties: { amount: { type: integer, description: How much. } } }
    |                                          ^^^^^^^
  code  Some values that were accepted are refused.
  data  No new values occur.

\`tracking-plan.yaml\` against \`HEAD\`: 2 breaking changes.
`,
    });
  });

  it("is content when nothing changed", async () => {
    expect(await run(makeRepository(OLD, OLD).folder)).toEqual({
      code: 0,
      stdout: "`tracking-plan.yaml` against `HEAD`: no changes.\n",
    });
  });

  it("lets pass what is allowed, and shows why", async () => {
    const { folder } = makeRepository();
    const allow = IDS.map((id) => `${id}=Nobody a=b uses it`);
    const { code, stdout } = await run(folder, { allow });
    expect(code).toBe(0);
    expect(stdout?.match(/ {2}allowed: Nobody a=b uses it\.\n/gu)).toHaveLength(2);
    expect((await run(folder, { allow: allow.slice(1) })).code).toBe(1);
  });

  it.each<[string, string, string]>([
    [
      "event-removed:opened",
      "`--allow event-removed:opened` has no reason.",
      "Give one: `--allow CHANGE=REASON`.",
    ],
    [
      "event-removed:opened= ",
      "`--allow event-removed:opened= ` has no reason.",
      "Give one: `--allow CHANGE=REASON`.",
    ],
    [
      "event-removed:open=x",
      "`--allow event-removed:open`: there is no such change.",
      "Did you mean `event-removed:opened`? Otherwise remove it.",
    ],
    ["constructor=x", "`--allow constructor`: there is no such change.", "Remove it."],
  ])("refuses --allow %s", async (allow, refused, hint) => {
    expect(await run(makeRepository().folder, { allow: [allow] })).toEqual({ refused, hint });
  });

  it("fails on what is risky when it is strict", async () => {
    const { folder } = makeRepository(NEW, NEW.replace("integer", "number"));
    expect((await run(folder)).code).toBe(0);
    expect((await run(folder, { strict: true })).code).toBe(1);
    const id = "type-widened:paid.amount";
    const allowed = await run(folder, { strict: true, allow: [`${id}=It has cents.`] });
    expect(allowed.stdout).toContain("allowed: It has cents.");
  });

  it("shows what is wrong with the plan in place of changes", async () => {
    const { folder } = makeRepository(OLD, NEW.replace("integer", "intger"));
    const { code, stdout } = await run(folder);
    expect([code, stdout?.includes("1 error"), stdout?.includes("was not compared")]).toEqual([
      1,
      true,
      true,
    ]);
  });

  it("annotates the new plan on GitHub: what fails is an error, what is allowed a note", async () => {
    const { folder } = makeRepository();
    const { stdout } = await run(folder, {
      format: "github",
      allow: ["event-removed:opened=It was a test."],
    });
    expect(stdout?.split("\n").map((line) => line.slice(0, 90))).toEqual(
      [
        "::notice file=tracking-plan.yaml,line=4,col=1,endColumn=7,title=event-removed%3Aopened::`op",
        "::error file=tracking-plan.yaml,line=5,col=72,endColumn=79,title=type-narrowed%3Apaid.amoun",
        "`tracking-plan.yaml` against `HEAD`: 2 breaking changes.",
        "",
      ].map((line) => line.slice(0, 90)),
    );
  });

  it("is one JSON document with every change", async () => {
    const { stdout } = await run(makeRepository().folder, { format: "json" });
    expect(JSON.parse(stdout ?? "")).toMatchObject({
      version: 1,
      command: "diff",
      ok: false,
      against: "HEAD",
      uncompared: [],
      changeCounts: { breaking: 2, risky: 0, safe: 0 },
      changes: [
        {
          id: "event-removed:opened",
          kind: "event-removed",
          subject: "opened",
          level: "breaking",
          fails: true,
        },
        {
          id: "type-narrowed:paid.amount",
          subject: "paid.amount",
          place: { file: "tracking-plan.yaml", line: 5 },
        },
      ],
    });
  });
});

function included(type: string): string {
  return `events:\n  paid: { description: Paid., properties: { amount: { type: ${type}, description: x } } }\n`;
}

describe("what it compares with", () => {
  it("is a branch, a tag, a commit, a file, or a plan.json", async () => {
    const { folder, git } = makeRepository();
    git("tag", "-a", "-m", "First", "v1");
    git("branch", "old");
    writeFiles(folder, { "old.yaml": OLD, "plans/tracking-plan.yaml": OLD });
    const io = captureIo({ cwd: folder });
    await generate({ plan: "old.yaml", out: "made", format: "text", strict: false }, io);
    const commit = git("rev-parse", "HEAD").trim();
    for (const against of [
      "HEAD",
      "main",
      "old",
      "v1",
      commit,
      commit.slice(0, 8),
      "old.yaml",
      "./old.yaml",
      "made/plan.json",
    ]) {
      const { stdout } = await run(folder, { against, format: "json" });
      const { changes } = JSON.parse(stdout ?? "") as { changes: { id: string }[] };
      expect([against, changes.map(({ id }) => id)]).toEqual([against, IDS]);
    }
  });

  it("reads what the old plan included, as it was", async () => {
    const plan = `${HEAD}include: [plans/*.yaml]\nevents: {}\n`;
    const repository = makeGitRepository({
      "api/tracking-plan.yaml": plan,
      "api/plans/billing.yaml": included("number"),
    });
    repository.commit("Begin");
    writeFiles(repository.folder, { "api/plans/billing.yaml": included("string") });
    const { stdout } = await run(join(repository.folder, "api"));
    expect(stdout).toContain("plans/billing.yaml:2:61  breaking  type-changed:paid.amount");
  });

  it("leaves out events with errors by the rules of today, and says so", async () => {
    const broken = OLD.replace("type: number", "type: nmber");
    const { stdout, code } = await run(makeRepository(broken).folder);
    expect(code).toBe(1);
    expect(stdout).toContain("Not compared, because of errors in `HEAD`: `paid`.\n");
    expect(stdout).not.toContain("amount");
  });

  it("is compared though its settings have errors by the rules of today, which say nothing of what is sent", async () => {
    const settings = "lint: { rules: { old-rule: error } }\noutput: { dir: ../out, lang: typescript }\n";
    const ignore = "lint: { ignore: { old-rule: It was so. } }";
    const old = OLD.replace("came. }", `came., ${ignore} }`).replace("much. }", `much., ${ignore} }`);
    const { stdout } = await run(makeRepository(`${old}${settings}`).folder);
    expect(stdout).toBe((await run(makeRepository().folder)).stdout);
    expect(stdout).toContain("event-removed:opened");
  });

  it("is compared though today's rules refuse its ids: what they look like was read", async () => {
    const ids = "{ format: integer, prefix: user_ }";
    const { folder } = makeRepository(OLD.replace("{ format: uuid, prefix: user_ }", ids));
    const { stdout } = await run(folder, { format: "json" });
    const { changes } = JSON.parse(stdout ?? "") as { changes: { id: string }[] };
    expect(changes.map(({ id }) => id)).toEqual(["id-format-changed:identity:user_id", ...IDS]);
  });

  it("says where the old plan has errors that leave nothing to compare, and what to do", async () => {
    const hint =
      "Compare with a version without errors (`--against REF`) or with the generated `plan.json` (`--against FILE`).";
    const broken = OLD.replace("prefix: user_", "prefix: [user_]");
    const { folder, git, commit } = makeRepository(broken);
    expect(await run(folder)).toEqual({
      refused:
        "The plan of `HEAD` cannot be compared: `prefix` must be a string, but is a list. (HEAD:tracking-plan.yaml:3)",
      hint,
    });
    git("tag", "broken");
    commit("Repair");
    expect((await run(folder)).code).toBe(0);
    expect((await run(folder, { against: "broken" })).refused).toContain("(broken:tracking-plan.yaml:3)");
    writeFiles(folder, { "old.yaml": `${broken}evnts: {}\nperson: []\n` });
    expect((await run(folder, { against: "old.yaml" })).refused).toMatch(
      /^The plan of `old\.yaml` cannot be compared. It has 3 errors, the first of which is: .* \(old\.yaml:3\)$/u,
    );
  });

  it("asks which is meant where a file is named like a commit", async () => {
    const { folder } = makeRepository();
    writeFiles(folder, { main: OLD });
    expect(await run(folder, { against: "main" })).toEqual({
      refused: "`main` is both a file and a commit.",
      hint: "Use `./main` for the file, or a full name such as `refs/heads/main` for the commit.",
    });
    expect((await run(folder, { against: "./main" })).code).toBe(1);
    expect((await run(folder, { against: "refs/heads/main" })).code).toBe(1);
  });

  it.each([
    "--output=x",
    "-h",
    "--",
    "HEAD:../x",
    "HEAD:tracking-plan.yaml",
    "HEAD\nmain",
    "HEAD\0",
    "nowhere",
    "HEAD^{tree}",
    ":/Begin^",
    "@{u}",
  ])("is no option and no path that a text such as %j slips in", async (against) => {
    const { folder } = makeRepository();
    expect(await run(folder, { against: against.replace("\0", "\u0001") })).toMatchObject({
      refused: expect.stringMatching(/^There is no commit or file `[^]*`\.$/u),
    });
    expect(() => readFileSync(join(folder, "x"))).toThrow("ENOENT");
  });

  describe("in a repository that would have git run programs", () => {
    // The first is read from the index, of which a file system monitor is asked.
    it.each([":tracking-plan.yaml", ":!x", "@{u}", "HEAD@{0}", ":/Begin", "HEAD"])(
      "runs none of them for %s",
      async (against) => {
        const { folder, evil, ran } = makeEvil();
        const env = { GIT_DIR: "/nowhere", GIT_EXTERNAL_DIFF: evil, GIT_PAGER: evil, GIT_WORK_TREE: "/" };
        const { code, refused } = await run(folder, { against }, { env });
        expect(code ?? refused).toBe(
          against.startsWith("HEAD") ? 1 : `There is no commit or file \`${against}\`.`,
        );
        expect(ran()).toBe("");
      },
    );

    it("would see it, if one of them was run", () => {
      const { folder, ran } = makeEvil();
      spawnSync("git", ["rev-parse", "--verify", ":tracking-plan.yaml"], { cwd: folder });
      expect(ran()).toContain("evil.sh");
    });
  });

  it("takes a name that git would take for more than a name as it is", async () => {
    const plan = ":(top)plan.yaml";
    const { folder, commit } = makeGitRepository({ [plan]: OLD });
    commit("Begin");
    expect(await run(folder, { plan })).toMatchObject({ code: 0 });
  });

  it("fetches nothing that a partial clone lacks, by whatever program the repository names", async () => {
    const { folder, git } = makeRepository();
    const mark = join(folder, "ran");
    const blob = git("rev-parse", "HEAD:tracking-plan.yaml").trim();
    rmSync(join(folder, ".git/objects", blob.slice(0, 2), blob.slice(2)));
    git("config", "extensions.partialClone", "origin");
    git("config", "remote.origin.promisor", "true");
    git("config", "remote.origin.url", `ext::touch ${mark}`);
    git("config", "protocol.ext.allow", "always");
    expect(await run(folder)).toMatchObject({ refused: "There is no tracking-plan.yaml in `HEAD`." });
    expect(() => readFileSync(mark)).toThrow("ENOENT");
  });

  it("believes no repository that lies among the files of a pull request", async () => {
    const { folder, git } = makeRepository();
    writeFiles(folder, { "inner/tracking-plan.yaml": NEW });
    git("clone", "--quiet", "--bare", ".", "bare");
    for (const name of ["HEAD", "objects", "refs", "config", "packed-refs"]) {
      renameSync(join(folder, "bare", name), join(folder, "inner", name));
    }
    expect(await run(join(folder, "inner"), { against: "main" })).toMatchObject({
      refused: expect.stringContaining("bare repository") as string,
    });
  });

  it("says what to do where git cannot help", async () => {
    const outside = makeTempFolder({ "tracking-plan.yaml": OLD });
    const hint = "Compare with a file: `--against FILE`.";
    expect(await run(outside)).toEqual({ refused: "The plan is not in a git repository.", hint });
    const empty = makeGitRepository({ "tracking-plan.yaml": OLD });
    expect(await run(empty.folder)).toMatchObject({ refused: "The repository has no commit yet." });
    empty.git("commit", "--quiet", "--allow-empty", "-m", "Nothing");
    expect(await run(empty.folder)).toMatchObject({ refused: "There is no tracking-plan.yaml in `HEAD`." });
    const missing = Object.assign(new Error("spawn git ENOENT"), {
      errno: -2,
      code: "ENOENT",
      syscall: "spawn git",
    });
    expect(await run(outside, {}, { runProgram: () => Promise.reject(missing) })).toEqual({
      refused: "Cannot run git: it is not installed or not in the PATH.",
      hint,
    });
  });

  it("says how to fetch more of a shallow clone", async () => {
    const { folder, git, commit } = makeRepository();
    commit("Go on");
    const clone = makeTempFolder();
    git("clone", "--quiet", "--depth=1", `file://${folder}`, join(clone, "shop"));
    expect(await run(join(clone, "shop"), { against: "HEAD~1" })).toEqual({
      refused: "There is no commit or file `HEAD~1`.",
      hint: "The clone is shallow: fetch more history. In GitHub Actions, set `fetch-depth: 0` for actions/checkout.",
    });
  });

  it("takes a plan.json that a formatter changed, but not one that was edited, too", async () => {
    const folder = makeTempFolder({ "tracking-plan.yaml": OLD });
    const args = { plan: "tracking-plan.yaml", out: "made", format: "text", strict: false } as const;
    await generate(args, captureIo({ cwd: folder }));
    const made = join(folder, "made/plan.json");
    const formatted = JSON.stringify(JSON.parse(readFileSync(made, "utf8")), undefined, "\t");
    writeFileSync(made, formatted);
    expect(await run(folder, { against: "made/plan.json" })).toMatchObject({ code: 0 });
    writeFileSync(made, formatted.replace("Somebody came.", "Somebody went."));
    expect(await run(folder, { against: "made/plan.json" })).toMatchObject({
      refused: "made/plan.json was edited by hand after it was generated.",
    });
  });

  it("believes no plan.json", async () => {
    const folder = makeTempFolder({
      "tracking-plan.yaml": OLD,
      "none.json": "{",
      "odd.json": '{"format":1,"plan":{"name":7}}',
      "deep.json": `{"format":1,"plan":${"[".repeat(50_000)}${"]".repeat(50_000)}}`,
    });
    await generate(
      { plan: "tracking-plan.yaml", out: "made", format: "text", strict: false },
      captureIo({ cwd: folder }),
    );
    const made = join(folder, "made/plan.json");
    writeFileSync(made, readFileSync(made, "utf8").replace("Somebody came.", "Somebody went."));
    expect(await run(folder, { against: "made/plan.json" })).toMatchObject({
      refused: "made/plan.json was edited by hand after it was generated.",
    });
    expect(await run(folder, { against: "none.json" })).toMatchObject({
      refused: "none.json is not a valid `plan.json`: It is not JSON.",
    });
    expect(await run(folder, { against: "odd.json" })).toMatchObject({
      refused: expect.stringContaining("odd.json is not a valid `plan.json`: `plan.identity` is missing."),
    });
    expect(await run(folder, { against: "deep.json" })).toMatchObject({
      refused: expect.stringContaining("deep.json is not a valid `plan.json`: "),
    });
    expect(await run(folder, { against: "./gone.json" })).toMatchObject({
      refused: "Cannot read ./gone.json: there is no such file.",
    });
  });
});
