import { entriesOfProperties, entryOfEvent } from "../edit/new-event.ts";
import { planHead, type PlanSettings } from "../edit/starter-plan.ts";
import { type Entry, writeBlock } from "../edit/yaml-entries.ts";
import { escapeUnprintable } from "../text/quote.ts";
import type { DraftPlan } from "./draft-plan.ts";

/** The text of a plan. What people have to decide stands at its end. */
export function writePlan(
  settings: PlanSettings,
  { events, properties, groups, person, open }: DraftPlan,
): string {
  const sections = [
    section(
      "groups",
      "Groups of people. An event with the `key` of one is sent to it.",
      groups.map(({ name, key, properties: own }) => ({
        key: name,
        value: {
          entries: [
            { key: "key", value: key },
            ...(own.length === 0 ? [] : [{ key: "properties", value: entriesOfProperties(own) }]),
          ],
        },
      })),
    ),
    section("person", "What is known of people: identifyUser() sets it.", entriesOf(person)),
    section("properties", "Properties that several events share, by name.", entriesOf(properties)),
    section(
      "events",
      "What happens. The comments say where each event is sent from.",
      events.map(entryOfEvent),
      true,
    ),
    ...(open.length === 0
      ? []
      : [`# To decide:\n${open.map((text) => `# - ${escapeUnprintable(text)}\n`).join("")}`]),
  ];
  return [planHead(settings), ...sections.filter((text) => text !== "")].join("\n");
}

function entriesOf(properties: DraftPlan["properties"]): readonly Entry[] {
  const { entries } = entriesOfProperties(properties);
  return entries;
}

function section(key: string, comment: string, entries: readonly Entry[], hasGaps = false): string {
  if (entries.length === 0) return "";
  const block = writeBlock(entries, { indentation: 2, step: 2, lineEnd: "\n", isCompact: true, hasGaps });
  return `# ${comment}\n${key}:\n${block}`;
}
