import type { EventDefinition, ParsedId, PlanContract } from "./definition.ts";
import type { EventOptions, GroupOptions, NoCommon, PersonOptions } from "./options.ts";
import type { Refusal } from "./refusal.ts";
import type { MessageCounts, TrackerStats } from "./stats.ts";

/**
 * Checks events against the plan and sends them. Its methods never block on the network. They never throw, except with
 * `violations: "throw"` and in test trackers. `Common` is the type of the plan's common values.
 */
export interface Tracker<Common extends object = NoCommon> {
  /**
   * A tracker that gives common properties of its events these values, over the same queue: `stats`, `flush` and `shutdown` are
   * those of this tracker. Pass it to helpers as `options.tracker`. Values that the caller passes go before them.
   *
   * @example
   * const requestTracker = tracker.with({ app_version: request.headers["x-app-version"] });
   */
  with(common: Common): Tracker<Common>;
  /** See the function {@link track} of this module. */
  track(
    definition: EventDefinition,
    user: string | ParsedId,
    properties: object,
    options?: EventOptions,
  ): boolean;
  identify(plan: PlanContract, user: string | ParsedId, properties: object, options?: PersonOptions): boolean;
  groupIdentify(
    plan: PlanContract,
    type: string,
    key: string,
    properties: object,
    options?: GroupOptions,
  ): boolean;
  /** Counts and reports a call that cannot be made. Returns `false`. */
  refuse(refusal: Refusal): boolean;
  /**
   * Loads posthog-node, which otherwise happens with the first event. Never rejects.
   *
   * @returns whether events can be sent: `false` if tracking is off or posthog-node cannot be loaded.
   */
  ready(): Promise<boolean>;
  /**
   * Sends all queued messages, with retries, and waits until each has an outcome or the time is over. Never rejects.
   *
   * @returns the delivery counts of these messages: all arrived if `delivered` equals `accepted`. Messages that are still `queued`
   *   or `inFlight` are sent later, as long as the process is alive.
   */
  flush(options?: FlushOptions): Promise<MessageCounts>;
  /**
   * Waits until at least half of the queue is free, usually not at all. A job that awaits it between events never gets
   * `queue_full`. Never rejects.
   *
   * @returns whether there is capacity: `false` if the time is over.
   * @example
   * for (const row of rows) {
   *   trackCheckoutCompleted(parseUserId(row.user_id), row.checkout, { timestamp: row.at });
   *   await tracker.waitForCapacity();
   * }
   */
  waitForCapacity(options?: CapacityOptions): Promise<boolean>;
  /**
   * Flushes, then refuses all later calls. Never rejects. A second call returns the same counts and can shorten the time limit.
   *
   * @returns the delivery counts of all messages that this tracker, and those it replaced, ever accepted. None is still `queued` or
   *   `inFlight`.
   */
  shutdown(options?: ShutdownOptions): Promise<MessageCounts>;
  stats(): TrackerStats;
}

export interface ShutdownOptions {
  /** Longest time to wait, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number | undefined;
}

export interface FlushOptions {
  /** Longest time to wait, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number | undefined;
}

export interface CapacityOptions {
  /** Longest time to wait, in milliseconds. Default: none. */
  readonly timeoutMs?: number | undefined;
}

/** Which tracker a helper uses. */
export interface TrackerChoice {
  /** A tracker to use instead of the shared one. */
  readonly tracker?: Tracker | undefined;
}

/** Options of a `track…` helper. `Keys` maps the group types to the types of their keys. */
export interface TrackOptions<Keys extends object = Readonly<Record<string, string>>>
  extends EventOptions<Keys>, TrackerChoice {}

/**
 * Options of the `track…` helper of an event with `idempotency`. The timestamp is that of the business record and the same on
 * every repeat: PostHog removes duplicates only within one day.
 */
export interface KeyedOptions<
  Keys extends object = Readonly<Record<string, string>>,
> extends TrackOptions<Keys> {
  readonly timestamp: Date;
}

/** Options of the `track…` helper of an event with `idempotency: caller`. */
export interface CallerKeyedOptions<
  Keys extends object = Readonly<Record<string, string>>,
> extends KeyedOptions<Keys> {
  readonly idempotencyKey: string;
}

/** Options of `identifyUser`. `Name` is the union of the property names. */
export interface IdentifyOptions<Name extends string = string> extends PersonOptions<Name>, TrackerChoice {}

/** Options of `groupIdentify`. PostHog cannot remove properties of a group; setting `null` comes closest. */
export interface GroupIdentifyOptions<User = string | ParsedId> extends GroupOptions<User>, TrackerChoice {}
