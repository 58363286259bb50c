import { parse } from "yaml";
import { readPlan } from "../../../src/read/read-plan.ts";
import { runRules } from "../../../src/rules/run-rules.ts";
import type { Bench } from "../bench.ts";
import { cpuOf } from "../programs/cpu.ts";
import { inTurn } from "../figures.ts";
import { planOfManyNames } from "../many-names.ts";

/** The first pair is slower, and the middle one counts. */
const PAIRS = 7;

/** What reading a plan and all rules over it cost. Rules take ten times as long for ten times the events: none compares each with each. */
export async function measureRules({ report }: Bench): Promise<void> {
  const large = inputOf(1000);
  const text = Buffer.from(large.bytes).toString();
  const read = reading(large);
  const rules = rulesOver(large);
  report("reading", await inTurn(PAIRS, read, () => cpuOf(() => void parse(text))));
  report("rules", await inTurn(PAIRS, rules, read));
  report("rulesLarge", await inTurn(PAIRS, rulesOver(inputOf(10_000)), rules));
}

type Input = Parameters<typeof readPlan>[0];

function inputOf(events: number): Input {
  return { file: "many-names.yaml", bytes: new TextEncoder().encode(planOfManyNames(events)) };
}

const reading = (input: Input) => (): Promise<number> => cpuOf(() => void readPlan(input));

function rulesOver(input: Input): () => Promise<number> {
  const { plan, locate } = readPlan(input);
  if (plan === undefined) throw new Error("The plan of many names is not valid.");
  return () => cpuOf(() => void runRules(plan, { locate, today: "2026-01-31" }));
}
