import type { Bench } from "../bench.ts";
import { jsonOf } from "../child.ts";
import type { Figures } from "../figures.ts";
import { placeCallPlan, placeProgram } from "../project.ts";

/** What an event costs from its call until it is delivered. */
export async function measureDelivery({ project, report }: Bench): Promise<void> {
  const cwd = await placeCallPlan(project);
  report("delivery", jsonOf<Figures>([await placeProgram("delivery", cwd)], { cwd }));
}
