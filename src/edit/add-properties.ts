import { addEntries } from "./add-entries.ts";
import { entriesOfProperties, type NewProperty } from "./new-event.ts";

/** Properties to add to an event that a plan has. */
export interface MoreProperties {
  readonly event: string;
  readonly properties: readonly NewProperty[];
}

/**
 * Adds properties to events of a plan's text, each after the last one of its event.
 *
 * @returns the text, and the events that it cannot be added to safely
 */
export function addProperties(
  text: string,
  added: readonly MoreProperties[],
): { readonly text: string; readonly left: readonly string[] } {
  const additions = added.map(({ event, properties }) => ({
    path: ["events", event, "properties"],
    known: 2,
    entries: entriesOfProperties(properties).entries,
  }));
  const { text: edited, left } = addEntries(text, additions);
  return { text: edited, left: left.map(({ path }) => path[1]!) };
}
