/** The types that callers of `browser.ts` need. `GroupType` and `GroupKeys` stand beside them. */
export const OPTIONS_SOURCE: string = String.raw`/** A value that JSON can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** As much of posthog-js as the helpers use; its own type and that of its slim bundles fit. */
export interface PostHog {
  capture(
    event: string,
    properties?: Record<string, unknown>,
    options?: { readonly uuid?: string; readonly timestamp?: Date },
  ): unknown;
  identify(id: string, set?: Record<string, unknown>): unknown;
  reset(): unknown;
  get_distinct_id(): unknown;
  get_property(name: string): unknown;
}

/** Why a call was not handed to posthog-js. */
export type RefusalReason =
  /** The id is not one that the plan's contract accepts. */
  | "invalid_user_id"
  /** posthog-js has not started: call the helper from its option \`loaded\`, or later. */
  | "not_started"
  /** The event counts once a person, and nobody is identified, or under an id that is not this plan's. */
  | "not_identified"
  /** The timestamp is no date, before 2000 or in the future, and the event counts once by it. */
  | "invalid_timestamp"
  /** \`idempotencyKey\` is missing where the plan asks for one, or is not 1 to 1,000 characters of text. */
  | "invalid_idempotency_key"
  /** \`groups\` names another group than the event's own property does. */
  | "group_conflict";

/** A call that returned false. It never holds the value that was refused. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The event's name; \`$identify\` for \`identifyUser\`. */
  readonly event: string;
  /** One sentence for people. */
  readonly detail: string;
}

export interface IdentifyOptions {
  /** Told why a call returned false. What it throws is ignored. */
  readonly onRefused?: ((refusal: Refusal) => void) | undefined;
  /** Properties to remove from the person, by name. One that the same call sets is not removed. An event is sent each time. */
  readonly unset?: readonly (keyof PersonProperties)[] | undefined;
}

/** What a call may say about its event beyond the properties. */
export interface TrackOptions extends Omit<IdentifyOptions, "unset"> {
  /** When the business record was made. Default: the time of the call. posthog-js sends an event with one at once. */
  readonly timestamp?: Date | undefined;
  /** The groups of the event that no property of it names: group type → key. */
  readonly groups?: { readonly [Type in GroupType]?: GroupKeys[Type] | undefined } | undefined;
}

/** The options of an event that counts once: it needs the time of its record, the same at each repeat. */
export interface KeyedOptions extends TrackOptions {
  readonly timestamp: Date;
  /** What makes two sends one event, where the event's own key is absent: 1 to 1,000 characters. */
  readonly idempotencyKey?: string | undefined;
}

/** The options of an event whose key the caller has to pass. */
export interface CallerKeyedOptions extends KeyedOptions {
  readonly idempotencyKey: string;
}
`.replaceAll("\\`", "`");

/**
 * The part of `browser.ts` that says who the person is. `posthog` is asked only for what posthog-js documents:
 * `$user_state` is the property by which it tells people from visitors.
 */
export const PERSON_SOURCE: string = String.raw`/**
 * Says who the person in this browser is. Call it after each login, and when a page loads with a person logged in.
 *
 * The id is parsed by the contract, so that the server and the browser have one spelling of it; what is not an id of a
 * person is refused, also where posthog-js itself would let it through. When somebody else was identified before, the
 * browser is reset first, so that the two stay two people. For the same person again, posthog-js sends nothing but
 * properties that are new.
 *
 * It checks the id and not the properties.
 *
 * @returns whether this person is identified now; see \`options.onRefused\`.
 */
export function identifyUser(
  posthog: PostHog,
  rawId: unknown,
  properties?: PersonProperties,
  options: IdentifyOptions = {},
): boolean {
  const parsed = parseUserId(rawId);
  if (!parsed.ok) {
    return refuse(options, "invalid_user_id", "$identify", "the id was not accepted: " + parsed.reason);
  }
  const current = posthog.get_distinct_id();
  if (typeof current !== "string") {
    return refuse(options, "not_started", "$identify", "posthog-js has not started");
  }
  if (isIdentified(posthog) && current !== parsed.id) {
    posthog.reset();
  }
  const set = fillFields(properties, personFields);
  // Without properties there is nothing to set, and posthog-js would send an event for an empty object.
  posthog.identify(parsed.id, Object.keys(set).length > 0 ? set : undefined);
  if (posthog.get_distinct_id() !== parsed.id) {
    return refuse(options, "not_identified", "$identify", "posthog-js did not take the id");
  }
  const unset = options.unset?.filter((name) => !Object.hasOwn(set, name)) ?? [];
  if (unset.length > 0) {
    posthog.capture("$set", { $unset: unset });
  }
  return true;
}

/**
 * Forgets who the person is: what follows in this browser is a new visitor's. Call it when a person logs out, and not
 * on every page without a login, or each page view would be another visitor's.
 */
export function logOut(posthog: PostHog): void {
  posthog.reset();
}

function isIdentified(posthog: PostHog): boolean {
  return posthog.get_property("$user_state") === "identified";
}

/** Returns false. */
function refuse(
  options: IdentifyOptions | undefined,
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

/** What happens to a value on its way to the wire, as on the server. */
interface FieldRule {
  readonly truncate?: number;
  readonly as?: "datetime" | "uuid";
  readonly default?: unknown;
  readonly constant?: unknown;
  readonly each?: FieldRule;
  readonly fields?: Readonly<Record<string, FieldRule>>;
}

/** What is sent of properties: those that are there, with defaults, forms on the wire and constants. */
function fillFields(
  input: object | undefined,
  fields: Readonly<Record<string, FieldRule>> = {},
): Record<string, unknown> {
  const values = Object.entries(input ?? {}).map(([name, value]) => [name, encodeValue(value, fields[name])]);
  const filled = Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Record<string, unknown>;
  for (const [name, rule] of Object.entries(fields)) {
    if (rule.constant !== undefined) {
      filled[name] = rule.constant;
    } else if (rule.default !== undefined && filled[name] === undefined) {
      filled[name] = encodeValue(rule.default, rule);
    }
  }
  return filled;
}

function encodeValue(value: unknown, rule: FieldRule = {}): unknown {
  const { as, each, fields, truncate } = rule;
  if (as === "datetime" && value !== null && value !== undefined) {
    const date = new Date(value as Date | string);
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
  }
  if (typeof value === "string") {
    const cut = truncate === undefined ? value : [...value].slice(0, truncate).join("");
    const text = cut.replace(/\p{Surrogate}/gu, "\ufffd");
    return as === "uuid" ? text.toLowerCase() : text;
  }
  if (Array.isArray(value)) {
    return each ? value.map((item) => encodeValue(item, each)) : value;
  }
  if (typeof value !== "object" || value === null || !(each || fields)) {
    return value;
  }
  return each
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encodeValue(item, each)]))
    : fillFields(value, fields);
}
`.replaceAll("\\`", "`");
