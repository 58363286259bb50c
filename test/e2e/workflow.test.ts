/** The workflow of docs/ci.md for GitHub Actions: its steps are run as they stand, by the shell that GitHub runs them with. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { CLI, type Finished, ROOT, runProgram } from "../support/command-line.ts";
import { type GitRepository, makeGitRepository } from "../support/git-repository.ts";
import { nodesOfType, parseMarkdown, shownText } from "../support/parse-markdown.ts";
import { makeTempFolder } from "../support/temp-folder.ts";
import { faultsOfSarif } from "../support/validate-sarif.ts";

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly plan: { readonly steps: readonly Step[] } };
}

const page = readFileSync(join(ROOT, "docs/ci.md"), "utf8");
const [text = "", ...others] = nodesOfType(parseMarkdown(page), "code")
  .map(({ value }) => value)
  .filter((value) => value.includes("upload-sarif"));
const workflow = parse(text) as Workflow;
const { steps } = workflow.jobs.plan;

const PLAN = `plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
events:
  order_placed: { description: A customer placed an order., owner: shop, category: shop, trigger: The order is stored. }
  order_sent: { description: A parcel left., owner: shop, category: shop, trigger: The carrier took it. }
`;

/** A pull request, checked out: its base is `origin/main`, and `head` is the plan that it has. */
function openPullRequest(base: string, head: string): GitRepository {
  const repository = makeGitRepository({ "tracking-plan.yaml": base });
  repository.commit("Begin");
  repository.git("update-ref", `refs/remotes/origin/${BRANCH}`, "HEAD");
  writeFileSync(join(repository.folder, "tracking-plan.yaml"), head);
  return repository;
}

/** A name that Git takes for a branch, and a shell would run. */
const BRANCH = "main;$(touch${IFS}owned)`touch${IFS}owned`";

/** Runs the step that holds these words, with stand-ins for npx and gh on the path: that of gh prints what it is given. */
async function runStep(words: string, { folder }: GitRepository): Promise<Finished> {
  const { run, env = {} } = steps.find((step) => step.run?.includes(words))!;
  const values: Readonly<Record<string, string>> = {
    "${{ github.base_ref }}": BRANCH,
    "${{ github.event.number }}": "7",
    "${{ github.token }}": "token",
  };
  const bin = makeTempFolder({
    npx: `#!/bin/sh\n[ "$1" = tracking-plan ] && shift && exec ${CLI.map((word) => `'${word}'`).join(" ")} "$@"\n`,
    gh: '#!/bin/sh\nfor word in "$@"; do echo "<$word>"; done\n',
  });
  for (const name of ["npx", "gh"]) chmodSync(join(bin, name), 0o755);
  const script = join(bin, "step.sh");
  writeFileSync(script, run!);
  return await runProgram(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: folder,
    env: {
      PATH: `${bin}:${process.env["PATH"]}`,
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, values[value]!])),
    },
  });
}

test("is one, which no text of a pull request can get into, and asks for no more than it needs", () => {
  expect(others).toEqual([]);
  expect(workflow.on).toBe("pull_request");
  expect(workflow.permissions).toEqual({
    contents: "read",
    "pull-requests": "write",
    "security-events": "write",
  });
  expect(steps.map(({ uses, run }) => uses ?? run)).toEqual([
    "actions/checkout@v4",
    "npm ci",
    "npx tracking-plan check --format sarif > check.sarif",
    "github/codeql-action/upload-sarif@v3",
    'npx tracking-plan diff --against "origin/$BASE" --format markdown > changes.md',
    'gh pr comment "$PR" --body-file changes.md --edit-last --create-if-none',
  ]);
  expect(steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
  // What fails does not keep back what is told of it, a build that was cancelled does, and a fork may not comment.
  const always = "${{ !cancelled() }}";
  const own = "github.event.pull_request.head.repo.full_name == github.repository";
  expect(steps.map((step) => step.if)).toEqual([
    undefined,
    undefined,
    undefined,
    "${{ !cancelled() && hashFiles('check.sarif') != '' }}",
    always,
    `\${{ !cancelled() && ${own} }}`,
  ]);
  expect(steps[0]?.with).toEqual({ "fetch-depth": 0 });
  expect(steps[3]?.with).toEqual({ sarif_file: "check.sarif", category: "tracking-plan" });
});

test("tells what a pull request breaks, and fails", async () => {
  const request = openPullRequest(PLAN, PLAN.replace("order_sent", "parcel_sent"));
  expect(await runStep("diff", request)).toEqual({ code: 1, stdout: "", stderr: "" });
  const comment = parseMarkdown(readFileSync(join(request.folder, "changes.md"), "utf8"));
  const [, paragraph] = comment.children;
  expect(shownText(paragraph as Parameters<typeof shownText>[0])).toBe(
    `tracking-plan.yaml against origin/${BRANCH}: 1 breaking change, 1 safe change.`,
  );
  expect(existsSync(join(request.folder, "owned"))).toBe(false);
  expect((await runStep("gh", request)).stdout).toBe(
    "<pr>\n<comment>\n<7>\n<--body-file>\n<changes.md>\n<--edit-last>\n<--create-if-none>\n",
  );
});

test("passes where nothing breaks", async () => {
  const request = openPullRequest(PLAN, PLAN.replace("A parcel left.", "A parcel left the house."));
  expect(await runStep("diff", request)).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("tells the errors of a plan as text that nobody's Markdown or mention is in", async () => {
  const request = openPullRequest(PLAN, PLAN.replace("owner: shop", '"**@everyone** [x](https://evil)": 1'));
  expect(await runStep("diff", request)).toEqual({ code: 1, stdout: "", stderr: "" });
  const comment = parseMarkdown(readFileSync(join(request.folder, "changes.md"), "utf8"));
  expect(nodesOfType(comment, "link")).toEqual([]);
  expect(nodesOfType(comment, "strong")).toEqual([]);
  const [item] = nodesOfType(comment, "listItem");
  expect(shownText(item as Parameters<typeof shownText>[0])).toContain(
    "tracking-plan.yaml:6: Unknown key **@everyone** [x](https://evil).",
  );
});

test("makes a SARIF log of what check finds, and fails", async () => {
  const request = openPullRequest(PLAN, PLAN.replace("uuid", "uuuid"));
  expect(await runStep("sarif", request)).toEqual({ code: 1, stdout: "", stderr: "" });
  const log = JSON.parse(readFileSync(join(request.folder, "check.sarif"), "utf8")) as unknown;
  expect(faultsOfSarif(log)).toEqual([]);
  expect(log).toMatchObject({ runs: [{ results: [{ ruleId: "wrong-value" }] }] });
});
