import { type CommandTable, defineCommand, formats, OPTIONS } from "./options.ts";

const { plan, out, strict } = OPTIONS;

/** Every command. Each is loaded when it is run: `--help` and a slip of the finger are answered at once. */
export const COMMANDS = {
  generate: defineCommand({
    summary: "Read the plan, check it, and write what it makes.",
    failure: "The plan has errors, or a file that is not ours is in the way.",
    positionals: {},
    options: {
      plan,
      out,
      format: formats("text", "json", "github"),
      strict,
      watch: { kind: "flag", description: "Go on, and write again whenever the plan changes." },
      poll: {
        kind: "flag",
        description:
          "With --watch: look for changes twice a second, where the system tells of none, as on network drives and in containers.",
      },
    },
    run: async (args, io) => (await import("../commands/generate.ts")).generate(args, io),
  }),
  check: defineCommand({
    summary: "Check the plan, and that the generated files are what it makes.",
    failure: "The plan has errors, or the generated files are not what it makes.",
    positionals: {},
    options: { plan, out, format: formats("text", "json", "github", "sarif"), strict },
    run: async (args, io) => (await import("../commands/check.ts")).check(args, io),
  }),
  init: defineCommand({
    summary: "Begin: write a starter plan, npm scripts and a step for CI. Overwrites nothing.",
    failure: "Does not happen.",
    positionals: {},
    options: {
      plan,
      out,
      name: { kind: "text", value: "NAME", description: "Name of the product." },
      id: {
        kind: "text",
        value: "KIND",
        description:
          "The ids of people: uuid, clerk, auth0, supabase, prisma, integer or ulid. Asked where it is not given.",
      },
      yes: {
        kind: "flag",
        description: "Ask nothing: ids are `user_<uuid>` unless `--id` says another kind.",
      },
      format: formats("text", "json"),
    },
    run: async (args, io) => (await import("../commands/init/init.ts")).init(args, io),
  }),
  add: defineCommand({
    summary: "Write an event into the plan; asks for what is not given.",
    failure: "The plan would have an error; nothing was written.",
    positionals: {
      thing: { kind: "choice", choices: ["event"], description: "What to add." },
      name: { kind: "text", value: "NAME", optional: true, description: "Its name, such as `order_placed`." },
    },
    options: {
      plan,
      file: { kind: "text", value: "FILE", description: "The included file that the event goes into." },
      description: { kind: "text", value: "TEXT", description: "What happened, in one sentence." },
      trigger: { kind: "text", value: "TEXT", description: "When the event is sent, for people." },
      category: { kind: "text", value: "NAME", description: "Its page in the docs." },
      owner: { kind: "text", value: "NAME", description: "Who answers for it." },
      source: { kind: "text", value: "SIDE", description: "Who sends it: server, client or both." },
      property: {
        kind: "list",
        value: "PROPERTY",
        description:
          "May be given several times. NAME for a shared property, NAME:TYPE for one of its own, such as `amount:number`, `plan:enum=free,pro` or `tags:array=string`. `:optional` and `:DESCRIPTION` may follow.",
      },
      format: formats("text", "json"),
    },
    run: async (args, io) => (await import("../commands/add/add-event.ts")).addEventToPlan(args, io),
  }),
  doctor: defineCommand({
    summary: "Diagnose delivery, identity and revenue problems.",
    failure: "Something is wrong. Warnings alone do not fail.",
    positionals: {},
    options: {
      plan,
      out,
      offline: { kind: "flag", description: "Do not ask the configured host whether it is there." },
      format: formats("text", "json"),
    },
    run: async (args, io) => (await import("../commands/doctor/doctor.ts")).doctor(args, io),
  }),
  diff: defineCommand({
    summary: "Say what changed since another version of the plan, and what breaks.",
    failure: "There are breaking changes that are not allowed, or the plan has errors.",
    positionals: {},
    options: {
      plan,
      against: {
        kind: "text",
        value: "REF",
        default: "HEAD",
        description: "A commit, branch or tag, a plan's file, or a `plan.json`.",
      },
      allow: {
        kind: "list",
        value: "CHANGE=REASON",
        description: "Let a change pass; the reason is shown with it. May be repeated.",
      },
      format: formats("text", "json", "github", "markdown"),
      strict: { kind: "flag", description: "Risky changes and warnings fail too." },
    },
    run: async (args, io) => (await import("../commands/diff.ts")).diff(args, io),
  }),
  explain: defineCommand({
    summary: "Explain a code, a rule, a word of the log, or an event of the plan.",
    failure: "Does not happen.",
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
    run: async (args, io) => (await import("../commands/explain/explain.ts")).explain(args, io),
  }),
} as const satisfies CommandTable;

export type CommandName = keyof typeof COMMANDS;
