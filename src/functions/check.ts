import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

const { plan, out, strict, all, quiet } = SHARED;

export const check = defineFunction({
  name: "check",
  summary: "Check the plan, and that the generated files are up to date.",
  parameters: {
    plan,
    out,
    format: formats("text", "json", "github", "sarif"),
    strict,
    all,
    quiet,
    updateBaseline: {
      kind: "flag",
      description:
        "Accept the warnings of rules that there are now: write them to `tracking-plan.baseline.json`. Then only new ones are reported, and fail.",
    },
  },
  commandLine: { failure: "The plan has errors, or the generated files are not up to date." },
  tool: {
    title: "Check the plan",
    description:
      "Report problems of the plan, and whether the generated files are up to date. Writes nothing.",
    takes: [],
    findsProblems: true,
  },
  run: async (args, io) =>
    (await import("../commands/remembered.ts")).remembered(["check", args], io, async (watched) =>
      (await import("../commands/check.ts")).check(args, watched),
    ),
});
