import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

export const validate = defineFunction({
  name: "validate",
  summary: "Compare sample properties of an event with the plan.",
  parameters: {
    name: { kind: "text", value: "EVENT", isRequired: true, description: "Name of the event." },
    properties: {
      kind: "object",
      value: "JSON",
      isRequired: true,
      description: 'The properties that its helper is called with, such as `{"amount":5}`.',
    },
    distinctId: { kind: "text", value: "ID", description: "Id of the person or the actor." },
    plan: SHARED.plan,
    format: formats("text", "json"),
  },
  commandLine: {
    positionals: ["name", "properties"],
    failure: "The sample breaks the plan.",
  },
  tool: {
    title: "Validate a sample",
    description: "Compare sample properties, as a helper is called with them, with the plan. Sends nothing.",
    takes: ["name", "properties", "distinctId"],
    findsProblems: true,
  },
  run: async (args, io) => (await import("../commands/validate-event.ts")).validateEvent(args, io),
});
