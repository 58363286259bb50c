/** Why a call was refused and nothing was passed to PostHog. */
export type RefusalReason =
  /** The user-ID contract does not accept the id. */
  | "invalid_user_id"
  /** PostHog has not started: call the helper later, with posthog-js from its option `loaded`. */
  | "not_started"
  /** The event counts once per person, but nobody is identified, or by an id that the contract does not accept. */
  | "not_identified"
  /** The event counts once, but its timestamp is not a date, is before 2000 or is in the future. */
  | "invalid_timestamp"
  /** `idempotencyKey` is missing where the plan requires one, or is not a string of 1 to 1,000 characters. */
  | "invalid_idempotency_key"
  /** `groups` and the event's own property name different groups. */
  | "group_conflict"
  /** Personal data is to be removed, but a key of the event or of its group is personal in the plan. */
  | "personal_key";

/** A call that returned `false`. It never contains the refused value. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The event's name; `$identify` for `identifyUser`. */
  readonly event: string;
  /** What it is about, where there is more than the reason: a code, a group type or a property. */
  readonly detail?: string | undefined;
}

export interface IdentifyOptions<Name = string> {
  /** Called when a call returned false. Exceptions are ignored. */
  readonly onRefused?: ((refusal: Refusal) => void) | undefined;
  /**
   * Called with the omitted properties of a call, as `path: code`: `color: unknown_property` is not in the plan. An event
   * carries the same list as its property `plan_violations`. Exceptions are ignored.
   */
  readonly onViolations?: ((violations: readonly string[], event: string) => void) | undefined;
  /** Names of properties to remove from the person, unless the same call sets them. Each call with it sends an event. */
  readonly unset?: readonly Name[] | undefined;
}

/** Options of an event. */
export interface TrackOptions<Keys extends object = Record<string, string>> extends Omit<
  IdentifyOptions,
  "unset"
> {
  /** The creation time of the business record. Default: the time of the call. In a browser, posthog-js sends an event with a timestamp immediately. */
  readonly timestamp?: Date | undefined;
  /** Groups of the event that are not in its properties: group type → key. */
  readonly groups?: { readonly [Type in keyof Keys]?: Keys[Type] | undefined } | undefined;
}

/** Options of an event that counts once. The timestamp is that of its record, the same in every repeat. */
export interface KeyedOptions<Keys extends object = Record<string, string>> extends TrackOptions<Keys> {
  readonly timestamp: Date;
  /** The idempotency key, if the event's own key is absent: 1 to 1,000 characters. */
  readonly idempotencyKey?: string | undefined;
}

/** The options of an event whose key the caller must pass. */
export interface CallerKeyedOptions<Keys extends object = Record<string, string>> extends KeyedOptions<Keys> {
  readonly idempotencyKey: string;
}

/** Options of an event that accepts additional properties. `Value` is the type of their values. */
export interface AdditionalOptions<Value = string | number | boolean> {
  /**
   * Properties that the plan does not name: name → value. A name of the plan, one that begins with `$` and one that has a meaning for
   * PostHog are violations, and are not sent.
   */
  readonly additional?: { readonly [name: string]: Value | undefined } | undefined;
}
