import { defineCommand } from "../options.ts";

export const outbox = defineCommand({
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
    (await import("../../commands/outbox/outbox-sql.ts")).outboxSql({ schema, from, apply }, io),
});
