import { canonicalJson } from "../../text/json.ts";
import type { Emitter } from "../emitter.ts";
import { addEditorHints } from "./for-editors.ts";
import { INCLUDED_SCHEMA, PLAN_SCHEMA } from "./format-schemas.ts";
import { changeSchemas } from "./json-schema.ts";
import { suggestNames } from "./suggest-names.ts";

/** A line for each event, and for each part of the format. */
const LEVELS = 4;

/**
 * `tracking-plan.schema.json`: what editors complete and check the plan file with: the format, and this plan's own names to
 * choose from. New names are accepted everywhere, because the schema is only as new as the last generation.
 */
export const schemaEmitter: Emitter = {
  name: "plan schema",
  emit: (plan) => [
    {
      path: "tracking-plan.schema.json",
      body: canonicalJson(suggestNames(changeSchemas(PLAN_SCHEMA, addEditorHints), plan), LEVELS),
    },
  ],
};

/** `included-file.schema.json`: what editors complete and check a file with that the plan includes. */
export const includedSchemaEmitter: Emitter = {
  name: "schema of included files",
  emit: () => [{ path: "included-file.schema.json", body: canonicalJson(INCLUDED_SCHEMA, LEVELS) }],
};
