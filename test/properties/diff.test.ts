import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diff } from "../../src/diff/diff.ts";
import { planJsonEmitter } from "../../src/emit/plan-json.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { readPlanJson } from "../../src/read/plan-json.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { applyChanges } from "../support/apply-changes.ts";
import { planFile, type PlanFileValue } from "../support/arbitrary-plan-file.ts";
import { mutations } from "../support/mutate-plan-file.ts";

function read(value: PlanFileValue): Plan | undefined {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return readPlan({ file: "tracking-plan.yaml", bytes }).plan;
}

/** All that a plan says of what is tracked, in one form. */
function tracked(plan: Plan): string {
  return planJsonEmitter.emit(plan)[0]!.body;
}

const plan = planFile.map(read).filter((one) => one !== undefined);

/** A plan, and the same some edits later. */
const history = fc
  .tuple(planFile, mutations)
  .map(([file, mutate]) => [read(file), read(mutate(file))] as const)
  .filter((pair): pair is readonly [Plan, Plan] => pair[0] !== undefined && pair[1] !== undefined);

describe("any plan", () => {
  test("has not changed from itself", () => {
    fc.assert(
      fc.property(plan, (one) => {
        expect(diff(one, one)).toEqual([]);
        expect(diff(one, structuredClone(one))).toEqual([]);
      }),
    );
  });
});

test("plan.json holds all of a plan that can change: read again, nothing has", () => {
  fc.assert(
    fc.property(plan, (one) => {
      const again = readPlanJson(tracked(one));
      expect(again).toMatchObject({ ok: true });
      expect(again.ok ? diff(again.plan, one) : []).toEqual([]);
      expect(again.ok ? diff(one, again.plan) : []).toEqual([]);
    }),
  );
});

/** The plan that the changes make of the old one, in one form, and the ids that several changes have. */
function outcome(
  before: Plan,
  after: Plan,
): { readonly plan: string; readonly repeatedIds: readonly string[] } {
  const changes = diff(before, after);
  const ids = changes.map(({ id }) => id);
  return {
    plan: tracked(applyChanges(before, changes)),
    repeatedIds: ids.filter((id, index) => ids.indexOf(id) !== index),
  };
}

describe("any two plans", () => {
  test("that have little in common: applying the changes to the one gives the other", () => {
    fc.assert(
      fc.property(plan, plan, (before, after) => {
        expect(outcome(before, after)).toEqual({ plan: tracked(after), repeatedIds: [] });
      }),
      { endOnFailure: true },
    );
  });

  test("of which one is the other some edits later: applying the changes gives it", () => {
    fc.assert(
      fc.property(history, ([before, after]) => {
        expect(outcome(before, after)).toEqual({ plan: tracked(after), repeatedIds: [] });
        expect(diff(before, after).length === 0).toBe(tracked(before) === tracked(after));
      }),
      { endOnFailure: true },
    );
  });
});
