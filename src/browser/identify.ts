import type { Fields } from "../portable/field-rule.ts";
import { fillFields } from "../portable/fill-fields.ts";
import type { ParsedId } from "../portable/groups.ts";
import type { PlainObject } from "../portable/values.ts";
import { resolveUnset } from "../portable/unset.ts";
import { listViolations } from "../portable/violations.ts";
import type { IdentifyOptions, RefusalReason, TrackOptions } from "./options.ts";
import { idIn, isIdentified, type PostHog } from "./posthog-js.ts";
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
  },
  options: IdentifyOptions<unknown> | undefined,
): boolean {
  if (parsed.ok === false) {
    return refuse(options, "invalid_user_id", "$identify", "the id was not accepted: " + parsed.reason);
  }
  const current = idIn(posthog);
  if (current === undefined) {
    return refuseEarly(options, "$identify");
  }
  if (isIdentified(posthog) && current !== parsed.id) {
    posthog.reset();
  }
  const { invalid, ...known } = takeKnown(set.input, set.fields);
  const properties = fillFields(known.properties, set.fields, invalid);
  const kept = set.personal?.(properties) ?? properties;
  const unset = resolveUnset(options?.unset, {
    has: (name) => Object.hasOwn(set.fields, name),
    isSet: (name) => name in properties || invalid.has(name),
  });
  reportViolations(options, [...listViolations(known.violations), ...unset.violations], "$identify");
  // Without properties there is nothing to set, and PostHog would send an event for an empty object.
  posthog.identify(parsed.id, Object.keys(kept).length > 0 ? kept : undefined);
  if (idIn(posthog) !== parsed.id) {
    return refuse(options, "not_identified", "$identify", "PostHog did not take the id");
  }
  if (unset.names.length > 0) {
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
export function refuseEarly(options: TrackOptions | undefined, event: string): boolean {
  return refuse(options, "not_started", event, "PostHog has not started");
}

/** Returns false. */
export function refuse(
  options: TrackOptions | undefined,
  reason: RefusalReason,
  event: string,
  detail: string,
): boolean {
  try {
    options?.onRefused?.({ reason, event, detail });
  } catch {
    // A fault in reporting must not break the page.
  }
  return false;
}

export function reportViolations(
  options: TrackOptions | undefined,
  violations: readonly string[],
  event: string,
): void {
  try {
    if (violations.length > 0) {
      options?.onViolations?.(violations, event);
    }
  } catch {
    // As above.
  }
}
