import { isKeyText, type PlainObject } from "./values.ts";

/** The group types of a plan, each with the parser of its keys where they have a form. Parsers never throw. */
export type GroupTypes = Readonly<Record<string, { readonly parseKey?: (raw: unknown) => ParsedId }>>;

/** What the parsers of `user-id.ts` return. */
export type ParsedId =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: string };

/** The groups of one event. */
export interface ResolvedGroups {
  /** Group type → key; only valid ones. */
  readonly groups: Readonly<Record<string, string>>;
  /** Values that are no keys, as `path: code`. */
  readonly violations: readonly string[];
  /** A group type for which the event's property and the caller's option name two groups. */
  readonly conflict?: string | undefined;
}

/**
 * The groups that an event is sent to: those whose key is a property of the event, and those that the caller
 * names. An absent, null or invalid key means no group.
 *
 * @param keys - group type → the property that holds the group's key
 * @param option - the caller's groups, of types that the plan has
 */
export function resolveGroups(
  types: GroupTypes,
  keys: Readonly<Record<string, string>> | undefined,
  properties: PlainObject,
  option: unknown,
): ResolvedGroups {
  const groups: Record<string, string> = {};
  const violations: string[] = [];
  let conflict: string | undefined;
  const join = (type: string, value: unknown, path: string): void => {
    const key = toGroupKey(value, types[type]);
    if (key !== undefined) {
      conflict ??= (groups[type] ?? key) === key ? undefined : type;
      groups[type] = key;
    } else if (value !== undefined && value !== null) {
      violations.push(path + ": not_a_group_key");
    }
  };
  for (const type of Object.keys(keys ?? {})) {
    const property = (keys as Readonly<Record<string, string>>)[type] as string;
    join(type, properties[property], property);
  }
  if (option) {
    const named = option as Readonly<Record<string, unknown>>;
    for (const type of Object.keys(types)) {
      join(type, named[type], "options.groups." + type);
    }
    if (Object.keys(named).some((type) => !Object.hasOwn(types, type))) {
      violations.push("options.groups: unknown_group_type");
    }
  }
  return { groups, violations, conflict };
}

/**
 * A value as the key of a group: text as it is, a safe integer as decimal text; in its canonical form where the group's
 * keys have one.
 *
 * @returns `undefined` for anything else, for blank text, text over 400 characters or with a NUL character, and for what
 *   the group's own form refuses.
 */
export function toGroupKey(value: unknown, group?: GroupTypes[string]): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (!isKeyText(text, MAX_GROUP_KEY)) {
    return undefined;
  }
  const parsed = group?.parseKey?.(text);
  return parsed === undefined ? text : parsed.ok === true ? parsed.id : undefined;
}

/** In UTF-16 code units. Source: PostHog's `posthog_group.group_key`, varchar(400). */
const MAX_GROUP_KEY = 400;
