import { expect, test } from "vitest";
import { groupIdentify, track } from "../../../src/runtime/calls.ts";
import type { EventDefinition } from "../../../src/runtime/definition.ts";
import { createTestTracker, type TestTracker } from "../../../src/testing/test-tracker.ts";
import { ANN, jobFinished, paymentSucceeded, plan, robotMoved, withRules } from "../../support/shop-plan.ts";

const SYSTEM = "system_nightly";
const WORKSPACE = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

function makeTracker(): TestTracker {
  return createTestTracker(plan, { violations: "report" });
}

test("what a sender without a profile sends has no person, no groups and sets nothing", () => {
  const tracker = makeTracker();
  expect(track(jobFinished, SYSTEM, { job: "clean", organization_id: "org_1" }, { tracker })).toBe(true);
  expect(tracker.events).toMatchObject([{ event: "job_finished", distinctId: SYSTEM, groups: {} }]);
  expect(tracker.events[0]?.properties).toEqual({
    job: "clean",
    organization_id: "org_1",
    $process_person_profile: false,
  });
});

test("groups that the caller names for one are left out, and that is said", () => {
  const tracker = makeTracker();
  track(jobFinished, SYSTEM, { job: "clean" }, { tracker, groups: { organization: "org_1" } });
  expect(tracker.events).toMatchObject([
    { groups: {}, properties: { plan_violations: ["options.groups: sender_without_profile"] } },
  ]);
});

test("what a sender with a profile sends has groups", () => {
  const tracker = makeTracker();
  expect(track(robotMoved, "7", { workspace_id: WORKSPACE }, { tracker })).toBe(true);
  expect(tracker.events).toMatchObject([{ distinctId: "robot_7", groups: { workspace: WORKSPACE } }]);
  expect(tracker.events[0]?.properties).toEqual({ workspace_id: WORKSPACE });
});

test.each([
  ["a person's id", jobFinished, ANN, "the system id was not accepted: missing_prefix"],
  ["an email", jobFinished, "ann@example.com", "the system id was not accepted: email"],
  ["another actor's id", robotMoved, SYSTEM, "the robot id was not accepted: wrong_format"],
  [
    "an actor's id for a person's event",
    paymentSucceeded,
    SYSTEM,
    "the user id was not accepted: wrong_format",
  ],
] as const)("%s is refused", (_what, definition, id, detail) => {
  const tracker = makeTracker();
  const properties = { job: "clean", amount_usd: 5 };
  expect(track(definition as EventDefinition, id, properties, { tracker })).toBe(false);
  expect(tracker.events).toEqual([]);
  expect(tracker.refusals).toMatchObject([{ reason: "invalid_user_id", detail }]);
});

test("an event of an actor that the plan does not have is refused", () => {
  const tracker = makeTracker();
  for (const actor of ["nobody", "constructor"]) {
    expect(track(withRules(jobFinished, { actor }), SYSTEM, { job: "clean" }, { tracker })).toBe(false);
  }
  expect(tracker.stats().refused).toEqual({ unknown_actor: 2 });
});

test("a key of a group with a form is sent in its canonical form, and another is left out", () => {
  const tracker = makeTracker();
  track(robotMoved, "7", { workspace_id: WORKSPACE.toUpperCase() }, { tracker });
  track(robotMoved, "7", { workspace_id: "org_1" }, { tracker });
  track(robotMoved, "7", {}, { tracker, groups: { workspace: "org_1" } });
  expect(tracker.events.map(({ groups }) => groups)).toEqual([{ workspace: WORKSPACE }, {}, {}]);
  expect(tracker.events.map(({ properties }) => properties["plan_violations"])).toEqual([
    undefined,
    ["workspace_id: not_a_group_key"],
    ["options.groups.workspace: not_a_group_key"],
  ]);
});

test("properties of a group are set under its canonical key, and refused for another", () => {
  const tracker = makeTracker();
  expect(groupIdentify(plan, "workspace", WORKSPACE.toUpperCase(), { seats: 5 }, { tracker })).toBe(true);
  expect(groupIdentify(plan, "workspace", "org_1", {}, { tracker })).toBe(false);
  expect(tracker.events).toMatchObject([
    { distinctId: `$workspace_${WORKSPACE}`, properties: { $group_key: WORKSPACE } },
  ]);
  expect(tracker.refusals).toMatchObject([
    {
      reason: "invalid_group_key",
      detail: "the key of the workspace is not of the form that the plan gives it",
    },
  ]);
});
