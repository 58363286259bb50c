import { composeEvent, type GroupUpdate } from "./compose-event.ts";
import type { EventDefinition, ParsedId, PlanContract, PropertySet, Schema } from "./definition.ts";
import { fillFields } from "./fill-fields.ts";
import { toGroupKey } from "./groups.ts";
import { GROUP_IDENTIFY, type PlainObject, SET_PERSON } from "./message.ts";
import type { EventOptions } from "./options.ts";
import { type Prepared, prepareProperties } from "./prepare.ts";
import { Refused } from "./refusal.ts";
import { checkUser, isIllegalId } from "./user.ts";
import type { Violation } from "./violations.ts";

/** Longest name of an event that every version of PostHog's capture takes as it is. */
const MAX_EVENT_NAME = 200;

/** A call that has been checked, and is not yet a message: it lacks its time. */
export interface Draft {
  readonly event: string;
  readonly distinctId: string;
  readonly properties: PlainObject;
  /** Group type → key. */
  readonly groups: Readonly<Record<string, string>>;
  /** What the event sets on groups besides. */
  readonly groupUpdates: readonly GroupUpdate[];
  /** Knows the names of the properties, for naming the violations. */
  readonly schema: Schema;
  readonly violations: readonly Violation[];
  /** What is wrong with the options, as `path: code`. */
  readonly optionViolations: readonly string[];
  /** See `PlainCopy`. */
  readonly size: number;
}

/** @throws Refused */
export function draftEvent(
  definition: EventDefinition,
  user: string | ParsedId,
  input: object,
  options: EventOptions | undefined,
): Draft {
  const { name, plan, schema } = definition;
  if (typeof name !== "string" || name.trim() === "" || name.length > MAX_EVENT_NAME) {
    throw new Refused("invalid_event_name", "the name of an event has 1 to 200 characters");
  }
  const distinctId = idOf(plan, user);
  const prepared = prepareProperties(definition, input);
  const { properties, resolved, groupUpdates } = composeEvent(definition, prepared, options?.groups);
  if (resolved.conflict !== undefined) {
    const detail = `options.groups and the event's own property name two groups of the type ${resolved.conflict}`;
    throw new Refused("group_conflict", detail);
  }
  return {
    event: name,
    distinctId,
    properties,
    groups: resolved.groups,
    groupUpdates,
    schema,
    violations: [...prepared.violations, ...resolved.violations],
    optionViolations: resolved.optionViolations,
    size: prepared.size,
  };
}

/** @throws Refused */
export function draftPersonUpdate(plan: PlanContract, user: string | ParsedId, input: object): Draft {
  const distinctId = idOf(plan, user);
  const prepared = prepareUpdate(plan.person, input);
  const properties = { $set: prepared.properties };
  return draftUpdate(plan.person, prepared, { event: SET_PERSON, distinctId, properties });
}

/** Which group is updated, and who did it. */
export interface GroupTarget {
  readonly type: string;
  readonly key: string;
  readonly by: string | ParsedId | undefined;
}

/** @throws Refused */
export function draftGroupUpdate(plan: PlanContract, target: GroupTarget, input: object): Draft {
  const { type, by } = target;
  const group = Object.hasOwn(plan.groups, type) ? plan.groups[type] : undefined;
  if (group === undefined) {
    throw new Refused("unknown_group_type", "the plan has no group type of this name");
  }
  const key = toGroupKey(target.key);
  if (key === undefined) {
    throw new Refused("invalid_group_key", `the key of the ${type} is not 1 to 400 characters`);
  }
  const distinctId = by === undefined ? technicalPersonOf(type, key) : idOf(plan, by);
  const prepared = prepareUpdate(group, input);
  const properties = toGroupProperties({ type, key, set: prepared.properties });
  return draftUpdate(group, prepared, { event: GROUP_IDENTIFY, distinctId, properties });
}

/** The properties of a `$groupidentify` event. */
export function toGroupProperties({ type, key, set }: GroupUpdate): PlainObject {
  return { $group_type: type, $group_key: key, $group_set: set };
}

function prepareUpdate(set: PropertySet, input: object): Prepared {
  const prepared = prepareProperties(set, input);
  fillFields(prepared.properties, set.fields, prepared.invalid);
  return prepared;
}

function draftUpdate(
  { schema }: PropertySet,
  { violations, size }: Prepared,
  message: Pick<Draft, "event" | "distinctId" | "properties">,
): Draft {
  return { ...message, groups: {}, groupUpdates: [], schema, violations, optionViolations: [], size };
}

function idOf(plan: PlanContract, user: string | ParsedId): string {
  const checked = checkUser(plan, user);
  if (!checked.ok) throw new Refused(checked.reason, checked.detail);
  return checked.id;
}

/** The person under whom PostHog's own SDKs send a group's properties. */
function technicalPersonOf(type: string, key: string): string {
  const id = `$${type}_${key}`;
  if (isIllegalId(id)) {
    throw new Refused("invalid_group_key", "the key is too long to name a person of its own; pass `by`");
  }
  return id;
}
