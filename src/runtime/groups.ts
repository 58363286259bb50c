import type { EventDefinition } from "./definition.ts";
import type { PlainObject } from "./message.ts";
import type { EventOptions } from "./options.ts";
import type { Violation } from "./violations.ts";

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
  const groups: Record<string, string> = {};
  const violations: Violation[] = [];
  for (const [type, property] of Object.entries(definition.groups ?? {})) {
    const value = Object.hasOwn(properties, property) ? properties[property] : undefined;
    if (value === undefined || value === null) continue;
    const key = toGroupKey(value);
    if (key === undefined) violations.push({ path: [property], code: "not_a_group_key" });
    else groups[type] = key;
  }
  const named = readGroupsOption(Object.keys(definition.plan.groups), options);
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
  types: readonly string[],
  options: EventOptions["groups"],
): { readonly groups: Readonly<Record<string, string>>; readonly violations: readonly string[] } {
  const groups: Record<string, string> = {};
  const violations: string[] = [];
  if (options === undefined || options === null) return { groups, violations };
  if (typeof options !== "object") return { groups, violations: ["options.groups: wrong_type"] };

  for (const type of types) {
    const value = options[type];
    if (value === undefined || value === null) continue;
    const key = toGroupKey(value);
    if (key === undefined) violations.push(`options.groups.${type}: not_a_group_key`);
    else groups[type] = key;
  }
  const isUnknown = (type: string): boolean => !types.includes(type);
  if (Object.keys(options).some(isUnknown)) violations.push("options.groups: unknown_group_type");
  return { groups, violations };
}

/**
 * A value as the key of a group: text as it is, a safe integer as decimal text.
 *
 * @returns `undefined` for anything else, for blank text, text over 400 characters, or with a NUL character.
 */
export function toGroupKey(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== "string" || value.length > MAX_GROUP_KEY) return undefined;
  return value.trim() === "" || /[\0\p{Surrogate}]/u.test(value) ? undefined : value;
}
