import type { MessageCounts, ShutdownReport } from "../../src/runtime/stats.ts";

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
    retried: 0,
    ...counts,
  };
}

/** A whole report of shutting down, when everything was delivered. */
export function allDelivered(count: number): ShutdownReport {
  return { accepted: count, delivered: count, unknown: 0, lost: 0, lostBy: {}, undelivered: {} };
}
