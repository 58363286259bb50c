import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

const { plan, dryRun } = SHARED;

export const add = defineFunction({
  name: "add",
  summary: "Add an event to the plan. Prompts for what is missing.",
  parameters: {
    thing: { kind: "choice", choices: ["event"], isRequired: true, description: "Adds an event." },
    name: { kind: "text", value: "NAME", description: "Name of the event, such as `order_placed`." },
    plan,
    file: { kind: "text", value: "FILE", isPath: true, description: "Included file to add the event to." },
    as: {
      kind: "text",
      value: "NAME",
      description:
        "Name in code, such as `orderPaid`, if none can be derived from the event's name or it is taken.",
    },
    description: { kind: "text", value: "TEXT", description: "What happened, in one sentence." },
    trigger: { kind: "text", value: "TEXT", description: "When the event is sent." },
    category: { kind: "text", value: "NAME", description: "Docs page that lists the event." },
    owner: { kind: "list", value: "NAME", description: "Person or team responsible for the event." },
    source: {
      kind: "choice",
      value: "SIDE",
      choices: ["server", "client", "both"],
      isOptional: true,
      description: "Where it is sent from",
    },
    property: {
      kind: "list",
      value: "PROPERTY",
      description:
        "NAME for a shared property, or NAME:TYPE, such as `amount:number`, `plan:enum=free,pro` or `tags:array=string`. Append `:optional` and `:DESCRIPTION` as needed.",
    },
    dryRun,
    format: formats("text", "json"),
  },
  commandLine: {
    positionals: ["thing", "name"],
    failure: "The event would introduce an error; nothing was written.",
  },
  tool: {
    name: "add_event",
    title: "Propose or add an event",
    description:
      "Show the lines that a new event adds to the plan. They are written only with `dry_run: false`, which the user must have asked for. Call `nearest_event` first. Afterwards run `npx tracking-plan generate`.",
    takes: [
      "name",
      "description",
      "trigger",
      "category",
      "owner",
      "source",
      "property",
      "as",
      "file",
      "dryRun",
    ],
    requires: ["name", "description"],
    presets: { dryRun: true },
    writes: true,
  },
  run: async (args, io) => (await import("../commands/add/add-event.ts")).addEventToPlan(args, io),
});
