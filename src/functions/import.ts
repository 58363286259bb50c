import { IMPORT_FORMAT_NAMES } from "../commands/import/formats.ts";
import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

const { id, name, yes, dryRun } = SHARED;

export const importPlan = defineFunction({
  name: "import",
  summary: "Make a plan of spreadsheets and of other tools' plans.",
  parameters: {
    from: {
      kind: "choice",
      value: "FORMAT",
      isRequired: true,
      choices: IMPORT_FORMAT_NAMES,
      description: `Format of the files: ${IMPORT_FORMAT_NAMES.join(", ")}.`,
    },
    files: {
      kind: "list",
      value: "FILE",
      description: "Files to import. Of a folder, those whose names end as the format's do.",
    },
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
    name,
    id,
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
    dryRun,
    yes,
    format: formats("text", "json"),
  },
  commandLine: { positionals: ["from", "files"], failure: "A file cannot be imported; nothing was written." },
  run: async (args, io) => (await import("../commands/import/import-plan.ts")).importPlan(args, io),
});
