import {
  type EventDefinition,
  made,
  type ParsedId,
  type PlanContract,
  type ServerRules,
} from "../definition.ts";
import { addGiven } from "../common/add-given.ts";
import { composeEvent } from "../../portable/compose-event.ts";
import { type EventKey, resolveEventKey } from "../../portable/event-key.ts";
import { fillFields } from "../../portable/fill-fields.ts";
import type { PlainObject } from "../../portable/values.ts";
import { IGNORE_SENT_AT, PROCESS_PROFILE } from "../message.ts";
import type { EventOptions } from "../options.ts";
import { prepareProperties } from "../properties/plain-copy.ts";
import { Refused } from "../refusal.ts";
import type { Draft } from "./draft.ts";
import { resolveFlags } from "./flags.ts";
import { findOtherUser, type IdKind, idOf, userKind } from "./sender-id.ts";

/** Longest event name that every version of PostHog's capture accepts unchanged. */
const MAX_EVENT_NAME = 200;

/**
 * An event of the plan, checked and composed.
 *
 * @param given - values for all events, which the caller need not pass
 * @throws Refused
 */
export function draftEvent(
  definition: EventDefinition,
  sender: string | ParsedId,
  input: object,
  options: EventOptions | undefined,
  given?: object,
): Draft | Refused {
  const { name, plan } = definition;
  if (typeof name !== "string" || name.trim() === "" || name.length > MAX_EVENT_NAME) {
    throw new Refused("invalid_event_name", "the name of an event has 1 to 200 characters");
  }
  const rules = made(definition.rules);
  const { fields = {} } = rules;
  const { kind, profile } = senderOf(plan, rules);
  const distinctId = idOf(kind, sender);
  if (distinctId instanceof Refused) return distinctId;
  const prepared = addGiven(rules, plan, prepareProperties(fields, input), given);
  const properties = fillFields(prepared.properties, fields, prepared.invalid);
  const missing = rules.missing?.(properties, prepared.invalid) ?? [];
  const { groups, conflict, groupUpdates, violations } = profile
    ? composeEvent(rules, plan.groups, properties, options)
    : composeEvent(withoutProfile(rules), {}, properties, { ...options, groups: undefined });
  if (conflict !== undefined) {
    const detail = `options.groups and the event's own property name two groups of the type ${conflict}`;
    throw new Refused("group_conflict", detail);
  }
  const { key, fault } = resolveEventKey(rules, properties, options?.idempotencyKey);
  if (fault !== undefined) throw new Refused("invalid_idempotency_key", KEY_FAULTS[fault]);
  const flags = resolveFlags(options?.flags);
  Object.assign(properties, plan.stamp, flags.properties);
  if (key !== undefined) addKey(properties, key);
  if (!profile) properties[PROCESS_PROFILE] = false;
  const otherViolations = [...missing];
  addAll(otherViolations, prepared.unplanned);
  addAll(otherViolations, violations);
  if (!profile && options?.groups) otherViolations.push("options.groups: sender_without_profile");
  addAll(otherViolations, flags.violations);
  return {
    plan,
    event: name,
    distinctId,
    properties,
    groups,
    groupUpdates,
    personal: rules.personal,
    personalKey: rules.personalKey ?? personalKeyOf(plan, groups),
    former: rules.alsoSentAs === undefined ? undefined : { name: rules.alsoSentAs, of: { ...rules, name } },
    key,
    unkeyed: key === undefined && rules.idempotency !== undefined,
    isDurable: rules.durable,
    otherUser: rules.actor === undefined ? findOtherUser(plan, distinctId, options?.claimedId) : undefined,
    fields,
    violations: prepared.violations,
    otherViolations,
    size: rules.additional === undefined ? prepared.size : JSON.stringify(properties).length,
  };
}

const KEY_FAULTS = {
  missing: "the event needs options.idempotencyKey",
  not_a_key: "options.idempotencyKey is not 1 to 1,000 characters of text",
};

/** The kind of an event's sender, and whether PostHog keeps a person profile for it. */
function senderOf(
  plan: PlanContract,
  { actor }: ServerRules,
): { readonly kind: IdKind; readonly profile: boolean } {
  if (actor === undefined) return { kind: userKind(plan), profile: true };
  const found = Object.hasOwn(plan.actors, actor) ? plan.actors[actor] : undefined;
  if (found === undefined) throw new Refused("unknown_actor", "the plan has no actor of this name");
  return { kind: { kind: actor, parseId: found.parseId }, profile: found.profile };
}

/** The property of the keys of one of the groups, if that is personal. */
function personalKeyOf({ groups }: PlanContract, keys: Readonly<Record<string, string>>): string | undefined {
  for (const type in keys) if (groups[type]?.personalKey !== undefined) return groups[type].personalKey;
  return undefined;
}

/** PostHog ignores the groups of an event without a person, and what it sets. */
function withoutProfile(rules: ServerRules): ServerRules {
  const { groups: _groups, sets: _sets, ...rest } = rules;
  return rest;
}

/** Adds what an event with a key is sent with. */
function addKey(properties: PlainObject, { callerKey }: EventKey): void {
  if (callerKey !== undefined) properties["idempotency_key"] = callerKey;
  properties[IGNORE_SENT_AT] = true;
}

/** There are hardly ever any, and spreading nothing takes time, too. */
function addAll(violations: string[], more: readonly string[] = []): void {
  for (const violation of more) violations.push(violation);
}
