import type { Emitter } from "./emitter.ts";
import { planJsonEmitter } from "./plan-json.ts";

/** Everything that a plan is turned into. */
export const EMITTERS: readonly Emitter[] = [
  planJsonEmitter,
  // Markdown docs, src/emit/docs/: to come.
  // JSON Schema of the plan file, src/emit/schema/: to come.
];
