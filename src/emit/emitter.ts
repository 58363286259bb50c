import type { Plan } from "../plan/plan.ts";
import type { OutputFile } from "./output-file.ts";

/** Makes files from a plan, and from nothing else: no disk, clock, version or environment. */
export interface Emitter {
  /** For people: what it makes, such as `validators`. */
  readonly name: string;
  readonly emit: (plan: Plan) => readonly OutputFile[];
}
