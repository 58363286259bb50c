import type { Message } from "./message.ts";
import type { RefusalReason } from "./refusal.ts";

/**
 * What became of messages: of all that were accepted, or of those that a flush was about. At every moment each is in one place:
 * `accepted === queued + inFlight + delivered + unknown + lost`.
 */
export interface MessageCounts {
  readonly accepted: number;
  /** In memory, to be sent, or to be sent again. */
  readonly queued: number;
  /** In a request that has no answer yet. */
  readonly inFlight: number;
  /** PostHog answered that it took the message. */
  readonly delivered: number;
  /** Sent, and never answered by PostHog in words that say whether it took the message. It may have. */
  readonly unknown: number;
  /** PostHog does not have it. {@link lostBy} says why. */
  readonly lost: number;
  /** Lost messages by reason, such as `http_401` or `shut_down`. Adds up to `lost`. */
  readonly lostBy: Readonly<Record<string, number>>;
  /** The lost and unknown messages, by the name of the event. Adds up to `lost + unknown`. */
  readonly undelivered: Readonly<Record<string, number>>;
  /** How often a message was sent again: it can be more than there are messages. */
  readonly retried: number;
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
  /** About how much the queued and the sent messages without an answer weigh, in characters of JSON. */
  readonly waitingBytes: number;
}

/** A message that PostHog has, as `onDelivery` is told of it. */
export interface Delivery {
  /** What was sent. */
  readonly message: Message;
  /** Requests that carried it. */
  readonly attempts: number;
}

/** A message that was accepted and not delivered, as `onLoss` is told of it. */
export interface Loss extends Delivery {
  /** A word, as in `MessageCounts.lostBy`. */
  readonly reason: string;
  /** Whether PostHog may have it all the same; then it is counted as `unknown`, and not as `lost`. */
  readonly mayHaveArrived: boolean;
}

/** Adds up what became of messages. The counts of nothing without any. */
export function addCounts(all: readonly (MessageCounts | undefined)[]): MessageCounts {
  const sum = { accepted: 0, queued: 0, inFlight: 0, delivered: 0, unknown: 0, lost: 0 };
  let retried = 0;
  const lostBy: Record<string, number> = {};
  const undelivered: Record<string, number> = {};
  for (const counts of all) {
    if (counts === undefined) continue;
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
    retried += counts.retried;
    addTo(lostBy, counts.lostBy);
    addTo(undelivered, counts.undelivered);
  }
  return { ...sum, lostBy, undelivered, retried };
}

function addTo(sum: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
}
