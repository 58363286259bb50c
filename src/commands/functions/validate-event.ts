import { createJudge } from "../../observe/judge.ts";
import { exampleId } from "../../plan/example.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { printable } from "../../text/terminal.ts";
import { quote } from "../../text/words.ts";
import type { Project, Told } from "./define-function.ts";
import { readablePlan } from "./readable-plan.ts";

interface Sample {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly distinct_id: string | undefined;
}

/** As helpers make it of an idempotency key: whether the caller passes one cannot be seen in a sample. */
const KEYED_UUID = "00000000-0000-5000-8000-000000000000";

/** Holds a sample against the plan, as the inspector holds events that arrived. */
export async function validateEvent(sample: Sample, project: Project): Promise<Told> {
  const plan = await readablePlan(project);
  const planned = plan.events.find(({ name }) => name === sample.name);
  const expected = planned && asCalled(planned, sample.properties);
  const judge = createJudge(
    expected === undefined
      ? plan
      : { ...plan, events: plan.events.map((event) => (event === planned ? expected : event)) },
  );
  const { faults } = judge({
    event: sample.name,
    distinctId: sample.distinct_id ?? idFor(plan, planned),
    uuid: KEYED_UUID,
    properties: sample.properties,
    receivedAt: project.io.now(),
    raw: undefined,
    accepted: true,
  });
  if (faults.length === 0) return { ok: true, text: `The sample of ${quote(sample.name)} is valid.\n` };
  const told = faults.map(({ code, message, hint }) => {
    const fix = hint === undefined ? "" : `  hint: ${printable(hint)}\n`;
    return `${printable(`${code}: ${message}`)}\n${fix}`;
  });
  return { ok: true, text: told.join("") };
}

/** An event whose properties may all be missing that its caller need not pass, because they are sent anyway. */
function asCalled(event: PlanEvent, sample: Sample["properties"]): PlanEvent {
  return {
    ...event,
    properties: event.properties.map((property) => {
      const { name, source, common } = property;
      const isPassed = source.kind === "argument" && source.default === undefined && common === undefined;
      return isPassed || Object.hasOwn(sample, name)
        ? property
        : { ...property, source: { kind: "argument", optional: true } };
    }),
  };
}

/** An id that fits, where the sample has none. */
function idFor({ identity }: Plan, planned: PlanEvent | undefined): string {
  const actor = identity.actors.find(({ name }) => name === planned?.actor);
  return exampleId((actor ?? identity.userId).forms[0]);
}
