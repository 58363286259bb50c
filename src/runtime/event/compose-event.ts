import type { EventDefinition } from "../definition.ts";
import type { PlainObject, PlainValue } from "../message.ts";
import type { EventOptions } from "../options.ts";
import { addComputed } from "../properties/computed.ts";
import { fillFields } from "../properties/fill-fields.ts";
import type { Prepared } from "../properties/prepare.ts";
import type { Violation } from "../properties/violations.ts";
import { type ResolvedGroups, resolveGroups } from "./groups.ts";

/** What one event and the group updates that ride on it are made of. */
export interface ComposedEvent {
  readonly properties: PlainObject;
  readonly resolved: ResolvedGroups;
  /** What is wrong with what follows from the properties. */
  readonly violations: readonly Violation[];
  /** Only for groups that the event is sent to. */
  readonly groupUpdates: readonly GroupUpdate[];
}

/** What is set on one group. */
export interface GroupUpdate {
  readonly type: string;
  readonly key: string;
  readonly set: PlainObject;
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
  const groupUpdates: GroupUpdate[] = [];
  for (const [type, assignments] of Object.entries(groupSets ?? {})) {
    const key = resolved.groups[type];
    const update = key === undefined ? undefined : assign(assignments, properties);
    if (key !== undefined && update !== undefined) groupUpdates.push({ type, key, set: update });
  }
  const violations = [...resolved.violations, ...addRevenue(properties, definition.revenue)];
  if (set !== undefined) properties["$set"] = set;
  if (setOnce !== undefined) properties["$set_once"] = setOnce;
  return { properties, groupUpdates, resolved, violations };
}

/** Target ← source, for the sources that are there; `undefined` when none is. */
function assign(
  assignments: Readonly<Record<string, string>> | undefined,
  properties: PlainObject,
): PlainObject | undefined {
  if (assignments === undefined) return undefined;
  const assigned: PlainObject = {};
  for (const [target, from] of Object.entries(assignments)) {
    if (Object.hasOwn(properties, from)) assigned[target] = properties[from] as PlainValue;
  }
  return Object.keys(assigned).length > 0 ? assigned : undefined;
}

/** Both or neither: PostHog would take an amount without a currency, or with one it does not know, for US dollars. */
function addRevenue(properties: PlainObject, revenue: EventDefinition["revenue"]): readonly Violation[] {
  if (revenue === undefined) return [];
  const amount = properties[revenue.amount];
  const currency =
    typeof revenue.currency === "string" ? revenue.currency : properties[revenue.currency.property];
  if (typeof amount !== "number" || typeof currency !== "string") return [];
  if (!/^[A-Z]{3}$/u.test(currency)) {
    const path = typeof revenue.currency === "string" ? [] : [revenue.currency.property];
    return [{ path, code: "not_a_currency" }];
  }
  properties["$revenue"] = amount;
  properties["currency"] = currency;
  return [];
}
