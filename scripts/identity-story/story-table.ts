import { markdownTable } from "markdown-table";
import { type Count, STORY } from "./story.ts";
import type { ToldStory } from "./tell-story.ts";

/**
 * The tellings side by side, as a Markdown table: people and events so far, step by step, in truth and as PostHog
 * counts them.
 */
export function renderStoryTable(tellings: readonly ToldStory[]): string {
  const truths = countTruth();
  const head = ["Step", "In truth", ...tellings.map(({ side }) => side)];
  const rows = STORY.map((step, index) => [
    step.title,
    ...[truths[index], ...tellings.map(({ steps }) => steps[index]?.counted)].map(renderCount),
  ]);
  const strays = tellings.map(({ misattributed }) => renderEvents(misattributed));
  return markdownTable([head, ...rows, ["Events in a stranger's profile", renderEvents(0), ...strays]]);
}

/** People and events after each step, in truth. */
export function countTruth(): Count[] {
  let sum: Count = { people: 0, events: 0 };
  return STORY.map(({ adds }) => {
    sum = { people: sum.people + adds.people, events: sum.events + adds.events };
    return sum;
  });
}

function renderCount(count: Count | undefined): string {
  if (count === undefined) return "";
  return `${count.people} ${count.people === 1 ? "person" : "people"}, ${renderEvents(count.events)}`;
}

function renderEvents(events: number): string {
  return `${events} ${events === 1 ? "event" : "events"}`;
}
