import { fillFields } from "../../portable/fill-fields.ts";
import { toGroupKey } from "../../portable/groups.ts";
import { MAX_ID_LENGTH } from "../../portable/ids.ts";
import { resolveUnset } from "../../portable/unset.ts";
import type { ParsedId, PlanContract, UpdateDefinition } from "../definition.ts";
import { GROUP_IDENTIFY, SET_PERSON } from "../message.ts";
import type { PersonOptions } from "../options.ts";
import { type Prepared, prepareProperties } from "../properties/plain-copy.ts";
import { Refused } from "../refusal.ts";
import { type Draft, toGroupProperties } from "./draft.ts";
import { findOtherUser, idOf, userKind } from "./sender-id.ts";

/**
 * What `identifyUser` sets on a person, and removes.
 *
 * @throws Refused
 */
export function draftPersonUpdate(
  plan: PlanContract,
  user: string | ParsedId,
  input: object,
  options: PersonOptions | undefined,
): Draft | Refused {
  const distinctId = idOf(userKind(plan), user);
  if (distinctId instanceof Refused) return distinctId;
  const prepared = prepareUpdate(plan.person, input);
  const set = prepared.properties;
  const faulty = prepared.violations.filter(({ code }) => code !== "missing");
  const { names, violations } = resolveUnset(options?.unset, {
    has: (name) => Object.hasOwn(plan.person.fields, name),
    isSet: (name) => Object.hasOwn(set, name) || faulty.some(({ path }) => path[0] === name),
  });
  const isSetting = Object.keys(set).length > 0;
  const properties = { ...(isSetting && { $set: set }), ...(names.length > 0 && { $unset: names }) };
  return draftUpdate(plan.person, prepared, {
    plan,
    event: SET_PERSON,
    distinctId,
    properties,
    otherUser: findOtherUser(plan, distinctId, options?.claimedId),
    isEmpty: !isSetting && names.length === 0,
    otherViolations: violations,
    personal: plan.person.personal && { event: { $set: { fields: plan.person.personal } } },
  });
}

/** Which group is updated, and who did it. */
interface GroupTarget {
  readonly type: string;
  readonly key: string;
  readonly by: string | ParsedId | undefined;
}

/**
 * What `groupIdentify` sets on a group.
 *
 * @throws Refused
 */
export function draftGroupUpdate(plan: PlanContract, target: GroupTarget, input: object): Draft | Refused {
  const { type, by } = target;
  const group = Object.hasOwn(plan.groups, type) ? plan.groups[type] : undefined;
  if (group === undefined) {
    throw new Refused("unknown_group_type", "the plan has no group type of this name");
  }
  const key = toGroupKey(target.key, group);
  if (key === undefined) {
    const form = group.parseKey === undefined ? "1 to 400 characters" : "of the form that the plan gives it";
    throw new Refused("invalid_group_key", `the key of the ${type} is not ${form}`);
  }
  const distinctId = by === undefined ? technicalPersonOf(type, key) : idOf(userKind(plan), by);
  if (distinctId instanceof Refused) return distinctId;
  const prepared = prepareUpdate(group, input);
  const properties = toGroupProperties({ type, key, set: prepared.properties });
  const isEmpty = Object.keys(prepared.properties).length === 0;
  return draftUpdate(group, prepared, {
    plan,
    event: GROUP_IDENTIFY,
    distinctId,
    properties,
    isEmpty,
    otherViolations: [],
    personal: group.personal && { event: { $group_set: { fields: group.personal } } },
    personalKey: group.personalKey,
  });
}

function prepareUpdate({ fields }: UpdateDefinition, input: object): Prepared {
  const prepared = prepareProperties(fields, input);
  fillFields(prepared.properties, fields, prepared.invalid);
  return prepared;
}

function draftUpdate(
  { fields }: UpdateDefinition,
  { violations, size }: Prepared,
  message: Omit<Draft, "groups" | "groupUpdates" | "fields" | "violations" | "size">,
): Draft {
  return { ...message, groups: {}, groupUpdates: [], fields, violations, size };
}

/** The person under whom PostHog's own SDKs send a group's properties. */
function technicalPersonOf(type: string, key: string): string {
  const id = `$${type}_${key}`;
  if (id.length > MAX_ID_LENGTH) {
    throw new Refused("invalid_group_key", "the key is too long to name a person of its own; pass `by`");
  }
  return id;
}
