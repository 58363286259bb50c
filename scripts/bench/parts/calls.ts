import type { Bench } from "../bench.ts";
import { jsonOf } from "../child.ts";
import type { Figures } from "../figures.ts";
import { placeCallPlan, placeProgram } from "../project.ts";
import type { FirstCalls } from "../programs/first-calls.ts";
import type { RowName } from "../rows.ts";

const FIRST_RUNS = 7;

/** What a call costs until it returns, beside one of posthog-node, and what an event costs that is new to the process. */
export async function measureCalls({ project, report }: Bench): Promise<void> {
  const cwd = await placeCallPlan(project);
  const calls = await placeProgram("calls", cwd);
  for (const [row, figures] of Object.entries(jsonOf<Record<RowName, Figures>>([calls], { cwd }))) {
    report(row as RowName, figures);
  }
  const firstCalls = await placeProgram("first-calls", cwd);
  const runs = Array.from({ length: FIRST_RUNS }, () =>
    jsonOf<FirstCalls>(["--expose-gc", firstCalls], { cwd }),
  );
  report("firstCalls", { ours: runs.map(({ seconds }) => seconds) });
  report("heapOfEvent", { ours: runs.map(({ bytes }) => bytes) });
}
