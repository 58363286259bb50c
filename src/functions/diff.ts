import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

export const diff = defineFunction({
  name: "diff",
  summary: "Show what changed since another version of the plan, and what breaks.",
  parameters: {
    plan: SHARED.plan,
    against: {
      kind: "text",
      value: "REF",
      isPath: true,
      description: "Commit, branch, tag, plan file or `plan.json` to compare with. Default: HEAD.",
    },
    since: {
      kind: "text",
      value: "DAY",
      description: "Compare with the plan before a day, such as 2026-09-01 in UTC, or with a commit or tag.",
    },
    log: {
      kind: "flag",
      description:
        "Show what each commit changed, by day and author, for release notes. Use it with --since.",
    },
    allow: {
      kind: "list",
      value: "CHANGE=REASON",
      description: "Accept a change. The reason is shown with it.",
    },
    all: { kind: "flag", description: "Show every safe change; otherwise many of one kind are one line." },
    format: formats("text", "json", "github", "markdown"),
    strict: { kind: "flag", description: "Risky changes and warnings fail too." },
  },
  commandLine: { failure: "There are breaking changes without `--allow`, or the plan has errors." },
  tool: {
    title: "Compare with another version",
    description: "Show what changed in the plan since another version, and what breaks for whom.",
    takes: ["against"],
    findsProblems: true,
  },
  run: async (args, io) => (await import("../commands/diff/diff.ts")).diff(args, io),
});
