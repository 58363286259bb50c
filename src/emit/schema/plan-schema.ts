import * as z from "zod";
import { planFormat } from "../../format/plan-format.ts";
import type { Plan } from "../../plan/plan.ts";
import { type JsonSchema, suggestNames } from "./suggest-names.ts";

/**
 * JSON Schema of the plan file: the format, and this plan's own names to choose from. New names are accepted
 * everywhere, because the schema is only as new as the last generation.
 *
 * Draft 7 is what editors know best. `markdownDescription`, `enumDescriptions` and `markdownEnumDescriptions` are
 * extensions of VS Code and of the YAML language server.
 *
 * @see https://github.com/redhat-developer/yaml-language-server
 */
export function planSchema(plan: Plan): JsonSchema {
  const schema = z.toJSONSchema(planFormat, {
    target: "draft-7",
    io: "input",
    override: ({ jsonSchema }) => addMarkdown(jsonSchema),
  }) as JsonSchema;
  return suggestNames(schema, plan);
}

/** The format's descriptions are Markdown: without this, editors show the marks. */
function addMarkdown(schema: JsonSchema): void {
  if (typeof schema["description"] === "string") schema["markdownDescription"] = schema["description"];
  if (Array.isArray(schema["enumDescriptions"])) {
    schema["markdownEnumDescriptions"] = schema["enumDescriptions"];
  }
}
