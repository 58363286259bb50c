import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eventsEmitter } from "../../src/emit/typescript/events-module.ts";
import { userIdEmitter } from "../../src/emit/typescript/user-id-module.ts";
import { findPropertyFaults } from "../../src/observe/judge-properties.ts";
import { namesOfEvent } from "../../src/plan/names.ts";
import { eventOn, mainSideOf } from "../../src/plan/sides.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import type { EventDefinition } from "../../src/runtime/definition.ts";
import { listViolations } from "../../src/portable/violations.ts";
import { composeEvent } from "../../src/portable/compose-event.ts";
import { fillFields } from "../../src/portable/fill-fields.ts";
import { prepareProperties } from "../../src/runtime/properties/plain-copy.ts";
import { nameViolations } from "../../src/runtime/properties/violations.ts";
import { planFile } from "../support/arbitrary-plan-file.ts";
import { loadContract, loadEvents } from "../support/load-validators.ts";
import { invalidArgument, validEventArgument } from "../support/sample-values.ts";
import { makeReceived } from "../unit/observe/make-received.ts";
import { runs } from "../support/fast-check-runs.ts";

/** An event of a plan, its definition as the runtime has it, and an argument that it accepts or not. */
const call = planFile
  .map((value) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return readPlan({ file: "tracking-plan.yaml", bytes }).plan;
  })
  .filter((plan) => plan !== undefined)
  .chain((plan) => {
    const contract = loadContract(userIdEmitter.emit(plan)[0]?.body ?? "");
    const events = loadEvents(eventsEmitter.emit(plan)[0]?.body ?? "", contract);
    return fc.constantFrom(...plan.events).chain((one) => {
      const planned = eventOn(mainSideOf(one), one);
      return fc.record({
        plan: fc.constant(plan),
        planned: fc.constant(planned),
        definition: fc.constant(events[namesOfEvent(one).definition] as EventDefinition),
        argument: fc.oneof(validEventArgument(planned.properties), invalidArgument(planned.properties)),
      });
    });
  });

/** What the server's helper would send of an argument: without what is invalid, as `plan_violations` says. */
function send(definition: EventDefinition, argument: unknown): Readonly<Record<string, unknown>> {
  const rules = definition.rules();
  const { invalid, properties: passed, violations } = prepareProperties(rules.fields ?? {}, argument);
  const properties = fillFields(passed, rules.fields ?? {}, invalid);
  const composed = composeEvent(rules, {}, properties);
  const all = listViolations([
    ...nameViolations(rules.fields ?? {}, violations),
    ...(rules.missing?.(properties, invalid) ?? []),
    ...composed.violations,
  ]);
  return { ...properties, ...(all.length > 0 && { plan_violations: all }) };
}

test("what a helper sends has no fault but those that it names itself", () => {
  fc.assert(
    fc.property(call, ({ plan, planned, definition, argument }) => {
      const properties = send(definition, argument);
      // A product of such numbers may be too large to be sent.
      fc.pre(
        Object.values(properties).every((value) => typeof value !== "number" || Math.abs(value) < 1e100),
      );
      // The tracker gives common properties that the caller does not; here there is none.
      fc.pre(
        planned.properties.every(
          ({ name, common }) => common === undefined || Object.hasOwn(properties, name),
        ),
      );
      const named = (properties["plan_violations"] ?? []) as readonly string[];
      const faults = findPropertyFaults(planned, makeReceived(planned.name, { properties }), plan);
      expect(faults.map(({ path }) => path)).toEqual(
        named.map((one) => [one.slice(0, one.lastIndexOf(": "))]).slice(0, 20),
      );
    }),
    { numRuns: runs(100), endOnFailure: true },
  );
});
