import { expect, test } from "vitest";
import { eventsEmitter } from "../../../../src/emit/typescript/events-module.ts";
import { userIdEmitter } from "../../../../src/emit/typescript/user-id-module.ts";
import type { EventDefinition } from "../../../../src/runtime/definition.ts";
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

test("computed text is cut, and then has the limits that the text of a caller has", () => {
  const plan = readPlanText(PLAN);
  const contract = loadContract(userIdEmitter.emit(plan)[0]?.body ?? "");
  const { storyToldEvent } = loadEvents(eventsEmitter.emit(plan)[0]?.body ?? "", contract);
  const properties = { story: "a".repeat(2500) };
  const violations = (storyToldEvent as EventDefinition).computed?.(properties);
  expect(violations).toEqual(["short: too_long"]);
  expect(properties).toEqual({ ...properties, cut: "a".repeat(500) });
});
