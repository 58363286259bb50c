import { CATALOGUE } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { createJudge } from "../observe/judge.ts";
import { exampleId } from "../plan/example.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import { quote } from "../text/words.ts";
import { finish } from "./command.ts";
import type { ExitCode, Io } from "./io.ts";
import { readablePlan } from "./plan-files/readable-plan.ts";

export interface ValidateArguments {
  /** Of the event. */
  readonly name: string;
  /** What its helper is called with. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly distinctId?: string | undefined;
  readonly plan?: string | undefined;
  readonly format: "text" | "json";
}

/** As helpers make it of an idempotency key: whether the caller passes one cannot be seen in a sample. */
const KEYED_UUID = "00000000-0000-5000-8000-000000000000";

/**
 * `validate`: compares a sample with the plan, as the inspector compares events that arrived.
 *
 * @throws UsageError if the plan cannot be read
 */
export async function validateEvent(args: ValidateArguments, io: Io): Promise<ExitCode> {
  const { name, properties } = args;
  const plan = await readablePlan(args.plan, io);
  const planned = plan.events.find((event) => event.name === name);
  const expected = planned && asCalled(planned, properties);
  const judge = createJudge(
    expected === undefined
      ? plan
      : { ...plan, events: plan.events.map((event) => (event === planned ? expected : event)) },
  );
  const { faults } = judge({
    event: name,
    distinctId: args.distinctId ?? idFor(plan, planned),
    uuid: KEYED_UUID,
    properties,
    receivedAt: io.now(),
    raw: undefined,
    accepted: true,
  });
  const diagnostics = faults.map(({ code, message, hint }): Diagnostic => ({
    code,
    severity: CATALOGUE[code].severity,
    message,
    hint,
  }));
  const ok = diagnostics.every(({ severity }) => severity !== "error");
  const summary = ok ? [`The sample of ${quote(name)} is valid.`] : [];
  return finish({ command: "validate", ok, diagnostics, summary, result: {} }, args, io);
}

/** An event whose properties may all be missing that its caller need not pass, because they are sent anyway. */
function asCalled(event: PlanEvent, sample: ValidateArguments["properties"]): PlanEvent {
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
