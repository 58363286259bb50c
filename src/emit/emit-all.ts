import type { Plan } from "../plan/plan.ts";
import { compareByCodeUnit } from "../text/canonical-json.ts";
import { EMITTERS } from "./emitters.ts";
import { sealBody } from "./header.ts";
import type { SealedFile } from "./output-file.ts";

/**
 * Every generated file of a plan, sealed with its header and sorted by path. A function of the plan alone: the
 * same plan gives the same bytes.
 *
 * @throws Error when two emitters make one path, which is a fault of this program.
 */
export function emitAll(plan: Plan): readonly SealedFile[] {
  const files = EMITTERS.flatMap((emitter) => emitter.emit(plan));
  const sorted = files.toSorted((a, b) => compareByCodeUnit(a.path, b.path));
  sorted.forEach((file, index) => {
    if (file.path === sorted[index + 1]?.path) {
      throw new Error(`Two emitters make ${file.path}.`);
    }
  });
  return sorted.map((file) => ({ path: file.path, text: sealBody(file) }));
}
