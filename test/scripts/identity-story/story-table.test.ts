import { expect, it } from "vitest";
import { countTruth, renderStoryTable } from "../../../scripts/identity-story/story-table.ts";
import { STORY } from "../../../scripts/identity-story/story.ts";
import type { ToldStory } from "../../../scripts/identity-story/tell-story.ts";

/** A telling in which PostHog counts `more` people and events than there were, from the first step on. */
function makeTelling(side: string, more: number): ToldStory {
  const counts = countTruth().map(({ people, events }) => ({ people: people + more, events: events + more }));
  const steps = STORY.flatMap((step, index) => {
    const counted = counts[index];
    return counted === undefined ? [] : [{ step, received: [], counted }];
  });
  return { side, steps, report: { persons: [], anonymous: [], warnings: [] }, misattributed: more };
}

it("ends, in truth, with two people and an event for each thing that happened", () => {
  expect(countTruth().at(-1)).toEqual({ people: 2, events: 6 });
});

it("sets tellings side by side, with a row for each step and one for strays", () => {
  const rows = renderStoryTable([makeTelling("By hand", 1), makeTelling("With helpers", 0)])
    .split("\n")
    .map((row) => row.split("|").map((cell) => cell.trim()));
  expect(rows).toHaveLength(STORY.length + 3);
  expect([rows[0], rows[2], rows.at(-2), rows.at(-1)]).toEqual([
    ["", "Step", "In truth", "By hand", "With helpers", ""],
    ["", STORY[0]?.title, "1 person, 0 events", "2 people, 1 event", "1 person, 0 events", ""],
    ["", STORY.at(-1)?.title, "2 people, 6 events", "3 people, 7 events", "2 people, 6 events", ""],
    ["", "Events in a stranger's profile", "0 events", "1 event", "0 events", ""],
  ]);
});
