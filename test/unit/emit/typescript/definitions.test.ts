import { expect, test, vi } from "vitest";
import { eventsEmitter } from "../../../../src/emit/typescript/events-module.ts";
import { userIdEmitter } from "../../../../src/emit/typescript/user-id-module.ts";
import { track } from "../../../../src/runtime/calls.ts";
import type { EventDefinition } from "../../../../src/runtime/definition.ts";
import { createTestTracker } from "../../../../src/testing/test-tracker.ts";
import { readPlanText } from "../../../support/bundle-generated.ts";
import { loadContract, loadEvents } from "../../../support/load-validators.ts";

const PLAN = `
plan: 1
name: definitions
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  story_told:
    description: Somebody told a story.
    properties:
      story: { type: string, max_length: 3000 }
      cut: { type: string, truncate: 500, computed: story }
      short: { type: string, computed: story }
`;

const ID = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";

function loadDefinitions(): { readonly storyToldEvent: EventDefinition } {
  const plan = readPlanText(PLAN);
  const contract = loadContract(userIdEmitter.emit(plan)[0]?.body ?? "");
  return loadEvents(eventsEmitter.emit(plan)[0]?.body ?? "", contract) as never;
}

test("computed text is cut, and then has the limits that the text of a caller has", () => {
  const { storyToldEvent } = loadDefinitions();
  const properties = { story: "a".repeat(2500) };
  const violations = storyToldEvent.rules().computed?.(properties);
  expect(violations).toEqual(["short: too_long"]);
  expect(properties).toEqual({ ...properties, cut: "a".repeat(500) });
});

test("rules are made when an event is first used, and only once", () => {
  const { storyToldEvent } = loadDefinitions();
  const spied = { ...storyToldEvent, rules: vi.fn<EventDefinition["rules"]>(storyToldEvent.rules) };
  const tracker = createTestTracker(storyToldEvent.plan);
  expect(spied.rules).not.toHaveBeenCalled();
  for (let call = 0; call < 3; call += 1) track(spied, ID, { story: "x" }, { tracker });
  expect(tracker.events.map(({ event }) => event)).toEqual(["story_told", "story_told", "story_told"]);
  expect(spied.rules).toHaveBeenCalledTimes(1);
});
