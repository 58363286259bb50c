import type { Plan } from "../../plan/plan.ts";
import { plural } from "../../text/words.ts";
import { type Io, UsageError } from "../io.ts";
import { loadPlan } from "./load-plan.ts";

/**
 * The plan that is open, or what can be read of its file.
 *
 * @param plan - its file, relative to the working directory; without it, the nearest one is looked for upwards
 * @throws UsageError if nothing can be read
 */
export async function readablePlan(plan: string | undefined, io: Io): Promise<Plan> {
  if (io.openPlan !== undefined) return io.openPlan;
  const { planFile, read } = await loadPlan({ plan }, io);
  const readable = read.plan ?? read.partial?.plan;
  if (readable !== undefined) return readable;
  const errors = read.diagnostics.filter(({ severity }) => severity === "error");
  throw new UsageError(
    `${planFile} has ${plural(errors.length, "error")}.`,
    "`tracking-plan check` shows them.",
  );
}
