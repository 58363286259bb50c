import type { Message } from "./message.ts";
import type { RefusalReason } from "./refusal.ts";

/**
 * Delivery counts: of all accepted messages, or of those that a flush waited for. Each message has one state:
 * `accepted === queued + inFlight + delivered + unknown + lost`.
 */
export interface MessageCounts {
  /** Messages for which a helper returned `true`. */
  readonly accepted: number;
  /** In memory, waiting for the first or the next attempt. */
  readonly queued: number;
  /** In a request that has no answer yet. */
  readonly inFlight: number;
  /** PostHog confirmed that it has the message. */
  readonly delivered: number;
  /** Sent, but without an answer from PostHog that says whether it has the message. */
  readonly unknown: number;
  /** PostHog does not have the message. {@link lostBy} has the reasons. */
  readonly lost: number;
  /** Lost messages per reason, such as `http_401` or `shut_down`. The sum is `lost`. */
  readonly lostBy: Readonly<Record<string, number>>;
  /** Lost and unknown messages per event name. The sum is `lost + unknown`. */
  readonly undelivered: Readonly<Record<string, number>>;
  /** Number of retries. One message can be retried several times. */
  readonly retried: number;
}

/**
 * Everything that a tracker has done so far. Each call is counted once: as refused, as a duplicate, or as one accepted event
 * (`groupIdentify` as one group update).
 */
export interface TrackerStats {
  /** `on`; `off` without a key or when disabled; `closed` after `shutdown()`. */
  readonly state: "on" | "off" | "closed";
  /** Calls that returned `false`, per reason. */
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
  /** Accepted events with violations, which are sent without the invalid values. */
  readonly violating: number;
  /**
   * Calls that returned `true` and sent nothing, because the same event is already queued or delivered. The key is compared
   * with those of the last 10,000 delivered events.
   */
  readonly duplicate: number;
  /** Accepted events that lack the idempotency key required by the plan. If one is repeated, it counts twice. */
  readonly unkeyed: number;
  /** Calls whose `claimedId` differs from the id that the event is sent under. */
  readonly mismatched: number;
  /** Messages that the option `beforeSend` dropped, and those that were dropped because it failed. */
  readonly beforeSend: { readonly dropped: number; readonly failed: number };
  /** Events that lack common values, because what gives them threw, gave a promise, or gave something else than an object. */
  readonly common: { readonly failed: number };
  /** Events and `$set` messages: one per accepted `track…` or `identifyUser` call. */
  readonly events: MessageCounts;
  /** `$groupidentify` messages: from `groupIdentify` calls and from events that set properties of a group. */
  readonly groupUpdates: MessageCounts;
  /** Approximate size of all queued and in-flight messages, in characters of JSON. */
  readonly waitingBytes: number;
  /** Messages of durable events; present with the option `outbox`. They are in none of the counts above. */
  readonly durable?: DurableCounts;
}

/** What this process accepted for the outbox, and what it sent from there. Each side adds up. */
export interface DurableCounts extends ClaimCounts {
  /** Messages for which a helper returned `true`: `accepted === stored + waitingForStore + lost`. */
  readonly accepted: number;
  /** In the outbox, or delivered from there since. */
  readonly stored: number;
  /** In memory, because the outbox could not be written to. */
  readonly waitingForStore: number;
  /** Still in memory when the process ended. */
  readonly lost: number;
  /** Messages that were put into a transaction of the application. What became of it, the outbox knows. Not in `accepted`. */
  readonly handedToTransaction: number;
}

/** Messages that this process took from the outbox to send them: `claimed === queued + inFlight + delivered + parked + released`. */
export interface ClaimCounts {
  readonly claimed: number;
  /** Waiting for the first or the next attempt. */
  readonly queued: number;
  /** In a request that has no answer yet. */
  readonly inFlight: number;
  /** PostHog confirmed that it has the message. */
  readonly delivered: number;
  /** Kept in the outbox, and not sent again unless somebody says so: PostHog does not accept them. */
  readonly parked: number;
  /** Left in the outbox at the end of the process. */
  readonly released: number;
  /** Parked messages per reason, such as `http_400`. The sum is `parked`. */
  readonly parkedBy: Readonly<Record<string, number>>;
  /** Number of retries. One message can be retried several times. */
  readonly retried: number;
}

/** A delivered message, as passed to `onDelivery`. */
export interface Delivery {
  /** What was sent. */
  readonly message: Message;
  /** Number of requests that contained it. */
  readonly attempts: number;
}

/** An accepted message that was not delivered, as passed to `onLoss`. */
export interface Loss extends Delivery {
  /** The reason, as in `MessageCounts.lostBy`. */
  readonly reason: string;
  /** Whether PostHog may have it anyway; then it counts as `unknown`, not as `lost`. */
  readonly mayHaveArrived: boolean;
}

/** The sum of several counts; all zero without any. */
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
