import { UsageError } from "../commands/io.ts";
import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

const { outbox: file, yes } = SHARED;

export const outbox = defineFunction({
  name: "outbox",
  summary: "List, send again or drop the durable events of an outbox; print the SQL of PostgreSQL's table.",
  parameters: {
    what: {
      kind: "choice",
      isRequired: true,
      choices: ["list", "retry", "drop", "sql"],
      description:
        "`list`: show events, without their properties. `retry`: send parked events again. `drop`: delete events. `sql`: print the SQL.",
    },
    outbox: file,
    user: { kind: "text", value: "ID", description: "Only events with this distinct id." },
    parked: { kind: "flag", description: "Only parked events." },
    show: { kind: "flag", description: "With `list`: show the properties, too." },
    all: { kind: "flag", description: "With `list`: list every event. By default the oldest 100." },
    yes,
    format: formats("text", "json"),
    schema: {
      kind: "text",
      value: "NAME",
      description: "With `sql`: schema of the table. Default: `tracking_plan`.",
    },
    from: {
      kind: "text",
      value: "VERSION",
      description:
        "With `sql`: print only what is new since this version of the table. Default: 0, no table.",
    },
    apply: {
      kind: "flag",
      description: "With `sql`: run it in the database of `DATABASE_URL`. Needs the package `pg`.",
    },
  },
  commandLine: { positionals: ["what"] },
  run: async ({ what, schema, from, apply, ...args }, io) => {
    if (what === "sql") {
      const other = Object.entries(args).find(
        ([name, value]) => value !== (name === "format" ? "text" : undefined) && value !== false,
      );
      if (other !== undefined) throw new UsageError(`\`--${other[0]}\` does not work with \`outbox sql\`.`);
      return (await import("../commands/outbox/outbox-sql.ts")).outboxSql({ schema, from, apply }, io);
    }
    if (schema !== undefined || from !== undefined || apply) {
      throw new UsageError("`--schema`, `--from` and `--apply` only work with `outbox sql`.");
    }
    return (await import("../commands/outbox/manage-outbox.ts")).manageOutbox({ what, ...args }, io);
  },
});
