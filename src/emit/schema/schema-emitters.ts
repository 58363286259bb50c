import * as z from "zod";
import { includedFormat, planFormat } from "../../format/plan-format.ts";
import type { Plan } from "../../plan/plan.ts";
import { canonicalJson } from "../../text/json.ts";
import type { Emitter } from "../emitter.ts";
import { addConditions } from "./add-conditions.ts";
import { addEditorHints, simplify } from "./for-editors.ts";
import { changeSchemas, type JsonSchema } from "./json-schema.ts";
import { suggestNames } from "./suggest-names.ts";

/** `tracking-plan.schema.json`: what editors complete and check the plan file with. */
export const schemaEmitter: Emitter = {
  name: "plan schema",
  emit: (plan) => [{ path: "tracking-plan.schema.json", body: canonicalJson(planSchema(plan), LEVELS) }],
};

/** A line for each event, and for each part of the format. */
const LEVELS = 4;

const { owner, category, ...shared } = includedFormat.shape;

/**
 * `included-file.schema.json`: what editors complete and check a file with that the plan includes. What such a file and the
 * plan file have in common is taken from the schema of the plan file beside it, and with it the plan's own names.
 */
export const includedSchemaEmitter: Emitter = {
  name: "schema of included files",
  emit: () => [{ path: "included-file.schema.json", body: canonicalJson(includedSchema(), LEVELS) }],
};

function includedSchema(): object {
  const own = z.strictObject({ owner, category }).meta({ ...includedFormat.meta() });
  const schema = z.toJSONSchema(own, { target: "draft-7", io: "input" });
  const references = Object.keys(shared satisfies Partial<typeof planFormat.shape>).map((key) => [
    key,
    { $ref: `tracking-plan.schema.json#/properties/${key}` },
  ]);
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(references) } };
}

/**
 * JSON Schema of the plan file: the format, and this plan's own names to choose from. New names are accepted
 * everywhere, because the schema is only as new as the last generation.
 *
 * Draft 7 is what editors know best.
 */
function planSchema(plan: Plan): JsonSchema {
  const format = z.toJSONSchema(planFormat, { target: "draft-7", io: "input" }) as JsonSchema;
  return suggestNames(changeSchemas(addConditions(simplify(format)), addEditorHints), plan);
}
