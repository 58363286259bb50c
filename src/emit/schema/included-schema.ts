import * as z from "zod";
import { includedFormat } from "../../format/included-format.ts";
import type { planFormat } from "../../format/plan-format.ts";
import { canonicalJson } from "../../text/canonical-json.ts";
import type { Emitter } from "../emitter.ts";

const { owner, category, ...shared } = includedFormat.shape;

/**
 * `included-file.schema.json`: what editors complete and check a file with that the plan includes. What such a file and the
 * plan file have in common is taken from the schema of the plan file beside it, and with it the plan's own names.
 */
export const includedSchemaEmitter: Emitter = {
  name: "schema of included files",
  emit: () => [{ path: "included-file.schema.json", body: canonicalJson(includedSchema()) }],
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
