import { PLAN_FILE } from "../commands/plan-files/plan-file.ts";
import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

const { plan, out, id, name } = SHARED;

export const init = defineFunction({
  name: "init",
  summary: "Create a starter plan, npm scripts and a CI workflow. Overwrites nothing.",
  parameters: {
    plan: { ...plan, default: PLAN_FILE, description: "Path of the tracking plan." },
    out,
    name,
    id,
    fromCode: {
      kind: "flag",
      description:
        "Make the plan from the events that the code sends to PostHog; add those that an existing plan lacks. Needs `ts-morph`.",
    },
    fromRecording: {
      kind: "text",
      value: "FILE",
      description:
        "Make the plan from the events of a recording of `inspect --save`; add those that an existing plan lacks.",
    },
    yes: {
      kind: "flag",
      description: "Do not prompt. Ids are `user_<uuid>` unless `--id` is given.",
    },
    format: formats("text", "json"),
  },
  commandLine: {},
  run: async (args, io) => (await import("../commands/init/init.ts")).init(args, io),
});
