import type { MessageCounts } from "../../src/runtime/stats.ts";

/** Whole counts, of which those that are not named are nothing. */
export function messageCounts(counts: Partial<MessageCounts> = {}): MessageCounts {
  return {
    accepted: 0,
    queued: 0,
    inFlight: 0,
    delivered: 0,
    unknown: 0,
    lost: 0,
    lostBy: {},
    undelivered: {},
    retried: 0,
    ...counts,
  };
}

/** Whole counts when everything was delivered. */
export function allDelivered(count: number): MessageCounts {
  return messageCounts({ accepted: count, delivered: count });
}
