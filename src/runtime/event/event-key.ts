import type { EventDefinition } from "../definition.ts";
import type { PlainObject } from "../message.ts";
import type { EventOptions } from "../options.ts";
import { Refused } from "../refusal.ts";

/** Longest key that a caller may pass, in UTF-16 units. Stripe's and other services' ids are far shorter. */
const MAX_CALLER_KEY = 1000;

/** What makes two sends of one event by one sender the same. */
export interface EventKey {
  /** The values of the key, as they go over the wire and as text; none for an event that happens once. */
  readonly parts: readonly string[];
  /**
   * The caller's key, when it is the one that is used. It has to be sent too: PostHog's deduplicator takes two events that
   * differ in nothing but their uuid for one.
   */
  readonly callerKey?: string;
}

/**
 * The key of an event: the values of the properties that the plan names, or the caller's where one of them is absent or
 * the plan names none.
 *
 * @param properties - as they go over the wire
 * @returns `undefined` when the event has none.
 * @throws Refused for a caller's key that is malformed, or missing where the plan asks for one.
 */
export function resolveEventKey(
  { idempotency }: Pick<EventDefinition, "idempotency">,
  properties: PlainObject,
  callerKey: EventOptions["idempotencyKey"],
): EventKey | undefined {
  if (idempotency === "once") return { parts: [] };
  const parts = Array.isArray(idempotency)
    ? readParts(idempotency as readonly string[], properties)
    : undefined;
  if (parts !== undefined) return { parts };
  if (callerKey !== undefined && callerKey !== null) {
    if (!isCallerKey(callerKey)) {
      throw new Refused(
        "invalid_idempotency_key",
        "options.idempotencyKey is not 1 to 1,000 characters of text",
      );
    }
    return { parts: [callerKey], callerKey };
  }
  if (idempotency === "caller") {
    throw new Refused("invalid_idempotency_key", "the event needs options.idempotencyKey");
  }
  return undefined;
}

/** The values of all named properties as text; `undefined` when one is absent or null. */
function readParts(names: readonly string[], properties: PlainObject): readonly string[] | undefined {
  const parts: string[] = [];
  for (const name of names) {
    const value = Object.hasOwn(properties, name) ? properties[name] : undefined;
    // A plan has no objects and arrays in keys: their text would depend on the order of what is in them.
    if (value === undefined || typeof value === "object") return undefined;
    parts.push(String(value));
  }
  return parts;
}

function isCallerKey(key: unknown): key is string {
  return (
    typeof key === "string" &&
    key.trim() !== "" &&
    key.length <= MAX_CALLER_KEY &&
    !/[\0\p{Surrogate}]/u.test(key)
  );
}
