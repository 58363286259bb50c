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
  /** posthog-js has not started: call the helper from its option `loaded`, or later. */
  | "not_started"
  /** The event counts once a person, and nobody is identified, or under an id that is not this plan's. */
  | "not_identified"
  /** The timestamp is no date, before 2000 or in the future, and the event counts once by it. */
  | "invalid_timestamp"
  /** `idempotencyKey` is missing where the plan asks for one, or is not 1 to 1,000 characters of text. */
  | "invalid_idempotency_key"
  /** `groups` names another group than the event's own property does. */
  | "group_conflict";

/** A call that returned false. It never holds the value that was refused. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The event's name; `$identify` for `identifyUser`. */
  readonly event: string;
  /** One sentence for people. */
  readonly detail: string;
}

export interface IdentifyOptions<Name = string> {
  /** Called when a call returned false. Exceptions are ignored. */
  readonly onRefused?: ((refusal: Refusal) => void) | undefined;
  /**
   * Called with the omitted properties of a call, as `path: code`: `color: unknown_property` is not in the plan. An event
   * carries the same list as its property `plan_violations`. Exceptions are ignored.
   */
  readonly onViolations?: ((violations: readonly string[], event: string) => void) | undefined;
  /** Properties to remove from the person, by name. One that the same call sets is not removed. An event is sent each time. */
  readonly unset?: readonly Name[] | undefined;
}

/** What a call may say about its event beyond the properties. */
export interface TrackOptions<Keys extends object = Record<string, string>> extends Omit<
  IdentifyOptions,
  "unset"
> {
  /** The creation time of the business record. Default: the time of the call. posthog-js sends an event with a timestamp immediately. */
  readonly timestamp?: Date | undefined;
  /** The groups of the event that no property of it names: group type → key. */
  readonly groups?: { readonly [Type in keyof Keys]?: Keys[Type] | undefined } | undefined;
}

/** The options of an event that counts once: it needs the time of its record, the same at each repeat. */
export interface KeyedOptions<Keys extends object = Record<string, string>> extends TrackOptions<Keys> {
  readonly timestamp: Date;
  /** The idempotency key, if the event's own key is absent: 1 to 1,000 characters. */
  readonly idempotencyKey?: string | undefined;
}

/** The options of an event whose key the caller must pass. */
export interface CallerKeyedOptions<Keys extends object = Record<string, string>> extends KeyedOptions<Keys> {
  readonly idempotencyKey: string;
}
