import { assign, type EventRules, formerProperties } from "../portable/compose-event.ts";
import type { Fields } from "../portable/field-rule.ts";
import { fillFields } from "../portable/fill-fields.ts";
import type { BrowserDraft, BrowserMessage } from "./take-known.ts";
import { type GroupTypes, resolveGroups } from "../portable/groups.ts";
import type { TrackOptions } from "./options.ts";

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

/**
 * Sends an event to groups.
 *
 * @param keys - group type → the property that holds the group's key
 */
export function joinGroups(
  draft: BrowserDraft,
  options: TrackOptions | undefined,
  types: GroupTypes,
  keys?: Readonly<Record<string, string>>,
): readonly string[] {
  const { groups, conflict, violations } = resolveGroups(types, keys, draft.properties, options?.groups);
  if (conflict !== undefined) {
    draft.refusal = ["group_conflict", conflict];
  }
  if (Object.keys(groups).length > 0) {
    draft.properties["$groups"] = groups;
  }
  return violations;
}

/** The groups that an event is sent to: group type → key. */
export function groupsOf({ properties }: BrowserDraft): Readonly<Record<string, string>> {
  return (properties["$groups"] ?? {}) as Readonly<Record<string, string>>;
}

/**
 * Sets properties of groups that an event is sent to.
 *
 * @param sets - group type → property that is set → property of the event
 */
export function updateGroups(
  draft: BrowserDraft,
  event: string,
  sets: Readonly<Record<string, Readonly<Record<string, string>>>>,
): void {
  const groups = groupsOf(draft);
  draft.updates = Object.entries(sets).flatMap(([type, assignments]): readonly BrowserMessage[] => {
    const key = groups[type];
    const set = assign(assignments, draft.properties);
    if (key === undefined || !set) {
      return [];
    }
    const properties = { $group_type: type, $group_key: key, $group_set: set };
    return [{ event: "$groupidentify", properties, key: [event, type] }];
  });
}
