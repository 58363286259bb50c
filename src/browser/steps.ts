import { assign, type EventRules, formerProperties } from "../portable/compose-event.ts";
import type { Fields } from "../portable/field-rule.ts";
import { fillFields } from "../portable/fill-fields.ts";
import type { BrowserDraft, BrowserMessage } from "./draft.ts";

/** Adds constants, and defaults for what is absent. */
export function addDefaults({ properties, invalid }: BrowserDraft, fields: Fields): void {
  fillFields(properties, fields, invalid);
}

/**
 * Sets properties of the person from those of the event.
 *
 * @param assignments - property that is set → property of the event
 */
export function setPerson(
  { properties }: BrowserDraft,
  operation: "$set" | "$set_once",
  assignments: Readonly<Record<string, string>>,
): void {
  const set = assign(assignments, properties);
  if (set) {
    properties[operation] = set;
  }
}

/** Sends an event under a former name, too. */
export function addFormer(
  [event, ...updates]: readonly BrowserMessage[],
  name: string,
  revenue?: EventRules["revenue"],
): readonly BrowserMessage[] {
  const { event: present, properties } = event as BrowserMessage;
  const former = {
    event: name,
    properties: formerProperties({ name: present, ...(revenue && { revenue }) }, properties),
  };
  return [event as BrowserMessage, former, ...updates];
}
