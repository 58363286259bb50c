import * as z from "zod";
import { planFormat } from "../../format/plan-format.ts";
import type { Plan } from "../../plan/plan.ts";
import { addEditorHints } from "./editor-hints.ts";
import { changeSchemas, type JsonSchema } from "./json-schema.ts";
import { simplify } from "./simplify.ts";
import { suggestNames } from "./suggest-names.ts";

/**
 * JSON Schema of the plan file: the format, and this plan's own names to choose from. New names are accepted
 * everywhere, because the schema is only as new as the last generation.
 *
 * Draft 7 is what editors know best.
 */
export function planSchema(plan: Plan): JsonSchema {
  const format = z.toJSONSchema(planFormat, { target: "draft-7", io: "input" }) as JsonSchema;
  return suggestNames(changeSchemas(simplify(format), addEditorHints), plan);
}
