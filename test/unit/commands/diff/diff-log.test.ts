/** The history of a plan, from Git. */
import { chmodSync, existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diff, type DiffArguments } from "../../../../src/commands/diff/diff.ts";
import { UsageError } from "../../../../src/commands/io.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { makeGitRepository } from "../../../support/git-repository.ts";
import { nodesOfType, parseMarkdown } from "../../../support/parse-markdown.ts";
import { makeTempFolder, writeFiles } from "../../../support/temp-folder.ts";

const HEAD = "plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\n";

const planOf = (...events: readonly string[]): string =>
  `${HEAD}events:\n${events.map((event) => `  ${event}\n`).join("")}`;

const PAID = "paid: { description: A customer paid. }";
const LEFT = "left: { description: Somebody left. }";
const CAME = "came: { description: Somebody came. }";

const including = (pattern: string): string => `${HEAD}include: [${pattern}]\n`;
const partOf = (...events: readonly string[]): string => planOf(...events).slice(HEAD.length);

/** A repository whose commits have the days and authors that are given. */
function makeHistory() {
  const { folder, git } = makeGitRepository();
  const commit = (
    day: string,
    author: string,
    files: Readonly<Record<string, string>>,
    title = "Go on",
  ): void => {
    writeFiles(folder, files);
    git("add", "--all");
    git(
      "-c",
      `user.name=${author}`,
      "commit",
      "--quiet",
      "--allow-empty",
      "--date",
      `${day}T12:00:00Z`,
      "-m",
      title,
    );
    git("-c", `user.name=${author}`, "rebase", "--quiet", "--root", "--committer-date-is-author-date");
  };
  return { folder, git, commit };
}

async function run(cwd: string, args: Partial<DiffArguments> = {}) {
  const io = captureIo({ cwd, env: { PATH: process.env["PATH"] ?? "" } });
  const defaults = {
    plan: "tracking-plan.yaml",
    allow: [],
    all: false,
    log: true,
    format: "text",
    strict: false,
  } as const;
  try {
    expect(await diff({ ...defaults, ...args }, io)).toBe(0);
    return io.printed.stdout.replaceAll(/`[0-9a-f]{8}`/gu, "`id`");
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.hint}`;
    throw error;
  }
}

interface Entry {
  readonly day: string;
  readonly author: string;
  readonly kind: string;
  readonly changes?: readonly { readonly level: string; readonly id: string }[];
  readonly reason?: string;
}

/** Day, author and what changed, a line for each commit. */
async function log(cwd: string, args: Partial<DiffArguments> = {}): Promise<readonly string[]> {
  const { log: entries } = JSON.parse(await run(cwd, { ...args, format: "json" })) as {
    log: readonly Entry[];
  };
  return entries.map(({ day, author, kind, changes = [] }) =>
    [day, author, kind, ...changes.map(({ level, id }) => `${level} ${id}`)].join(" "),
  );
}

describe("diff --log", () => {
  it("tells by day and author what each commit changed, the newest first", async () => {
    const { folder, commit } = makeHistory();
    commit("2026-09-01", "Ada", { "tracking-plan.yaml": planOf(PAID, LEFT) });
    commit("2026-09-02", "Grace", { "readme.md": "Nothing of the plan." });
    commit("2026-09-03", "Grace", { "tracking-plan.yaml": planOf(PAID) });
    commit("2026-09-03", "Grace", { "tracking-plan.yaml": planOf(CAME, PAID) });
    expect(await run(folder)).toBe(`2026-09-03  Grace
  breaking  \`left\` is removed. (\`id\`)
  safe      \`came\` is new. (\`id\`)

2026-09-01  Ada
  new       The plan was created with 2 events. (\`id\`)

\`tracking-plan.yaml\`: 1 breaking change, 1 safe change.
`);
    expect(await run(folder, { format: "markdown", since: "2026-09-02" })).toBe(`## 2026-09-03

### Grace

- **Breaking:** \`left\` is removed. (\`id\`)
- **Safe:** \`came\` is new. (\`id\`)
`);
  });

  it("begins with a day, or after a tag", async () => {
    const { folder, git, commit } = makeHistory();
    commit("2026-09-01", "Ada", { "tracking-plan.yaml": planOf(PAID) });
    commit("2026-09-02", "Ada", { "tracking-plan.yaml": planOf(PAID, LEFT) });
    git("tag", "v1");
    commit("2026-09-03", "Ada", { "tracking-plan.yaml": planOf(PAID, LEFT, CAME) });
    const last = "2026-09-03 Ada changed safe event-added:came";
    const second = "2026-09-02 Ada changed safe event-added:left";
    expect(await log(folder, { since: "2026-09-02" })).toEqual([last, second]);
    expect(await log(folder, { since: "2026-09-03" })).toEqual([last]);
    expect(await log(folder, { since: "2026-09-04" })).toEqual([]);
    expect(await run(folder, { since: "v2" })).toContain("There is no commit or day `v2`.");
    expect(await run(folder, { since: "2026-02-30" })).toContain("There is no commit or day `2026-02-30`.");
  });

  it("reads included files as they were, in whatever folder", async () => {
    const { folder, git, commit } = makeHistory();
    commit("2026-09-01", "Ada", {
      "tracking-plan.yaml": including("old/*.yaml"),
      "old/a.yaml": partOf(PAID),
    });
    commit("2026-09-02", "Ada", { "old/b.yaml": partOf(LEFT) });
    git("rm", "--quiet", "-r", "old");
    commit("2026-09-03", "Ada", {
      "tracking-plan.yaml": including("new/*.yaml"),
      "new/a.yaml": partOf(PAID, LEFT),
    });
    commit("2026-09-04", "Ada", { "new/a.yaml": partOf(PAID, LEFT, CAME) });
    expect(await log(folder)).toEqual([
      "2026-09-04 Ada changed safe event-added:came",
      "2026-09-02 Ada changed safe event-added:left",
      "2026-09-01 Ada created",
    ]);
  });

  it("follows a plan that was renamed and moved", async () => {
    const { folder, git, commit } = makeHistory();
    commit("2026-09-01", "Ada", { "events.yaml": planOf(PAID) });
    commit("2026-09-02", "Ada", { "events.yaml": planOf(PAID, LEFT) });
    writeFiles(folder, { "api/x": "" });
    renameSync(join(folder, "events.yaml"), join(folder, "api/tracking-plan.yaml"));
    git("add", "--all");
    commit("2026-09-03", "Ada", {});
    commit("2026-09-04", "Ada", { "api/tracking-plan.yaml": planOf(PAID) });
    expect(await log(join(folder, "api"))).toEqual([
      "2026-09-04 Ada changed breaking event-removed:left",
      "2026-09-02 Ada changed safe event-added:left",
      "2026-09-01 Ada created",
    ]);
  });

  it("tells of a merge only what is in neither side", async () => {
    const { folder, git } = makeGitRepository({ "tracking-plan.yaml": planOf(PAID) });
    const commit = (plan: string): void => {
      writeFileSync(join(folder, "tracking-plan.yaml"), plan);
      git("commit", "--quiet", "--all", "-m", "Go on");
    };
    git("add", "--all");
    commit(planOf(CAME, PAID));
    git("checkout", "--quiet", "-b", "side");
    commit(planOf(CAME, LEFT, PAID));
    git("checkout", "--quiet", "main");
    commit(planOf("bought: { description: Bought. }", CAME, PAID));
    git("merge", "--quiet", "--no-commit", "--strategy=ours", "side");
    // The merge has the events of both sides, and one of its own.
    commit(planOf("bought: { description: Bought. }", CAME, LEFT, PAID, "sold: { description: Sold. }"));
    const entries = (await log(folder)).map((line) => line.replace(/^\S+ /u, ""));
    expect(entries).toHaveLength(4);
    expect(entries[0]).toBe("Test changed safe event-added:sold");
    expect(entries.slice(1, 3).toSorted()).toEqual([
      "Test changed safe event-added:bought",
      "Test changed safe event-added:left",
    ]);
  });

  it("names a commit whose plan cannot be read, and tells at the next what changed meanwhile", async () => {
    const { folder, commit } = makeHistory();
    commit("2026-09-01", "Ada", { "tracking-plan.yaml": planOf(PAID) });
    commit("2026-09-02", "Ada", { "tracking-plan.yaml": `${planOf(PAID, LEFT)}person: [` });
    commit("2026-09-03", "Ada", { "tracking-plan.yaml": planOf(PAID, LEFT) });
    expect(await log(folder)).toEqual([
      "2026-09-03 Ada changed safe event-added:left",
      "2026-09-02 Ada skipped",
      "2026-09-01 Ada created",
    ]);
    expect(await run(folder)).toMatch(/skipped {2}The plan of `id` cannot be compared: .*:7\) \(`id`\)$/mu);
  });

  it("goes on where single events have errors, and tells what changed of them once they have none", async () => {
    const { folder, commit } = makeHistory();
    const number =
      "paid: { description: Paid., properties: { amount: { type: number, description: How much. } } }";
    commit("2026-09-01", "Ada", { "tracking-plan.yaml": planOf(number) });
    commit("2026-09-02", "Ada", {
      "tracking-plan.yaml": planOf(number.replace("type: number", "type: nmber"), LEFT),
    });
    commit("2026-09-03", "Ada", {
      "tracking-plan.yaml": planOf(number.replace("type: number", "type: integer"), LEFT),
    });
    expect(await log(folder)).toEqual([
      "2026-09-03 Ada changed breaking type-narrowed:paid.amount",
      "2026-09-02 Ada changed safe event-added:left",
      "2026-09-01 Ada created",
    ]);
    expect(await run(folder)).toContain("skipped   Events with errors were not compared: `paid`. (`id`)");
  });

  it("says that a clone is shallow, and takes its first commit for no new plan", async () => {
    const { folder, git, commit } = makeHistory();
    commit("2026-09-01", "Ada", { "tracking-plan.yaml": planOf(PAID) });
    commit("2026-09-02", "Ada", { "tracking-plan.yaml": planOf(PAID, LEFT) });
    commit("2026-09-03", "Ada", { "tracking-plan.yaml": planOf(PAID, LEFT, CAME) });
    const clone = join(makeTempFolder(), "shop");
    git("clone", "--quiet", "--depth=2", `file://${folder}`, clone);
    expect(await log(clone)).toEqual(["2026-09-03 Ada changed safe event-added:came"]);
    expect(await run(clone)).toContain("The clone is shallow: older commits are not in it.");
  });

  it("judges a removal by the day of its commit", async () => {
    const { folder, commit } = makeHistory();
    const ending = "left: { description: Left., remove_after: 2026-09-02 }";
    commit("2026-09-01", "Ada", { "tracking-plan.yaml": planOf(ending, PAID) });
    commit("2026-09-02", "Ada", { "tracking-plan.yaml": planOf(PAID) });
    commit("2026-09-02", "Ada", { "tracking-plan.yaml": planOf(ending, PAID) });
    commit("2026-09-03", "Ada", { "tracking-plan.yaml": planOf(PAID) });
    const removals = (await log(folder)).filter((line) => !line.includes("added"));
    expect(removals).toEqual([
      "2026-09-03 Ada changed risky event-retired:left",
      "2026-09-02 Ada changed breaking event-removed:left",
      "2026-09-01 Ada created",
    ]);
  });

  it("runs nothing that the repository names, and prints no markup of authors and plans", async () => {
    const { folder, git, commit } = makeHistory();
    const author = "</details> [x](http://x.example) \u001b[2J # **big**";
    commit("2026-09-01", "Ada", { "tracking-plan.yaml": planOf(PAID) });
    commit("2026-09-02", author, {
      "tracking-plan.yaml": planOf('paid: { description: "` </td> [x](http://x.example) `" }'),
      ".gitattributes": "*.yaml diff=evil filter=evil\n",
      "evil.sh": `#!/bin/sh\ntouch ${folder}/ran\ncat\n`,
    });
    const evil = join(folder, "evil.sh");
    chmodSync(evil, 0o755);
    for (const key of [
      "core.fsmonitor",
      "core.pager",
      "diff.external",
      "diff.evil.command",
      "diff.evil.textconv",
      "gpg.program",
    ]) {
      git("config", key, evil);
    }
    git("config", "log.showSignature", "true");
    for (const format of ["text", "markdown", "json"] as const) {
      const printed = await run(folder, { format });
      // oxlint-disable-next-line no-control-regex
      expect(printed).not.toMatch(/\u001b/u);
      if (format !== "markdown") continue;
      const tree = parseMarkdown(printed);
      expect(
        [...nodesOfType(tree, "link"), ...nodesOfType(tree, "html"), ...nodesOfType(tree, "strong")].length,
      ).toBe(2);
    }
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });

  it.each<[Partial<DiffArguments>, string]>([
    [
      { against: "HEAD" },
      "`--against` and `--log` exclude each other. With `--since`, give a day or a commit.",
    ],
    [
      { against: "HEAD", log: false, since: "HEAD" },
      "`--against` and `--since` exclude each other. With `--since`, give a day or a commit.",
    ],
    [{ allow: ["a=b"] }, "`--log` allows nothing: it never fails. Remove `--allow`."],
    [{ format: "github" }, "`--log` has no format `github`. Use `text`, `markdown` or `json`."],
    [{ since: "--all" }, "There is no commit or day `--all`."],
  ])("refuses %j", async (args, message) => {
    const { folder, commit } = makeHistory();
    commit("2026-09-01", "Ada", { "tracking-plan.yaml": planOf(PAID) });
    expect(await run(folder, args)).toContain(message);
  });
});

describe("diff --since", () => {
  it("compares with the plan of the last commit before a day, or of a tag", async () => {
    const { folder, git, commit } = makeHistory();
    commit("2026-09-01", "Ada", { "tracking-plan.yaml": planOf(PAID) });
    git("tag", "v1");
    commit("2026-09-02", "Ada", { "tracking-plan.yaml": planOf(PAID, LEFT) });
    writeFiles(folder, { "tracking-plan.yaml": planOf(PAID, LEFT, CAME) });
    const since = (day: string) => run(folder, { log: false, since: day });
    const both = "safe  `came` is new.\nsafe  `left` is new.\n\n`tracking-plan.yaml` against";
    expect(await since("2026-09-02")).toBe(`${both} \`2026-09-02\`: 2 safe changes.\n`);
    expect(await since("v1")).toBe(`${both} \`v1\`: 2 safe changes.\n`);
    expect(await since("2026-09-03")).toContain("against `2026-09-03`: 1 safe change.");
    expect(await since("2026-09-01")).toBe("There is no commit before 2026-09-01. Give a later day.");
    expect(await since("last week")).toBe(
      "There is no commit or day `last week`. Give a branch, tag or commit, or a day as YYYY-MM-DD. " +
        "A remote branch is `origin/NAME` and may have to be fetched first.",
    );
    git("tag", "2026-09-02");
    expect(await since("2026-09-02")).toBe(
      "`2026-09-02` is both a day and a commit. Use a full name such as `refs/tags/2026-09-02` for the commit.",
    );
  });

  it("names the day where there was no plan yet, or one that cannot be compared", async () => {
    const { folder, commit } = makeHistory();
    commit("2026-09-01", "Ada", { "readme.md": "Soon." });
    commit("2026-09-02", "Ada", { "tracking-plan.yaml": "plan: 1\n" });
    commit("2026-09-03", "Ada", { "tracking-plan.yaml": planOf(PAID) });
    const since = (day: string) => run(folder, { log: false, since: day });
    expect(await since("2026-09-02")).toBe(
      "There was no tracking-plan.yaml before 2026-09-02. Give a later day. If it was renamed, compare with a file: `--against FILE`.",
    );
    expect(await since("2026-09-03")).toContain("The plan of `2026-09-03` cannot be compared.");
  });
});
