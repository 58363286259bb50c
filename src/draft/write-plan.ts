import { entriesOfProperties, entryOfEvent } from "../edit/new-event.ts";
import { planHead, type PlanSettings } from "../edit/starter-plan.ts";
import { type Entry, valueOf, writeBlock } from "../edit/yaml-entries.ts";
import { escapeUnprintable } from "../text/quote.ts";
import type { DraftBundle, DraftGroup, DraftPlan } from "./draft-plan.ts";
import { findNameStyles } from "./name-styles.ts";

/** The text of a plan. What people have to decide stands at its end. */
export function writePlan(settings: PlanSettings, draft: DraftPlan): string {
  return planText(settings, draft, writeSections(draft));
}

/** The text of a plan whose sections are written. */
export function planText(settings: PlanSettings, { description }: DraftPlan, sections: string): string {
  return `${planHead({ ...settings, description })}\n${sections}`;
}

/** All of a plan that does not depend on the settings. */
export function writeSections(draft: DraftPlan): string {
  const { events, properties, bundles, groups, person, open } = draft;
  const sections = [
    section(
      "groups",
      "Groups of people. An event with the `key` of one is sent to it.",
      groups.map(entryOfGroup),
    ),
    section("person", "What is known of people: identifyUser() sets it.", entriesOf(person)),
    section("properties", "Properties that several events share, by name.", entriesOf(properties)),
    section(
      "bundles",
      "Properties that always come together. Events take them by `with`.",
      bundles.map(entryOfBundle),
    ),
    section("lint", "Names are in the style that most of them have.", lintEntries(findNameStyles(draft))),
    section(
      "events",
      events.every(({ notes = [] }) => notes.length > 0)
        ? "What happens. The comments say where each event is sent from."
        : "What happens. Each event generates a helper.",
      events.map(entryOfEvent),
      true,
    ),
    ...(open.length === 0
      ? []
      : [`# To decide:\n${open.map((text) => `# - ${escapeUnprintable(text)}\n`).join("")}`]),
  ];
  return sections.filter((text) => text !== "").join("\n");
}

/** A group as the plan has it. */
export function entryOfGroup({ name, description, key, properties }: DraftGroup): Entry {
  const words = [...entryOf("description", description), { key: "key", value: key }];
  const own = properties.length === 0 ? [] : [{ key: "properties", value: entriesOfProperties(properties) }];
  return { key: name, value: { entries: [...words, ...own] } };
}

/** A bundle as the plan has it. */
export function entryOfBundle({ name, description, properties }: DraftBundle): Entry {
  const own = { key: "properties", value: entriesOfProperties(properties) };
  return { key: name, value: { entries: [...entryOf("description", description), own] } };
}

function entryOf(key: string, value: string | undefined): readonly Entry[] {
  return value === undefined ? [] : [{ key, value }];
}

function lintEntries(styles: Readonly<Record<string, string>>): readonly Entry[] {
  const rules = Object.entries(styles).map(([rule, style]) => ({ key: rule, value: valueOf({ style }) }));
  return rules.length === 0 ? [] : [{ key: "rules", value: { entries: rules } }];
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
