import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

export const exportPlan = defineFunction({
  name: "export",
  summary: "Write the events of the plan for other tools: JSON Schema, CSV or dbt.",
  parameters: {
    target: {
      kind: "choice",
      value: "FORMAT",
      isRequired: true,
      choices: ["json-schema", "csv", "dbt"],
      description:
        "`json-schema`: one JSON Schema per event. `csv`: tables of events and properties. `dbt`: a `sources.yml` with tests.",
    },
    plan: SHARED.plan,
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
  commandLine: {
    positionals: ["target"],
    failure: "The plan has errors, or a file that tracking-plan did not create is in the way.",
  },
  run: async (args, io) => (await import("../commands/export.ts")).exportPlan(args, io),
});
