import type { EventDefinition, GroupDefinition } from "../definition.ts";
import type { PlainObject } from "../message.ts";
import type { EventOptions } from "../options.ts";
import type { Violation } from "../properties/violations.ts";

/** Longest key of a group, in UTF-16 units. Source: PostHog's `posthog_group.group_key`, varchar(400). */
const MAX_GROUP_KEY = 400;

/** The groups of one event. */
export interface ResolvedGroups {
  /** Group type → key; only valid ones. */
  readonly groups: Readonly<Record<string, string>>;
  readonly violations: readonly Violation[];
  /** What is wrong with the caller's option, as `path: code`. */
  readonly optionViolations: readonly string[];
  /** A group type for which the event's property and the caller's option name two groups. */
  readonly conflict?: string;
}

/**
 * The groups that an event is sent to: those whose key is a property of the event, and those that the caller
 * names. An absent, null or invalid key means no group.
 */
export function resolveGroups(
  definition: EventDefinition,
  properties: PlainObject,
  options: EventOptions["groups"],
): ResolvedGroups {
  const types = definition.plan.groups;
  const groups: Record<string, string> = {};
  const violations: Violation[] = [];
  for (const [type, property] of Object.entries(definition.groups ?? {})) {
    const value = Object.hasOwn(properties, property) ? properties[property] : undefined;
    if (value === undefined || value === null) continue;
    const key = toGroupKey(value, groupOf(types, type));
    if (key === undefined) violations.push({ path: [property], code: "not_a_group_key" });
    else groups[type] = key;
  }
  const named = readGroupsOption(types, options);
  for (const [type, key] of Object.entries(named.groups)) {
    if ((groups[type] ?? key) !== key) {
      return { groups, violations, optionViolations: named.violations, conflict: type };
    }
    groups[type] = key;
  }
  return { groups, violations, optionViolations: named.violations };
}

/** The caller's groups of the types that the plan has. */
function readGroupsOption(
  types: Readonly<Record<string, GroupDefinition>>,
  options: EventOptions["groups"],
): { readonly groups: Readonly<Record<string, string>>; readonly violations: readonly string[] } {
  const groups: Record<string, string> = {};
  const violations: string[] = [];
  if (options === undefined || options === null) return { groups, violations };
  if (typeof options !== "object") return { groups, violations: ["options.groups: wrong_type"] };

  for (const [type, group] of Object.entries(types)) {
    const value = options[type];
    if (value === undefined || value === null) continue;
    const key = toGroupKey(value, group);
    if (key === undefined) violations.push(`options.groups.${type}: not_a_group_key`);
    else groups[type] = key;
  }
  const isUnknown = (type: string): boolean => !Object.hasOwn(types, type);
  if (Object.keys(options).some(isUnknown)) violations.push("options.groups: unknown_group_type");
  return { groups, violations };
}

/** The plan's group of a type, if it has one. */
export function groupOf(
  types: Readonly<Record<string, GroupDefinition>>,
  type: string,
): GroupDefinition | undefined {
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

/**
 * A value as the key of a group: text as it is, a safe integer as decimal text; in its canonical form where the group's
 * keys have one.
 *
 * @returns `undefined` for anything else, for blank text, text over 400 characters or with a NUL character, and for what
 *   the group's own form refuses.
 */
export function toGroupKey(value: unknown, group?: GroupDefinition): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || text.length > MAX_GROUP_KEY) return undefined;
  if (text.trim() === "" || /[\0\p{Surrogate}]/u.test(text)) return undefined;
  const parsed = group?.parseKey?.(text);
  if (parsed === undefined) return text;
  return parsed.ok ? parsed.id : undefined;
}
