import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

/** So many events an agent reads of a search. */
const MAX_FOUND = 30;

export const list = defineFunction({
  name: "list",
  summary: "List the events of the plan, or find some by words.",
  parameters: {
    words: {
      kind: "list",
      value: "WORD",
      description:
        "Words of names, descriptions, owners and properties, in any form. The best match comes first. Without one, all events are listed.",
    },
    plan: SHARED.plan,
    limit: { kind: "count", value: "NUMBER", description: "The most events to list." },
    format: formats("text", "json"),
  },
  commandLine: { positionals: ["words"] },
  tool: {
    title: "Find events",
    description:
      "Find events of the tracking plan by words of their names, descriptions, owners and properties, such as `checkout paid`.",
    takes: ["words", "limit"],
    presets: { limit: MAX_FOUND },
  },
  page: { takes: [], presets: { format: "json" } },
  run: async (args, io) => (await import("../commands/find/list-events.ts")).listEvents(args, io),
});
