import { defineFunction } from "./define-function.ts";
import { SHARED } from "./parameters.ts";

export const nearestEvent = defineFunction({
  name: "nearest_event",
  summary: "Find the event that a description is already covered by.",
  parameters: {
    description: {
      kind: "text",
      value: "TEXT",
      isRequired: true,
      description: "What happens, in one sentence.",
    },
    name: { kind: "text", value: "NAME", description: "The name that you would give it." },
    plan: SHARED.plan,
  },
  tool: {
    title: "Find the nearest event",
    description:
      "Find the event of the plan that a description is already covered by. Call it before you propose a new event.",
    takes: ["description", "name"],
  },
  run: async (args, io) => (await import("../commands/find/nearest-events.ts")).nearestEvents(args, io),
});
