import type { Plan } from "../../plan/plan.ts";
import { plural } from "../../text/words.ts";
import { UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";
import type { Project } from "./define-function.ts";

/**
 * The plan, or what can be read of it.
 *
 * @throws UsageError if nothing can
 */
export async function readablePlan({ plan, io }: Project): Promise<Plan> {
  const { planFile, read } = await loadPlan({ plan }, io);
  const readable = read.plan ?? read.partial?.plan;
  if (readable !== undefined) return readable;
  const errors = read.diagnostics.filter(({ severity }) => severity === "error");
  throw new UsageError(
    `${planFile} has ${plural(errors.length, "error")}.`,
    "`tracking-plan check` shows them.",
  );
}
