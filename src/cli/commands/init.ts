import { PLAN_FILE } from "../../commands/plan-files/plan-file.ts";
import { defineCommand, formats, OPTIONS } from "../options.ts";

const { plan, out, id, name } = OPTIONS;

export const init = defineCommand({
  summary: "Create a starter plan, npm scripts and a CI workflow. Overwrites nothing.",
  positionals: {},
  options: {
    plan: { ...plan, default: PLAN_FILE, description: "Path of the tracking plan." },
    out,
    name,
    id,
    "from-code": {
      kind: "flag",
      description:
        "Make the plan from the events that the code sends to PostHog; add those that an existing plan lacks. Needs `ts-morph`.",
    },
    "from-recording": {
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
  run: async (args, io) =>
    (await import("../../commands/init/init.ts")).init(
      { ...args, fromCode: args["from-code"], fromRecording: args["from-recording"] },
      io,
    ),
});
