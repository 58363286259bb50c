import { canonicalJson } from "../../text/canonical-json.ts";
import type { Emitter } from "../emitter.ts";
import { planSchema } from "./plan-schema.ts";

/** `tracking-plan.schema.json`: what editors complete and check the plan file with. */
export const schemaEmitter: Emitter = {
  name: "plan schema",
  emit: (plan) => [{ path: "tracking-plan.schema.json", body: canonicalJson(planSchema(plan)) }],
};
