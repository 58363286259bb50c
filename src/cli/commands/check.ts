import { defineCommand, formats, OPTIONS } from "../options.ts";

const { plan, out, strict, all, quiet } = OPTIONS;

export const check = defineCommand({
  summary: "Check the plan, and that the generated files are up to date.",
  failure: "The plan has errors, or the generated files are not up to date.",
  positionals: {},
  options: {
    plan,
    out,
    format: formats("text", "json", "github", "sarif"),
    strict,
    all,
    quiet,
    "update-baseline": {
      kind: "flag",
      description:
        "Accept the warnings of rules that there are now: write them to `tracking-plan.baseline.json`. Then only new ones are reported, and fail.",
    },
  },
  run: async (args, io) =>
    (await import("../../commands/remembered.ts")).remembered(["check", args], io, async (watched) =>
      (await import("../../commands/check.ts")).check(
        { ...args, updateBaseline: args["update-baseline"] },
        watched,
      ),
    ),
});
