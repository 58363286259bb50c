import type { RefusalReason } from "./refusal.ts";

/** What became of accepted messages. At every moment `accepted === delivered + lost + waiting`. */
export interface MessageCounts {
  readonly accepted: number;
  /** PostHog answered the request that held the message with a 2xx status. */
  readonly delivered: number;
  /** Given up. {@link lostBy} says why. */
  readonly lost: number;
  /** Lost messages by reason, such as `http_401`, `queue_full` or `shut_down`. Adds up to `lost`. */
  readonly lostBy: Readonly<Record<string, number>>;
  /** Neither delivered nor lost yet. */
  readonly waiting: number;
}

/**
 * Everything that a tracker has been asked to do so far. Each call is in one place: it is refused, a duplicate, or
 * accepted as one event (`groupIdentify` as one group update).
 */
export interface TrackerStats {
  /** `on`; `off` without a key or when disabled; `closed` after `shutdown()`. */
  readonly state: "on" | "off" | "closed";
  /** Calls that returned `false`, by reason. */
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
  /** Accepted events that were sent without what the plan refuses. */
  readonly violating: number;
  /**
   * Calls that returned `true` and sent nothing, because their event is queued or delivered already. It is looked up by its
   * key among the last 10,000 events with one.
   */
  readonly duplicate: number;
  /** Accepted events for which the plan names a key, and which had none. A repeat of one counts twice. */
  readonly unkeyed: number;
  /** Calls whose `claimedId` was another user's id than the one that the event is sent under. */
  readonly mismatched: number;
  /** Events and `$set` messages: one for each accepted `track…` and `identifyUser` call. */
  readonly events: MessageCounts;
  /** `$groupidentify` messages: of `groupIdentify` calls, and of events that set properties of a group. */
  readonly groupUpdates: MessageCounts;
}

/** What `shutdown()` found when it was done. */
export interface ShutdownReport {
  /** Messages delivered over the tracker's whole life. */
  readonly delivered: number;
  /** Messages lost over the tracker's whole life, those that shutting down gave up included. */
  readonly lost: number;
  readonly lostBy: Readonly<Record<string, number>>;
}
