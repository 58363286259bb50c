import type { CommonRules } from "./common.ts";
import type { Fields } from "./field-rule.ts";
import { type GroupTypes, resolveGroups } from "./groups.ts";
import type { PlainObject, PlainValue } from "./values.ts";

/** What follows from the properties of an event: plain data, and the functions that expressions of the plan become. */
export interface EventRules {
  /** The properties whose values are given once. */
  readonly common?: CommonRules;
  /** The rules of all properties that callers pass or the plan fills in. */
  readonly fields?: Fields;
  /** Finds properties that are missing because others are there: see `findMissing`. */
  readonly missing?: (properties: PlainObject, invalid: ReadonlySet<string>) => readonly string[];
  /** Adds the computed properties: see `addComputed`. What they need comes only with the events that have any. */
  readonly computed?: (properties: PlainObject) => readonly string[];
  /** Group type → the property that holds the group's key. */
  readonly groups?: Readonly<Record<string, string>>;
  readonly revenue?: {
    readonly amount: string;
    readonly currency: string | { readonly property: string };
  };
  /** Property that is set → property of the event. */
  readonly sets?: {
    readonly person?: Readonly<Record<string, string>>;
    readonly personOnce?: Readonly<Record<string, string>>;
    readonly groups?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  /** Adds properties that the plan does not name: see `addAdditional`. It comes only with the events that accept any. */
  readonly additional?: (properties: PlainObject, input: unknown) => readonly string[];
  /**
   * What makes two sends one event: the values of these properties, one a person (`once`), or the key that the caller
   * passes (`caller`). Absent when every send is an event of its own.
   */
  readonly idempotency?: readonly string[] | "once" | "caller";
}

/** The parts of an event and of its group updates. */
export interface ComposedEvent {
  /** Group type → key. */
  readonly groups: Readonly<Record<string, string>>;
  /** A group type for which the event's property and the caller's option name two groups. */
  readonly conflict?: string | undefined;
  /** What is wrong with what follows from the properties, as `path: code`. */
  readonly violations: readonly string[];
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
 * Adds computed properties to encoded ones, in place, then the groups, `$set` and revenue that derive from them. What
 * derives from an absent value is absent.
 *
 * @param options - the caller's
 */
export function composeEvent(
  { additional, computed, groups: keys, revenue, sets }: EventRules,
  groupTypes: GroupTypes,
  properties: PlainObject,
  options: { readonly groups?: unknown; readonly additional?: unknown } = {},
): ComposedEvent {
  const violations = [...(computed?.(properties) ?? [])];
  const {
    groups,
    conflict,
    violations: notKeys,
  } = resolveGroups(groupTypes, keys, properties, options.groups);
  violations.push(...notKeys);
  const set = assign(sets?.person, properties);
  const setOnce = assign(sets?.personOnce, properties);
  const groupUpdates: GroupUpdate[] = [];
  for (const type of Object.keys(sets?.groups ?? {})) {
    const key = groups[type];
    const update = assign(sets?.groups?.[type], properties);
    if (key !== undefined && update) {
      groupUpdates.push({ type, key, set: update });
    }
  }
  addRevenue(properties, revenue);
  if (set) {
    properties["$set"] = set;
  }
  if (setOnce) {
    properties["$set_once"] = setOnce;
  }
  violations.push(...(additional?.(properties, options.additional) ?? []));
  return { groups, conflict, groupUpdates, violations };
}

/** Target ← source, for the sources that are there; `undefined` when none is. */
export function assign(
  assignments: Readonly<Record<string, string>> | undefined,
  properties: PlainObject,
): PlainObject | undefined {
  if (!assignments) {
    return undefined;
  }
  const set = Object.entries(assignments).map(([target, from]) => [target, properties[from]] as const);
  const present = set.filter((entry): entry is [string, PlainValue] => entry[1] !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

/**
 * The properties of an event under its former name: marked, so that a query over both names counts it once, and without revenue
 * and what the event sets, which come with the event itself.
 */
export function formerProperties(
  { name, revenue }: Pick<EventRules, "revenue"> & { readonly name: string },
  { $revenue: _revenue, $set: _set, $set_once: _setOnce, ...properties }: PlainObject,
): PlainObject {
  const currency = revenue?.currency;
  // It is the event's own where revenue has its currency from there.
  if (typeof currency === "string" || (currency && currency.property !== "currency")) {
    delete properties["currency"];
  }
  return { ...properties, plan_renamed_to: name };
}

/** Both or neither: PostHog would take an amount without a currency for US dollars. */
export function addRevenue(properties: PlainObject, revenue: EventRules["revenue"]): void {
  const amount = revenue && properties[revenue.amount];
  const source = revenue?.currency;
  const currency = typeof source === "object" ? properties[source.property] : source;
  if (typeof amount === "number" && typeof currency === "string") {
    Object.assign(properties, { $revenue: amount, currency });
  }
}
