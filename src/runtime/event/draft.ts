import { composeEvent, type GroupUpdate } from "./compose-event.ts";
import type { EventDefinition, ParsedId, PlanContract, PropertySet, Schema } from "../definition.ts";
import { type EventKey, resolveEventKey } from "./event-key.ts";
import { fillFields } from "../properties/fill-fields.ts";
import { groupOf, toGroupKey } from "./groups.ts";
import { GROUP_IDENTIFY, IGNORE_SENT_AT, type PlainObject, PROCESS_PROFILE, SET_PERSON } from "../message.ts";
import type { CallOptions, EventOptions } from "../options.ts";
import { type Prepared, prepareProperties } from "../properties/prepare.ts";
import { Refused } from "../refusal.ts";
import { checkSender, findOtherUser, type IdKind, isIllegalId, userKind } from "./sender-id.ts";
import type { Violation } from "../properties/violations.ts";

/** Longest name of an event that every version of PostHog's capture takes as it is. */
const MAX_EVENT_NAME = 200;

/** A call that has been checked, and is not yet a message: it lacks its time. */
export interface Draft {
  readonly plan: PlanContract;
  readonly event: string;
  readonly distinctId: string;
  readonly properties: PlainObject;
  /** Group type → key. */
  readonly groups: Readonly<Record<string, string>>;
  /** What the event sets on groups besides. */
  readonly groupUpdates: readonly GroupUpdate[];
  /** What makes two sends of it one; absent when each is a message of its own. */
  readonly key?: EventKey | undefined;
  /** Whether the plan names a key for the event, and this one has none. */
  readonly unkeyed?: boolean;
  /** The other user whom the request claimed to come from. */
  readonly otherUser?: string | undefined;
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
  sender: string | ParsedId,
  input: object,
  options: EventOptions | undefined,
): Draft {
  const { name, plan, schema } = definition;
  if (typeof name !== "string" || name.trim() === "" || name.length > MAX_EVENT_NAME) {
    throw new Refused("invalid_event_name", "the name of an event has 1 to 200 characters");
  }
  const { kind, profile } = senderOf(definition);
  const distinctId = idOf(kind, sender);
  const prepared = prepareProperties(definition, input);
  const composed = profile
    ? composeEvent(definition, prepared, options?.groups)
    : composeEvent(withoutProfile(definition), prepared, undefined);
  const { properties, resolved, groupUpdates } = composed;
  if (resolved.conflict !== undefined) {
    const detail = `options.groups and the event's own property name two groups of the type ${resolved.conflict}`;
    throw new Refused("group_conflict", detail);
  }
  const key = resolveEventKey(definition, properties, options?.idempotencyKey);
  if (key !== undefined) properties[IGNORE_SENT_AT] = true;
  if (key?.callerKey !== undefined) properties["idempotency_key"] = key.callerKey;
  if (!profile) properties[PROCESS_PROFILE] = false;
  return {
    plan,
    event: name,
    distinctId,
    properties,
    groups: resolved.groups,
    groupUpdates,
    key,
    unkeyed: key === undefined && definition.idempotency !== undefined,
    otherUser:
      definition.actor === undefined ? findOtherUser(plan, distinctId, options?.claimedId) : undefined,
    schema,
    violations: [...prepared.violations, ...resolved.violations],
    optionViolations:
      !profile && options?.groups ? ["options.groups: sender_without_profile"] : resolved.optionViolations,
    size: prepared.size,
  };
}

/** Whose ids an event takes, and whether PostHog keeps a person for them. */
function senderOf({ plan, actor }: EventDefinition): { readonly kind: IdKind; readonly profile: boolean } {
  if (actor === undefined) return { kind: userKind(plan), profile: true };
  const found = Object.hasOwn(plan.actors, actor) ? plan.actors[actor] : undefined;
  if (found === undefined) throw new Refused("unknown_actor", "the plan has no actor of this name");
  return { kind: { kind: actor, parseId: found.parseId }, profile: found.profile };
}

/** PostHog ignores the groups of an event without a person, and what it sets. */
function withoutProfile(definition: EventDefinition): EventDefinition {
  const { groups: _groups, sets: _sets, ...rest } = definition;
  return rest;
}

/** @throws Refused */
export function draftPersonUpdate(
  plan: PlanContract,
  user: string | ParsedId,
  input: object,
  options: CallOptions | undefined,
): Draft {
  const distinctId = idOf(userKind(plan), user);
  const prepared = prepareUpdate(plan.person, input);
  const properties = { $set: prepared.properties };
  const otherUser = findOtherUser(plan, distinctId, options?.claimedId);
  return draftUpdate(plan.person, prepared, { plan, event: SET_PERSON, distinctId, properties, otherUser });
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
  const group = groupOf(plan.groups, type);
  if (group === undefined) {
    throw new Refused("unknown_group_type", "the plan has no group type of this name");
  }
  const key = toGroupKey(target.key, group);
  if (key === undefined) {
    const form = group.parseKey === undefined ? "1 to 400 characters" : "of the form that the plan gives it";
    throw new Refused("invalid_group_key", `the key of the ${type} is not ${form}`);
  }
  const distinctId = by === undefined ? technicalPersonOf(type, key) : idOf(userKind(plan), by);
  const prepared = prepareUpdate(group, input);
  const properties = toGroupProperties({ type, key, set: prepared.properties });
  return draftUpdate(group, prepared, { plan, event: GROUP_IDENTIFY, distinctId, properties });
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
  message: Pick<Draft, "plan" | "event" | "distinctId" | "properties" | "otherUser">,
): Draft {
  return { ...message, groups: {}, groupUpdates: [], schema, violations, optionViolations: [], size };
}

function idOf(kind: IdKind, sender: string | ParsedId): string {
  const checked = checkSender(kind, sender);
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
