import type { Fields } from "../portable/field-rule.ts";
import type { ParsedId } from "../portable/groups.ts";
import type { PlainObject } from "../portable/values.ts";
import type { resolveUnset } from "../portable/unset.ts";
import type { IdentifyOptions, RefusalReason } from "./options.ts";
import { idIn, isIdentified, type PostHog } from "./posthog-js.ts";
import type { addDefaults } from "./steps.ts";
import { takeKnown } from "./take-known.ts";

/** Identifies a person by a parsed id and sets properties. Returns whether the person is identified now. */
export function identifyPerson(
  posthog: PostHog,
  parsed: ParsedId,
  set: {
    readonly fields: Fields;
    readonly input: object | undefined;
    /** Removes what is personal: see `removePersonal`. Only where there is any. */
    readonly personal?: (properties: PlainObject) => PlainObject;
    /** Only where there are any. */
    readonly addDefaults?: typeof addDefaults;
    /** Only where the plan has properties of people. */
    readonly resolveUnset?: typeof resolveUnset;
  },
  options: IdentifyOptions<unknown> | undefined,
): boolean {
  if (parsed.ok === false) {
    return refuse(options, "$identify", "invalid_user_id", parsed.reason);
  }
  const current = idIn(posthog);
  if (current === undefined) {
    return refuse(options, "$identify", "not_started");
  }
  if (isIdentified(posthog) && current !== parsed.id) {
    posthog.reset();
  }
  const { fields } = set;
  const draft = takeKnown(set.input, fields);
  const { properties, invalid, violations } = draft;
  set.addDefaults?.(draft, fields);
  const kept = set.personal?.(properties) ?? properties;
  const unset = set.resolveUnset?.(options?.unset, {
    has: (name) => Object.hasOwn(fields, name),
    isSet: (name) => name in properties || invalid.has(name),
  });
  reportViolations(options, "$identify", [...violations, ...(unset?.violations ?? [])]);
  // Without properties there is nothing to set, and PostHog would send an event for an empty object.
  posthog.identify(parsed.id, Object.keys(kept).length > 0 ? kept : undefined);
  if (idIn(posthog) !== parsed.id) {
    return refuse(options, "$identify", "not_identified");
  }
  if (unset && unset.names.length > 0) {
    posthog.capture("$set", { $unset: unset.names });
  }
  return true;
}

/**
 * Forgets the person: later events of this device belong to a new visitor. Call it when a person logs out. Do not call it
 * at each start without a login, or each visit would count as a new visitor.
 */
export function logOut(posthog: PostHog): void {
  posthog?.reset?.();
}

/** Returns false. */
export function refuse(
  options: IdentifyOptions<unknown> | undefined,
  event: string,
  reason: RefusalReason,
  detail?: string,
): boolean {
  try {
    options?.onRefused?.({ reason, event, detail });
  } catch {
    // A fault in reporting must not break the page.
  }
  return false;
}

export function reportViolations(
  options: IdentifyOptions<unknown> | undefined,
  event: string,
  violations: readonly string[],
): void {
  try {
    if (violations.length > 0) {
      options?.onViolations?.(violations, event);
    }
  } catch {
    // As above.
  }
}
