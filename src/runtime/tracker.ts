import type { EventDefinition, ParsedId, PlanContract } from "./definition.ts";
import type { EventOptions, GroupOptions, PersonOptions } from "./options.ts";
import type { Refusal } from "./refusal.ts";
import type { MessageCounts, TrackerStats } from "./stats.ts";

/**
 * Takes events, checks them against the plan, and sends them. Its methods never wait for the network and, but for
 * `violations: "throw"` and test trackers, never throw.
 */
export interface Tracker {
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
  /** Counts and reports a call that could not be made. Returns `false`. */
  refuse(refusal: Refusal): boolean;
  /**
   * Loads posthog-node, which otherwise the first event does. Never rejects.
   *
   * @returns whether events will be sent: `false` when tracking is off or posthog-node cannot be loaded.
   */
  ready(): Promise<boolean>;
  /**
   * Sends what is waiting now, and waits for the answers: again and again until all of it has ended or the time is over. Never rejects.
   *
   * @returns what became of it by then: all of it arrived where `delivered` is as many as `accepted`, and what is `queued` or
   *   `inFlight` will be sent later, if the process lives on.
   */
  flush(options?: FlushOptions): Promise<MessageCounts>;
  /**
   * Waits until at least half of the queue is free, which it mostly is at once: a job that tracks many events and awaits this now and
   * then has none refused because the queue is full. Never rejects.
   *
   * @returns whether there is room: `false` when the time is over.
   * @example
   * for (const row of rows) {
   *   trackCheckoutCompleted(parseUserId(row.user_id), row.checkout, { timestamp: row.at });
   *   await tracker.waitForCapacity();
   * }
   */
  waitForCapacity(options?: CapacityOptions): Promise<boolean>;
  /**
   * Sends what is waiting, then refuses all later calls. Never rejects. A second call gives the same counts, and may shorten the time.
   *
   * @returns what became of everything that the tracker, and those that it replaced, ever accepted: nothing is `queued` or `inFlight`.
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

/** Which tracker a helper hands its event to. */
export interface TrackerChoice {
  /** Another tracker than the shared one. */
  readonly tracker?: Tracker | undefined;
}

/** Options of a `track…` helper. */
export interface TrackOptions<
  GroupType extends string = string,
  GroupKeys extends Readonly<Record<GroupType, string>> = Readonly<Record<GroupType, string>>,
>
  extends EventOptions<GroupType, GroupKeys>, TrackerChoice {}

/**
 * Options of the `track…` helper of an event with `idempotency`. The timestamp is that of the business record, the same at
 * each repeat: PostHog counts two sends once only when they fall on one day.
 */
export interface KeyedOptions<
  GroupType extends string = string,
  GroupKeys extends Readonly<Record<GroupType, string>> = Readonly<Record<GroupType, string>>,
> extends TrackOptions<GroupType, GroupKeys> {
  readonly timestamp: Date;
}

/** Options of the `track…` helper of an event with `idempotency: caller`. */
export interface CallerKeyedOptions<
  GroupType extends string = string,
  GroupKeys extends Readonly<Record<GroupType, string>> = Readonly<Record<GroupType, string>>,
> extends KeyedOptions<GroupType, GroupKeys> {
  readonly idempotencyKey: string;
}

/** Options of `identifyUser`. `Name` are the names of the properties. */
export interface IdentifyOptions<Name extends string = string> extends PersonOptions<Name>, TrackerChoice {}

/** Options of `groupIdentify`. It cannot remove properties, because PostHog does not for groups; `null` is the nearest. */
export interface GroupIdentifyOptions<User = string | ParsedId> extends GroupOptions<User>, TrackerChoice {}
