import { defineCommand, formats, OPTIONS } from "../options.ts";

const { plan } = OPTIONS;

export const add = defineCommand({
  summary: "Add an event to the plan. Prompts for what is missing.",
  failure: "The event would introduce an error; nothing was written.",
  positionals: {
    thing: { kind: "choice", choices: ["event"], description: "Adds an event." },
    name: {
      kind: "text",
      value: "NAME",
      optional: true,
      description: "Name of the event, such as `order_placed`.",
    },
  },
  options: {
    plan,
    file: { kind: "text", value: "FILE", description: "Included file to add the event to." },
    as: {
      kind: "text",
      value: "NAME",
      description:
        "Name in code, such as `orderPaid`, if none can be derived from the event's name or it is taken.",
    },
    description: { kind: "text", value: "TEXT", description: "What happened, in one sentence." },
    trigger: { kind: "text", value: "TEXT", description: "When the event is sent." },
    category: { kind: "text", value: "NAME", description: "Docs page that lists the event." },
    owner: {
      kind: "list",
      value: "NAME",
      description: "Person or team responsible for the event. Repeatable.",
    },
    source: { kind: "text", value: "SIDE", description: "Where it is sent from: server, client or both." },
    property: {
      kind: "list",
      value: "PROPERTY",
      description:
        "NAME for a shared property, or NAME:TYPE, such as `amount:number`, `plan:enum=free,pro` or `tags:array=string`. Append `:optional` and `:DESCRIPTION` as needed. Repeatable.",
    },
    "dry-run": OPTIONS["dry-run"],
    format: formats("text", "json"),
  },
  run: async (args, io) =>
    (await import("../../commands/add/add-event.ts")).addEventToPlan(
      { ...args, dryRun: args["dry-run"] },
      io,
    ),
});
