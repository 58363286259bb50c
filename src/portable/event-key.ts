import type { EventRules } from "./compose-event.ts";
import { isKeyText, type PlainObject } from "./values.ts";

/** What makes two sends of one event by one sender the same. */
export interface EventKey {
  /** The values of the key, as they go over the wire and as text; none for an event that happens once. */
  readonly parts: readonly string[];
  /**
   * The caller's key, if it is used. It must be sent too: PostHog's deduplicator merges events that differ only in their
   * uuid.
   */
  readonly callerKey?: string;
}

/**
 * The key of an event: the values of the properties that the plan names, or the caller's where one of them is absent or
 * the plan names none.
 *
 * @param properties - as they go over the wire
 * @returns no key when the event has none; a fault when the caller's is no key, or missing where the plan asks for one.
 */
export function resolveEventKey(
  { idempotency }: { readonly idempotency?: EventRules["idempotency"] },
  properties: PlainObject,
  callerKey: unknown,
): { readonly key?: EventKey; readonly fault?: "missing" | "not_a_key" } {
  if (idempotency === "once") {
    return { key: { parts: [] } };
  }
  if (typeof idempotency === "object") {
    const values = idempotency.map((name) => properties[name]);
    // A plan has no objects and arrays in keys: their text would depend on the order of what is in them.
    if (values.every((value) => value !== undefined && typeof value !== "object")) {
      return { key: { parts: values.map(String) } };
    }
  }
  if (callerKey === undefined || callerKey === null) {
    return idempotency === "caller" ? { fault: "missing" } : {};
  }
  return isKeyText(callerKey, MAX_CALLER_KEY)
    ? { key: { parts: [callerKey], callerKey } }
    : { fault: "not_a_key" };
}

/** In UTF-16 code units. Stripe's and other services' ids are far shorter. */
const MAX_CALLER_KEY = 1000;
