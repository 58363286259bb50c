import { defineCommand, formats, OPTIONS } from "../options.ts";

const { plan } = OPTIONS;

export const list = defineCommand({
  summary: "List the events of the plan, or find some by words.",
  positionals: {
    words: {
      kind: "list",
      value: "WORD",
      description:
        "Words of names, descriptions, owners and properties, in any form. The best match comes first. Without one, all events are listed.",
    },
  },
  options: { plan, format: formats("text", "json") },
  run: async ({ words, ...args }, io) =>
    (await import("../../commands/list.ts")).listEvents({ query: words.join(" "), ...args }, io),
});
