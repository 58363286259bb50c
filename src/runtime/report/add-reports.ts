import type { FlushReport, MessageCounts, ShutdownReport } from "../stats.ts";

/** The counts of nothing. */
export const NO_MESSAGES: MessageCounts = {
  accepted: 0,
  queued: 0,
  inFlight: 0,
  delivered: 0,
  unknown: 0,
  lost: 0,
  lostBy: {},
  retried: 0,
};

/** Adds up what became of messages that have all ended. */
export function addReports(
  reports: readonly ((Omit<ShutdownReport, "undelivered"> & Partial<ShutdownReport>) | undefined)[],
): ShutdownReport {
  const sum = { accepted: 0, delivered: 0, unknown: 0, lost: 0 };
  const lostBy: Record<string, number> = {};
  const undelivered: Record<string, number> = {};
  for (const report of reports) {
    if (report === undefined) continue;
    sum.accepted += report.accepted;
    sum.delivered += report.delivered;
    sum.unknown += report.unknown;
    sum.lost += report.lost;
    addTo(lostBy, report.lostBy);
    addTo(undelivered, report.undelivered ?? {});
  }
  return { ...sum, lostBy, undelivered };
}

/** Adds up what became of what was flushed together. */
export function addFlushReports(reports: readonly (FlushReport | undefined)[]): FlushReport {
  const sum = { delivered: 0, unknown: 0, lost: 0, waiting: 0 };
  for (const report of reports) {
    for (const key of Object.keys(sum) as (keyof FlushReport)[]) sum[key] += report?.[key] ?? 0;
  }
  return sum;
}

function addTo(sum: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
}
