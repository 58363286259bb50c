import { explain } from "../explain/explain.ts";
import type { ExitCode } from "../io.ts";
import { refuseOutside } from "./confine.ts";
import { defineFunction, type PlanFunction, type Told } from "./define-function.ts";
import { nearestEvents, searchEvents } from "./find-events.ts";
import { validateEvent } from "./validate-event.ts";

/** So many events an agent reads of a search. */
const MAX_FOUND = 30;

/** Everything that can be done with a plan by name. What only some of it needs is loaded when it is called. */
export const FUNCTIONS: readonly PlanFunction[] = [
  defineFunction({
    name: "search_events",
    title: "Search events",
    description:
      "Find events of the tracking plan by words of their names, descriptions, owners and properties.",
    parameters: {
      query: { kind: "text", description: "Words, such as `checkout paid`. Empty for all events." },
    },
    writes: false,
    command: "list",
    run: ({ query }, project) => searchEvents({ query, limit: MAX_FOUND }, project),
  }),
  defineFunction({
    name: "nearest_event",
    title: "Find the nearest event",
    description:
      "Find the event of the plan that a description is already covered by. Call it before you propose a new event.",
    parameters: {
      description: { kind: "text", description: "What happens, in one sentence." },
      name: { kind: "text", optional: true, description: "The name that you would give it." },
    },
    writes: false,
    run: (input, project) => nearestEvents(input, project),
  }),
  defineFunction({
    name: "explain",
    title: "Explain an event or a code",
    description:
      "Explain an event of the plan: its meaning, its helper, an example call and its properties with types. Also explains codes of problems, such as `unknown-property` and `not_finite`.",
    parameters: { name: { kind: "text", description: "Name of the event, or the code." } },
    writes: false,
    command: "explain",
    run: ({ name }, { plan, io }) => reported(explain({ code: name, plan, format: "text" }, io)),
  }),
  defineFunction({
    name: "propose_event",
    title: "Propose an event",
    description:
      "Show the lines that a new event adds to the plan. They are written only with `apply`, which the user must have asked for. Afterwards run `npx tracking-plan generate`.",
    parameters: {
      name: { kind: "text", description: "Name, in the style of the other events, such as `order_placed`." },
      description: { kind: "text", description: "What happened, in one sentence." },
      trigger: { kind: "text", optional: true, description: "When exactly it is sent." },
      category: { kind: "text", optional: true, description: "Category of the event, such as `billing`." },
      owner: { kind: "list", optional: true, description: "People or teams that are responsible for it." },
      source: {
        kind: "choice",
        optional: true,
        choices: ["server", "client", "both"],
        description: "Where it is sent from. Default: server.",
      },
      properties: {
        kind: "list",
        optional: true,
        description:
          "Each is NAME for a shared property, or NAME:TYPE, such as `amount:number`, `plan:enum=free,pro` or `tags:array=string`. Append `:optional` and `:DESCRIPTION` as needed.",
      },
      as: { kind: "text", optional: true, description: "Name in code, if none can be derived from `name`." },
      file: {
        kind: "text",
        optional: true,
        description: "File of the plan to add it to, if not the plan itself.",
      },
      apply: { kind: "flag", optional: true, description: "Whether to write it. Default: false." },
    },
    writes: true,
    command: "add",
    run: async ({ owner = [], properties: property = [], apply = false, ...input }, { plan, io }) => {
      const { addEventToPlan } = await import("../add/add-event.ts");
      return done(addEventToPlan({ ...input, owner, property, plan, dryRun: !apply, format: "text" }, io));
    },
  }),
  defineFunction({
    name: "check",
    title: "Check the plan",
    description: "Lint the plan and report whether the generated files are up to date. Writes nothing.",
    parameters: {},
    writes: false,
    command: "check",
    run: async (_, { plan, io }) => {
      const { check } = await import("../check.ts");
      return reported(check({ plan, format: "text", strict: false }, io));
    },
  }),
  defineFunction({
    name: "diff",
    title: "Compare with another version",
    description: "Show what changed in the plan since another version, and what breaks for whom.",
    parameters: {
      against: {
        kind: "text",
        optional: true,
        description: "Commit, branch, tag or plan file to compare with. Default: HEAD.",
      },
    },
    writes: false,
    command: "diff",
    run: async ({ against }, { plan, io }) => {
      const { diff } = await import("../diff/diff.ts");
      if (against !== undefined) await refuseOutside(against, { plan, io });
      return reported(
        diff({ plan, against, log: false, allow: [], all: false, strict: false, format: "text" }, io),
      );
    },
  }),
  defineFunction({
    name: "audit",
    title: "Audit code",
    description:
      "Compare a source file or folder with the plan: calls that bypass the helpers, wrong properties and ids. Changes nothing.",
    parameters: {
      path: { kind: "text", description: "File or folder of the project, such as `src/checkout.ts`." },
    },
    writes: false,
    command: "audit",
    run: async ({ path }, { plan, io }) => {
      const { audit } = await import("../audit/audit.ts");
      return reported(audit({ plan, paths: [path], changed: false, format: "text", strict: false }, io));
    },
  }),
  defineFunction({
    name: "validate_event",
    title: "Validate a sample",
    description: "Hold sample properties, as a helper is called with them, against the plan. Sends nothing.",
    parameters: {
      name: { kind: "text", description: "Name of the event." },
      properties: { kind: "object", description: "The properties that the helper is called with." },
      distinct_id: { kind: "text", optional: true, description: "The person's or the actor's id." },
    },
    writes: false,
    run: (input, project) => validateEvent(input, project),
  }),
];

/** What a command does, which can fail. What it printed is told anyway. */
async function done(finished: Promise<ExitCode>): Promise<Told> {
  return { ok: (await finished) === 0, text: "" };
}

/** What a command reports: that it finds problems is no failure. */
async function reported(finished: Promise<ExitCode>): Promise<Told> {
  await finished;
  return { ok: true, text: "" };
}
