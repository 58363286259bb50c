import type { MessageCounts } from "../stats.ts";

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
