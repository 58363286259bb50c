import { readPlan } from "../../src/read/read-plan.ts";
import { runRules } from "../../src/rules/run-rules.ts";
import { planOfManyNames } from "./many-names.ts";

/** How often each is run: the first time is slower, and the middle one counts. */
const RUNS = 5;

/** Medians in milliseconds. */
interface RuleTimes {
  /** Reading a plan of 1,000 events. */
  readonly reading: number;
  /** All rules over 1,000 events. */
  readonly thousand: number;
  /** All rules over 10,000 events: about ten times as long, as no rule compares each event with each. */
  readonly tenThousand: number;
}

/** Times all rules over plans of 1,000 and of 10,000 events. */
export function measureRules(): RuleTimes {
  const large = inputOf(1000);
  return {
    reading: medianOf(() => readPlan(large)),
    thousand: medianOf(rulesOver(large)),
    tenThousand: medianOf(rulesOver(inputOf(10_000))),
  };
}

type Input = Parameters<typeof readPlan>[0];

function inputOf(events: number): Input {
  return { file: "many-names.yaml", bytes: new TextEncoder().encode(planOfManyNames(events)) };
}

function rulesOver(input: Input): () => unknown {
  const { plan, locate } = readPlan(input);
  if (plan === undefined) throw new Error("The plan of many names is not sound.");
  return () => runRules(plan, { locate, today: "2026-01-31" });
}

function medianOf(run: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}
