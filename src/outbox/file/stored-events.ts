import type {
  EventFilter,
  ListedEvent,
  OutboxAdmin,
  PlanCounts,
} from "../../runtime/delivery/outbox-admin.ts";
import type { Database } from "./database.ts";

/** What people do with the rows of a file. See `OutboxAdmin`. */

/** All rows as one table. `?1` is the present time, in milliseconds. */
const ALL = `
SELECT id, plan, uuid, event, distinct_id, body, written_at, NULL AS reason,
  CASE WHEN owner IN (SELECT id FROM owners WHERE expires_at >= ?1) THEN 'claimed' ELSE 'waiting' END AS state
FROM events
UNION ALL
SELECT id, plan, uuid, event, distinct_id, body, written_at, reason, 'parked' FROM parked WHERE ?1 IS NOT NULL`;

export function countEvents(database: Database, now: number): readonly PlanCounts[] {
  const rows = database
    .prepare(
      `SELECT plan, sum(state <> 'parked') AS waiting, sum(state = 'parked') AS parked,
         min(CASE WHEN state <> 'parked' THEN written_at END) AS oldest
       FROM (${ALL}) GROUP BY plan ORDER BY plan`,
    )
    .all(now) as readonly {
    readonly plan: string;
    readonly waiting: number;
    readonly parked: number;
    readonly oldest: number | null;
  }[];
  return rows.map(({ plan, waiting, parked, oldest }) => ({
    plan,
    waiting,
    parked,
    oldestSeconds: Math.max(0, (now - (oldest ?? now)) / 1000),
  }));
}

export function listEvents(
  database: Database,
  { limit, hasBody, isParked, distinctId }: Parameters<OutboxAdmin["list"]>[0],
  now: number,
): readonly ListedEvent[] {
  const rows = database
    .prepare(
      `SELECT * FROM (${ALL}) WHERE (?2 IS NULL OR state = 'parked') AND (?3 IS NULL OR distinct_id = ?3) ORDER BY id LIMIT ?4`,
    )
    .all(now, isParked === true ? 1 : null, distinctId ?? null, limit) as readonly {
    readonly plan: string;
    readonly uuid: string;
    readonly event: string;
    readonly distinct_id: string;
    readonly written_at: number;
    readonly state: ListedEvent["state"];
    readonly reason: string | null;
    readonly body: string;
  }[];
  return rows.map(({ plan, uuid, event, distinct_id, written_at, state, reason, body }) => ({
    plan,
    uuid,
    event,
    distinctId: distinct_id,
    writtenAt: new Date(written_at),
    state,
    reason: reason ?? undefined,
    body: hasBody ? body : undefined,
  }));
}

export function dropEvents(database: Database, { isParked, distinctId }: EventFilter): number {
  // libsql takes null alone for something else than a value.
  const [condition, values] = distinctId === undefined ? ["true", []] : ["distinct_id = ?", [distinctId]];
  const remove = (table: "events" | "parked"): number =>
    Number(database.prepare(`DELETE FROM ${table} WHERE ${condition}`).run(...values).changes);
  return (isParked === true ? 0 : remove("events")) + remove("parked");
}
