import { rmSync } from "node:fs";
import type { Bench } from "../bench.ts";
import { cpuSecondsOf, peakMemoryOf } from "../child.ts";
import { inTurn } from "../figures.ts";
import { forget, type PlanFolder, writePlan } from "../project.ts";

const PAIRS = 3;
const RUNS = 1;

/** How time and memory of `generate` grow, from 1,000 events to 10,000. */
export async function measureLarge({ project, plan, report }: Bench): Promise<void> {
  const large = writePlan(project, { events: 10_000, files: 40 });
  const cold = (
    { folder, generated }: PlanFolder,
    measure: typeof cpuSecondsOf,
    flags: readonly string[],
  ) => {
    forget(project);
    rmSync(generated, { recursive: true });
    return measure([...flags, project.main, "generate"], { cwd: folder });
  };
  report(
    "largeTime",
    await inTurn(
      PAIRS,
      () => cold(large, cpuSecondsOf, []),
      () => cold(plan, cpuSecondsOf, []),
    ),
  );
  const memory = (flags: readonly string[]): readonly number[] =>
    Array.from({ length: RUNS }, () => cold(large, peakMemoryOf, flags));
  report("largeMemory", { ours: memory([]) });
  report("largeLimited", { ours: memory(["--max-old-space-size=600"]) });
  rmSync(large.folder, { recursive: true });
}
