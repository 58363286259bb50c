import { IMPORT_FORMAT_NAMES } from "../commands/import/formats.ts";
import { UsageError } from "../commands/io.ts";
import { PLAN_FILE } from "../commands/plan-files/plan-file.ts";
import { type CommandTable, defineCommand, formats, OPTIONS } from "./options.ts";

const { plan, out, strict } = OPTIONS;

/** Every command. Each is loaded when it runs, so that `--help` and usage errors are answered at once. */
export const COMMANDS = {
  generate: defineCommand({
    summary: "Read the plan, check it and generate the output files.",
    failure: "The plan has errors, or a file that tracking-plan did not create is in the way.",
    positionals: {},
    options: {
      plan,
      out,
      format: formats("text", "json", "github"),
      strict,
      watch: { kind: "flag", description: "Watch the plan and regenerate on change." },
      poll: {
        kind: "flag",
        description:
          "With --watch: check for changes twice a second. Use it where file-change events may not arrive, such as network drives and containers.",
      },
    },
    run: async (args, io) => {
      if (args.watch) return (await import("../commands/watch/watch.ts")).watch(args, io);
      if (args.poll) throw new UsageError("`--poll` only works with `--watch`.", "Add `--watch`.");
      return (await import("../commands/remembered.ts")).remembered(["generate", args], io, async (watched) =>
        (await import("../commands/generate.ts")).generate(args, watched),
      );
    },
  }),
  check: defineCommand({
    summary: "Check the plan, and that the generated files are up to date.",
    failure: "The plan has errors, or the generated files are not up to date.",
    positionals: {},
    options: {
      plan,
      out,
      format: formats("text", "json", "github", "sarif"),
      strict,
      all: { kind: "flag", description: "Print every finding and place. By default at most 100 lines." },
      quiet: { kind: "flag", description: "Print only what fails." },
      "update-baseline": {
        kind: "flag",
        description:
          "Accept the warnings of rules that there are now: write them to `tracking-plan.baseline.json`. Then only new ones are reported, and fail.",
      },
    },
    run: async (args, io) =>
      (await import("../commands/remembered.ts")).remembered(["check", args], io, async (watched) =>
        (await import("../commands/check.ts")).check(
          { ...args, updateBaseline: args["update-baseline"] },
          watched,
        ),
      ),
  }),
  audit: defineCommand({
    summary: "Compare source code with the plan.",
    failure: "The code has problems, or the plan has errors.",
    positionals: {
      paths: {
        kind: "list",
        value: "PATH",
        description:
          "Report only what is in these files and folders. Default: the whole project of the plan.",
      },
    },
    options: {
      plan,
      tsconfig: {
        kind: "text",
        value: "FILE",
        description: "Audit the files of this `tsconfig.json` and of those it refers to.",
      },
      changed: {
        kind: "flag",
        description:
          "Report only files that differ from the last commit; in a pull request on GitHub, from its base.",
      },
      fix: {
        kind: "flag",
        description:
          "Replace calls that bypass the helpers by calls of them. Shows the changes and asks first.",
      },
      yes: { kind: "flag", description: "Do not prompt." },
      format: formats("text", "json", "github", "markdown", "sarif"),
      strict,
      all: { kind: "flag", description: "Print every finding and place. By default at most 100 lines." },
      quiet: { kind: "flag", description: "Print only what fails." },
      "update-baseline": {
        kind: "flag",
        description:
          "Accept the warnings that there are now, but never those about ids: write them to `tracking-plan.baseline.json`. Then only new ones are reported, and fail.",
      },
      record: {
        kind: "flag",
        description:
          "Write where each event is sent from to `tracking-plan.sources.json`. The docs show it, and `check` says when it is stale.",
      },
    },
    run: async (args, io) =>
      (await import("../commands/audit/audit.ts")).audit(
        { ...args, updateBaseline: args["update-baseline"] },
        io,
      ),
  }),
  inspect: defineCommand({
    summary: "Show the events that an application or its tests send, and how much of the plan they cover.",
    failure: "With a command, its exit code; if that is 0, 1 if `--min-coverage` or `--fail-on` is not met.",
    positionals: {
      command: {
        kind: "list",
        value: "COMMAND",
        description:
          "Command to run after `--`, such as `-- npm test`. Its events arrive here, not at PostHog. Without one, events are shown until Ctrl-C.",
      },
    },
    options: {
      plan,
      port: {
        kind: "text",
        value: "PORT",
        description: "Port of 127.0.0.1. Default: 8010; a free one with a command.",
      },
      env: {
        kind: "list",
        value: "NAME",
        description: "Another environment variable that the command reads PostHog's host from. Repeatable.",
      },
      "min-coverage": {
        kind: "text",
        value: "PERCENT",
        description: "Fail if fewer of the live events arrive.",
      },
      "fail-on": {
        kind: "choice",
        value: "WHAT",
        choices: ["nothing", "violations"],
        description: "Whether events that break the plan fail the report.",
      },
      save: { kind: "text", value: "FILE", description: "Write the events to a recording." },
      baseline: {
        kind: "text",
        value: "FILE",
        description: "Report what an earlier recording has and this run has not.",
      },
      format: formats("text", "json", "github", "markdown", "junit"),
      all: { kind: "flag", description: "Print every finding. By default at most 100 lines." },
    },
    run: async (args, io) =>
      (await import("../commands/inspector/inspector.ts")).inspectEvents(
        { ...args, minCoverage: args["min-coverage"], failOn: args["fail-on"] },
        io,
      ),
  }),
  init: defineCommand({
    summary: "Create a starter plan, npm scripts and a CI workflow. Overwrites nothing.",
    positionals: {},
    options: {
      plan: { ...plan, default: PLAN_FILE, description: "Path of the tracking plan." },
      out,
      name: { kind: "text", value: "NAME", description: "Name of the product." },
      id: {
        kind: "text",
        value: "KIND",
        description:
          "Kind of user id, such as uuid, clerk, supabase, better-auth or integer. An unknown name lists all.",
      },
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
      (await import("../commands/init/init.ts")).init(
        { ...args, fromCode: args["from-code"], fromRecording: args["from-recording"] },
        io,
      ),
  }),
  import: defineCommand({
    summary: "Make a plan of spreadsheets and of other tools' plans.",
    failure: "A file cannot be imported; nothing was written.",
    positionals: {
      from: {
        kind: "choice",
        value: "FORMAT",
        choices: IMPORT_FORMAT_NAMES,
        description: `Format of the files: ${IMPORT_FORMAT_NAMES.join(", ")}.`,
      },
      files: {
        kind: "list",
        value: "FILE",
        description: "Files to import. Of a folder, those whose names end as the format's do.",
      },
    },
    options: {
      out: {
        kind: "text",
        value: "FILE",
        description: "The plan to write. Default: tracking-plan.yaml.",
      },
      report: {
        kind: "text",
        value: "FILE",
        description: "Write everything that was lost to this file: `.md`, `.json` or `.txt`.",
      },
      name: { kind: "text", value: "NAME", description: "Name of the product." },
      id: {
        kind: "text",
        value: "KIND",
        description:
          "Kind of user id, such as uuid, clerk, supabase, better-auth or integer. An unknown name lists all.",
      },
      columns: {
        kind: "text",
        value: "LIST",
        description:
          "What the columns of tables are, such as `event=Name,type=Kind`. Others are found by their headers.",
      },
      envelope: {
        kind: "text",
        value: "LIST",
        description:
          "Properties of JSON Schemas to leave out, since they are about transport. Default: `$schema,$id,meta`.",
      },
      merge: {
        kind: "flag",
        description:
          "Add the events that an existing plan lacks, and list where it differs. Changes nothing else.",
      },
      "dry-run": { kind: "flag", description: "Only report; write nothing." },
      yes: { kind: "flag", description: "Do not prompt." },
      format: formats("text", "json"),
    },
    run: async (args, io) =>
      (await import("../commands/import/import-plan.ts")).importPlan(
        { ...args, dryRun: args["dry-run"] },
        io,
      ),
  }),
  add: defineCommand({
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
      "dry-run": { kind: "flag", description: "Show what would be added, and write nothing." },
      format: formats("text", "json"),
    },
    run: async (args, io) =>
      (await import("../commands/add/add-event.ts")).addEventToPlan({ ...args, dryRun: args["dry-run"] }, io),
  }),
  doctor: defineCommand({
    summary: "Diagnose delivery, identity and revenue problems.",
    failure: "A problem was found. Warnings alone do not fail.",
    positionals: {},
    options: {
      plan,
      out,
      offline: { kind: "flag", description: "Do not contact the configured host." },
      send: {
        kind: "flag",
        description:
          "Send one test event, `tracking_plan_test`. With POSTHOG_PERSONAL_API_KEY, also ask PostHog whether it arrived.",
      },
      format: formats("text", "json"),
    },
    run: async (args, io) => (await import("../commands/doctor/doctor.ts")).doctor(args, io),
  }),
  diff: defineCommand({
    summary: "Show what changed since another version of the plan, and what breaks.",
    failure: "There are breaking changes without `--allow`, or the plan has errors.",
    positionals: {},
    options: {
      plan,
      against: {
        kind: "text",
        value: "REF",
        description: "Commit, branch, tag, plan file or `plan.json` to compare with. Default: HEAD.",
      },
      since: {
        kind: "text",
        value: "DAY",
        description:
          "Compare with the plan before a day, such as 2026-09-01 in UTC, or with a commit or tag.",
      },
      log: {
        kind: "flag",
        description:
          "Show what each commit changed, by day and author, for release notes. Use it with --since.",
      },
      allow: {
        kind: "list",
        value: "CHANGE=REASON",
        description: "Accept a change. The reason is shown with it. Repeatable.",
      },
      all: { kind: "flag", description: "Show every safe change; otherwise many of one kind are one line." },
      format: formats("text", "json", "github", "markdown"),
      strict: { kind: "flag", description: "Risky changes and warnings fail too." },
    },
    run: async (args, io) => (await import("../commands/diff/diff.ts")).diff(args, io),
  }),
  export: defineCommand({
    summary: "Write the events of the plan for other tools: JSON Schema, CSV or dbt.",
    failure: "The plan has errors, or a file that tracking-plan did not create is in the way.",
    positionals: {
      target: {
        kind: "choice",
        value: "FORMAT",
        choices: ["json-schema", "csv", "dbt"],
        description:
          "`json-schema`: one JSON Schema per event. `csv`: tables of events and properties. `dbt`: a `sources.yml` with tests.",
      },
    },
    options: {
      plan,
      out: {
        kind: "text",
        value: "DIR",
        description:
          "Output folder. Default: `exports/json-schema`, `exports/csv` or `exports/dbt` beside the plan.",
      },
      warehouse: {
        kind: "choice",
        value: "NAME",
        choices: ["bigquery", "snowflake", "postgres"],
        description: "With dbt: the warehouse that PostHog exports events to",
      },
      format: formats("text", "json", "markdown"),
    },
    run: async (args, io) => (await import("../commands/export.ts")).exportPlan(args, io),
  }),
  outbox: defineCommand({
    summary: "Print the SQL of the table in which PostgreSQL keeps durable events, or run it.",
    positionals: {
      what: { kind: "choice", choices: ["sql"], description: "What is printed: the SQL." },
    },
    options: {
      schema: {
        kind: "text",
        value: "NAME",
        description: "Schema of the table. Default: `tracking_plan`.",
      },
      from: {
        kind: "text",
        value: "VERSION",
        description: "Print only what is new since this version of the table. Default: 0, no table.",
      },
      apply: {
        kind: "flag",
        description: "Run the SQL in the database of `DATABASE_URL`. Needs the package `pg`.",
      },
    },
    run: async ({ schema, from, apply }, io) =>
      (await import("../commands/outbox/outbox-sql.ts")).outboxSql({ schema, from, apply }, io),
  }),
  explain: defineCommand({
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
    run: async (args, io) => (await import("../commands/explain/explain.ts")).explain(args, io),
  }),
  mcp: defineCommand({
    summary: "Serve the plan to coding agents over the Model Context Protocol, on stdin and stdout.",
    positionals: {},
    options: { plan },
    run: async (args, io) => (await import("../commands/mcp/mcp.ts")).serveMcp(args, io),
  }),
} as const satisfies CommandTable;
