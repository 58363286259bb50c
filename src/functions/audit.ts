import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

const { plan, strict, yes, all, quiet } = SHARED;

export const audit = defineFunction({
  name: "audit",
  summary: "Compare source code with the plan.",
  parameters: {
    paths: {
      kind: "list",
      value: "PATH",
      isPath: true,
      description: "Report only what is in these files and folders. Default: the whole project of the plan.",
    },
    plan,
    tsconfig: {
      kind: "text",
      value: "FILE",
      description: "Audit the files of this `tsconfig.json` and of those it refers to.",
    },
    changed: {
      kind: "flag",
      description:
        "Report only files that differ from the last commit; in a pull request on GitHub, from its base.",
    },
    fix: {
      kind: "flag",
      description:
        "Replace calls that bypass the helpers by calls of them. Shows the changes and asks first.",
    },
    yes,
    format: formats("text", "json", "github", "markdown", "sarif"),
    strict,
    all,
    quiet,
    updateBaseline: {
      kind: "flag",
      description:
        "Accept the warnings that there are now, but never those about ids: write them to `tracking-plan.baseline.json`. Then only new ones are reported, and fail.",
    },
    record: {
      kind: "flag",
      description:
        "Write where each event is sent from to `tracking-plan.sources.json`. The docs show it, and `check` says when it is stale.",
    },
  },
  commandLine: { positionals: ["paths"], failure: "The code has problems, or the plan has errors." },
  tool: {
    title: "Audit code",
    description:
      "Compare source files or folders with the plan: calls that bypass the helpers, wrong properties and ids. Changes nothing.",
    takes: ["paths"],
    requires: ["paths"],
    findsProblems: true,
  },
  run: async (args, io) => (await import("../commands/audit/audit.ts")).audit(args, io),
});
