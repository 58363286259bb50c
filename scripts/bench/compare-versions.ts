import { diff } from "../../src/diff/diff.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { tell } from "./tell.ts";

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

/** The least time that something takes, in milliseconds. */
function timeOf(run: () => void, times: number): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...taken);
}

/** Prints what the comparison of two versions costs beside reading one, and how it grows. */
export function compareVersions(): void {
  const times = [1_000, 10_000].map((count) => {
    const [before, after] = [read(count, 1), read(count, 2)];
    const reading = timeOf(() => void read(count, 2), count === 1_000 ? 3 : 1);
    const comparing = timeOf(() => void diff(before, after), 5);
    tell(`${count.toLocaleString("en-US")} events: compared / read`, comparing, reading);
    return comparing;
  });
  const [small = NaN, large = NaN] = times;
  tell("compared: 10,000 events / 1,000 events", large, small);
}
