import { addComputed } from "./computed.ts";
import type { EventDefinition } from "./definition.ts";
import { fillFields } from "./fill-fields.ts";
import { type ResolvedGroups, resolveGroups } from "./groups.ts";
import type { PlainObject } from "./message.ts";
import type { EventOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";

/** What one event and the group updates that ride on it are made of. */
export interface ComposedEvent extends ResolvedGroups {
  readonly properties: PlainObject;
  /** Group type → what the event sets on that group. Only for groups that the event is sent to. */
  readonly groupUpdates: Readonly<Record<string, PlainObject>>;
}

/**
 * Turns the valid arguments of an event into what is sent: defaults, wire forms, constants and computed properties,
 * then what follows from them. A part that follows from an absent value is absent.
 */
export function composeEvent(
  definition: EventDefinition,
  prepared: Prepared,
  optionGroups: EventOptions["groups"],
): ComposedEvent {
  const { properties } = prepared;
  fillFields(properties, definition.fields, prepared.invalid);
  addComputed(properties, definition.computed);
  const resolved = resolveGroups(definition, properties, optionGroups);
  const { person, personOnce, groups: groupSets } = definition.sets ?? {};
  const set = assign(person, properties);
  const setOnce = assign(personOnce, properties);
  const groupUpdates: Record<string, PlainObject> = {};
  for (const [type, assignments] of Object.entries(groupSets ?? {})) {
    const update = Object.hasOwn(resolved.groups, type) && assign(assignments, properties);
    if (update) groupUpdates[type] = update;
  }
  Object.assign(properties, revenueOf(definition.revenue, properties));
  if (set !== undefined) properties["$set"] = set;
  if (setOnce !== undefined) properties["$set_once"] = setOnce;
  return { properties, groupUpdates, ...resolved };
}

/** Target ← source, for the sources that are there; `undefined` when none is. */
function assign(
  assignments: Readonly<Record<string, string>> | undefined,
  properties: PlainObject,
): PlainObject | undefined {
  const present = Object.entries(assignments ?? {}).filter(([, from]) => Object.hasOwn(properties, from));
  if (present.length === 0) return undefined;
  return Object.fromEntries(
    present.map(([target, from]) => [target, properties[from] as PlainObject[string]]),
  );
}

/** Both or neither: PostHog would take an amount without a currency for US dollars. */
function revenueOf(revenue: EventDefinition["revenue"], properties: PlainObject): PlainObject {
  if (revenue === undefined || !Object.hasOwn(properties, revenue.amount)) return {};
  const amount = properties[revenue.amount];
  const currency =
    typeof revenue.currency === "string" ? revenue.currency : properties[revenue.currency.property];
  if (typeof amount !== "number" || typeof currency !== "string") return {};
  return { $revenue: amount, currency };
}
