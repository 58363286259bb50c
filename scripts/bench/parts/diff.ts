import { diff } from "../../../src/diff/diff.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { readPlan } from "../../../src/read/read-plan.ts";
import type { Bench } from "../bench.ts";
import { inTurn } from "../figures.ts";
import { cpuOf } from "../programs/cpu.ts";

const PAIRS = 7;

/** A plan of so many events, of which some are another way in its second version: changed, renamed and gone. */
function textOf(count: number, version: 1 | 2): string {
  const events = Array.from({ length: count }, (_, index) => {
    const isNew = version === 2 && index % 10 === 0;
    return `  event_${index}${isNew && index % 100 === 0 ? "_now" : ""}:
    description: The event number ${index}.
    owner: ${isNew ? "somebody" : "nobody"}
    properties:
      tier:
      amount_${index}: { type: ${isNew ? "integer" : "number"}, min: 0, unit: USD, description: How much. }
      note_${index}: { type: string, max_length: ${isNew ? 200 : 100}, optional: true, description: Why. }
`;
  });
  return `plan: 1
name: large
identity: { user_id: { format: uuid, prefix: user_ } }
properties:
  tier: { type: enum, values: [free, pro${version === 2 ? ", team" : ""}], description: The tier. }
events:
${events.join("")}`;
}

function read(count: number, version: 1 | 2): Plan {
  const { plan } = readPlan({ file: "large.yaml", bytes: Buffer.from(textOf(count, version)) });
  if (plan === undefined) throw new Error("The large plan has errors.");
  return plan;
}

/** What the comparison of two versions costs beside reading one, and how it grows. */
export async function measureDiff({ report }: Bench): Promise<void> {
  const small = comparing(1000);
  report("diff", await inTurn(PAIRS, small, () => cpuOf(() => void read(1000, 2))));
  report("diffLarge", await inTurn(PAIRS, comparing(10_000), small));
}

function comparing(count: number): () => Promise<number> {
  const [before, after] = [read(count, 1), read(count, 2)];
  return () => cpuOf(() => void diff(before, after));
}
