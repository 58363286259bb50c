import type { CatalogueEntry } from "../diagnostic.ts";

/** About `tracking-plan.sources.json`, which `audit --record` writes beside the plan. */
export const RECORD_CODES = {
  "record-invalid": {
    severity: "error",
    title: "The record of where events are sent from is not valid.",
    cause:
      "`audit --record` writes `tracking-plan.sources.json`, and the docs are generated from it. It was edited by hand or merged with conflicts.",
    fix: "Run `tracking-plan audit --record`, which writes it again.",
    about: "files",
  },
  "record-stale": {
    severity: "warning",
    title: "The record of where events are sent from is stale.",
    cause:
      "The code has changed since `audit --record` wrote `tracking-plan.sources.json`, and the docs show the places of that time. `check` compares only how often each file names helpers and events; `audit` compares the calls themselves.",
    fix: "Run `tracking-plan audit --record`, then `tracking-plan generate`, and commit the result.",
    about: "files",
  },
} as const satisfies Record<string, CatalogueEntry>;
