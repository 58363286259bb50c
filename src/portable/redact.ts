import type { PlainObject, PlainValue } from "./values.ts";

/** What is personal in properties, by name. */
export type PersonalFields = { readonly [name: string]: PersonalRule };

/**
 * What is personal in a value: all of it, where only `text` can be replaced by a hash, or a part of an object, or of each item of an
 * array or a map.
 */
export type PersonalRule =
  | "text"
  | "value"
  | { readonly fields: PersonalFields }
  | { readonly each: PersonalRule };

/** Properties after {@link redact}. */
export interface Redacted {
  readonly properties: PlainObject;
  /** The plan's names of what was removed or replaced, such as `email` and `contact.phone`. */
  readonly names: string[];
}

/**
 * A copy of properties in which text that is personal is replaced by its hash, and everything else that is personal is removed. `null`
 * stays: it holds nothing.
 *
 * @param hash - without it, text is removed too
 */
export function redact(
  properties: PlainObject,
  personal: PersonalFields,
  hash?: (text: string) => string,
): Redacted {
  const names = new Set<string>();
  return { properties: redactFields(properties, personal, { path: "", names, hash }), names: [...names] };
}

interface Redaction {
  /** Where it is in the plan's names. */
  readonly path: string;
  readonly names: Set<string>;
  readonly hash: ((text: string) => string) | undefined;
}

function redactFields(
  object: PlainObject,
  fields: PersonalFields,
  { path, ...rest }: Redaction,
): PlainObject {
  const copy = { ...object };
  for (const [name, rule] of Object.entries(fields)) {
    if (!Object.hasOwn(copy, name)) {
      continue;
    }
    // What PostHog calls `$set` holds properties of the plan, which are named as such.
    const isPostHogs = name.startsWith("$");
    const value = redactValue(copy[name] as PlainValue, rule, {
      ...rest,
      path: isPostHogs ? "" : path + name,
    });
    if (value === undefined || (isPostHogs && Object.keys(value ?? {}).length === 0)) {
      delete copy[name];
    } else {
      copy[name] = value;
    }
  }
  return copy;
}

/** Removed, as `undefined`, is also what does not have the form that the rule is for. */
function redactValue(value: PlainValue, rule: PersonalRule, redaction: Redaction): PlainValue | undefined {
  const { path, names, hash } = redaction;
  if (value === null) {
    return value;
  }
  if (typeof rule === "object" && typeof value === "object") {
    if ("each" in rule) {
      return redactItems(value, (item) => redactValue(item, rule.each, redaction));
    }
    if (!Array.isArray(value)) {
      return redactFields(value, rule.fields, { ...redaction, path: path && path + "." });
    }
  }
  if (path) {
    names.add(path);
  }
  return rule === "text" && typeof value === "string" ? hash?.(value) : undefined;
}

/** The items of an array or the values of a map; `undefined` when one is removed, because an array with a gap says something else. */
function redactItems(
  items: PlainValue[] | PlainObject,
  redactItem: (item: PlainValue) => PlainValue | undefined,
): PlainValue | undefined {
  const entries = Object.entries(items).map(([key, item]) => [key, redactItem(item)] as const);
  if (entries.some(([, item]) => item === undefined)) {
    return undefined;
  }
  return Array.isArray(items)
    ? entries.map(([, item]) => item as PlainValue)
    : (Object.fromEntries(entries) as PlainObject);
}

/** What is personal in the messages of one event. */
export interface EventPersonal {
  /** In its own properties, with what they set on its person. */
  readonly event: PersonalFields;
  /** In what it sets on groups, by their type. */
  readonly groups?: { readonly [type: string]: PersonalFields };
}
