import * as z from "zod";
import { includedFormat, planFormat } from "../../format/plan-format.ts";
import { addConditions } from "./add-conditions.ts";
import { simplify } from "./for-editors.ts";
import type { JsonSchema } from "./json-schema.ts";

/**
 * The formats as JSON Schemas, without the names of any plan and without hints, which repeat descriptions. Draft 7 is what editors know best.
 *
 * The build runs this module, so that commands load neither zod nor the format.
 */
export const PLAN_SCHEMA = addConditions(simplify(toJsonSchema(planFormat)));

/**
 * What an included file and the plan file have in common is taken from the schema of the plan file beside it, and with it the
 * plan's own names.
 */
export const INCLUDED_SCHEMA = includedSchema();

function includedSchema(): JsonSchema {
  const { owner, category, ...shared } = includedFormat.shape;
  const own = toJsonSchema(z.strictObject({ owner, category }).meta({ ...includedFormat.meta() }));
  const references = Object.keys(shared satisfies Partial<typeof planFormat.shape>).map((key) => [
    key,
    { $ref: `tracking-plan.schema.json#/properties/${key}` },
  ]);
  return { ...own, properties: { ...(own["properties"] as object), ...Object.fromEntries(references) } };
}

function toJsonSchema(format: z.ZodType): JsonSchema {
  return z.toJSONSchema(format, { target: "draft-7", io: "input" }) as JsonSchema;
}
