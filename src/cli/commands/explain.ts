import { defineCommand, formats, OPTIONS } from "../options.ts";

const { plan } = OPTIONS;

export const explain = defineCommand({
  summary: "Explain a code, a rule, a reason from the log, or an event of the plan.",
  positionals: {
    code: {
      kind: "text",
      value: "CODE",
      optional: true,
      description:
        "Such as `unknown-property`, `not_finite`, `http_401` or an event's name. Without one, all codes are listed.",
    },
  },
  options: { plan, format: formats("text", "json") },
  run: async (args, io) => (await import("../../commands/explain/explain.ts")).explain(args, io),
});
