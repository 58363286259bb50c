import type { ClaimedRow, Conclusion, OutboxRow } from "../../runtime/delivery/outbox.ts";
import type {
  EventFilter,
  ListedEvent,
  OutboxAdmin,
  PlanCounts,
} from "../../runtime/delivery/outbox-admin.ts";
import { MAX_CLAIMS, SUSPECT_CLAIMS } from "../suspects.ts";
import { laneOf, LANES } from "./lanes.ts";
import { quoteName } from "./migrations.ts";
import { type Query, type Row, rowsOf } from "./query.ts";

/** How long claims are safe from other processes when this one says nothing, in seconds. */
const LEASE_S = 30;

/** A row as it is claimed. */
export interface TakenRow extends ClaimedRow {
  readonly id: string;
  /** It was claimed too often, and is parked now. */
  readonly isParked: boolean;
  readonly isSuspect: boolean;
}

export interface Taken {
  readonly rows: readonly TakenRow[];
  /** Whether there is a suspect, so that the next rows can be claimed once all that is claimed is concluded. */
  readonly isHeldUp: boolean;
}

/**
 * The statements. Each is a transaction of its own, takes strings, and is a SELECT or INSERT, because that is what all drivers agree about.
 * It returns columns of one word, because drivers can be told to rename others.
 */
export class EventTable {
  readonly #sql: ReturnType<typeof statements>;
  readonly #channel: string | undefined;

  /** @param channel - what to notify of new rows, if anything */
  constructor(schema: string, channel?: string) {
    this.#sql = statements(`${quoteName(schema)}.events`);
    this.#channel = channel;
  }

  async notify(query: Query, payload: string): Promise<void> {
    await query(this.#sql.notify, [this.#channel ?? "", payload]);
  }

  async insert(query: Query, rows: readonly (OutboxRow & { readonly plan: string })[]): Promise<void> {
    const given = rows.map(({ plan, uuid, event, distinctId, isKeyed, body }) => ({
      plan,
      uuid,
      event: storable(event),
      distinct_id: storable(distinctId),
      keyed: isKeyed,
      lane: laneOf(distinctId),
      body,
    }));
    const json = JSON.stringify(given);
    if (this.#channel === undefined) await query(this.#sql.insert, [json]);
    else await query(this.#sql.insertAndNotify, [json, this.#channel]);
  }

  /**
   * Claims at most so many rows of lanes that nobody else sends from. They are in the order in which they were written.
   *
   * @param isAlone - whether the owner may get a suspect, and nothing with it, because it has claimed nothing else
   */
  async claim(
    query: Query,
    plan: string,
    { owner, limit, isAlone }: { readonly owner: string; readonly limit: number; readonly isAlone: boolean },
  ): Promise<Taken> {
    const rows = await rowsOf(query, this.#sql.claim, [plan, owner, String(limit), String(isAlone)]);
    const taken = rows.filter(({ id }) => id !== null);
    return {
      rows: taken.map(toTakenRow).toSorted((one, other) => Number(BigInt(one.id) - BigInt(other.id))),
      isHeldUp: taken.length < rows.length,
    };
  }

  /** Does nothing for rows that somebody else has claimed since. */
  async conclude(query: Query, owner: string, conclusions: readonly Conclusion[]): Promise<void> {
    const given = conclusions.map(({ id, kind, reason }) => ({ id: String(id), kind, reason }));
    await rowsOf(query, this.#sql.conclude, [JSON.stringify(given), owner]);
  }

  /** Gives back what the owner has claimed, but for some rows. Their attempts do not count. */
  async release(query: Query, plan: string, owner: string, kept: readonly string[]): Promise<void> {
    await rowsOf(query, this.#sql.release, [JSON.stringify(kept.map((id) => ({ id }))), owner, plan]);
  }

  /** Extends the leases of rows. */
  async lease(query: Query, owner: string, ids: readonly string[]): Promise<void> {
    await rowsOf(query, this.#sql.lease, [JSON.stringify(ids.map((id) => ({ id }))), owner]);
  }

  /** Forgets the earlier claims of rows that are claimed. */
  async clear(query: Query, owner: string, ids: readonly string[]): Promise<void> {
    await rowsOf(query, this.#sql.clear, [JSON.stringify(ids.map((id) => ({ id }))), owner]);
  }

  async hasUnclaimed(query: Query, plan: string): Promise<boolean> {
    return (await rowsOf(query, this.#sql.unclaimed, [plan])).length > 0;
  }

  /** Deletes the oldest rows, if they are older than so many days. Gives how many. */
  async deleteOld(query: Query, days: number): Promise<number> {
    return Number((await rowsOf(query, this.#sql.deleteOld, [String(days)]))[0]?.["count"]);
  }

  async counts(query: Query): Promise<readonly PlanCounts[]> {
    const rows = await rowsOf(query, this.#sql.counts, []);
    return rows.map(({ plan, waiting, parked, oldest }) => ({
      plan: String(plan),
      waiting: Number(waiting),
      parked: Number(parked),
      oldestSeconds: Math.max(0, Number(oldest)),
    }));
  }

  async list(
    query: Query,
    { limit, hasBody, ...filter }: Parameters<OutboxAdmin["list"]>[0],
  ): Promise<readonly ListedEvent[]> {
    const rows = await rowsOf(query, this.#sql.list, [toCondition(filter), String(limit), String(hasBody)]);
    return rows.map(({ plan, uuid, event, person, written, state, reason, body }) => ({
      plan: String(plan),
      uuid: String(uuid),
      event: String(event),
      distinctId: String(person),
      writtenAt: new Date(Number(written)),
      state: state as ListedEvent["state"],
      reason: typeof reason === "string" ? reason : undefined,
      body: typeof body === "string" ? unmarked(body) : undefined,
    }));
  }

  /** Deletes rows, claimed ones too. Gives how many. */
  async drop(query: Query, filter: EventFilter): Promise<number> {
    return Number((await rowsOf(query, this.#sql.drop, [toCondition(filter)]))[0]?.["count"]);
  }

  /** Lets parked rows be claimed again. Gives how many. */
  async retryParked(query: Query): Promise<number> {
    return Number((await rowsOf(query, this.#sql.retryParked, []))[0]?.["count"]);
  }
}

function toTakenRow({ id, uuid, event, person, keyed, body, parked, suspect }: Row): TakenRow {
  return {
    id: String(id),
    uuid: String(uuid),
    event: String(event),
    distinctId: String(person),
    isKeyed: keyed === "true",
    body: unmarked(String(body)),
    isParked: parked === "true",
    isSuspect: suspect === "true",
  };
}

/** A body as it was written, of one behind its mark. */
function unmarked(body: string): string {
  return body.slice(1);
}

function toCondition({ isParked, distinctId }: EventFilter): string {
  return JSON.stringify({
    parked: isParked,
    distinct_id: distinctId === undefined ? undefined : storable(distinctId),
  });
}

/** Text as PostgreSQL can keep it: without U+0000 and lone surrogates. The body, which is what is sent, has them escaped. */
function storable(text: string): string {
  return text.replaceAll(/[\0\ud800-\udfff]/gu, "");
}

const FREE = "(leased_until IS NULL OR leased_until < now())";
/** Not alone: there are plugins of query builders that parse every text that begins like JSON. */
const MARKED_BODY = "'=' || body";
const LEASE = `now() + interval '${LEASE_S} seconds'`;
const IDS =
  "(SELECT CAST(id AS bigint) FROM json_to_recordset(CAST(CAST($1 AS text) AS json)) AS g (id text))";

/** What a statement over `events` is about. */
const CONDITION =
  "json_to_record(CAST(CAST($1 AS text) AS json)) AS filter (parked boolean, distinct_id text)";
const MATCHES = `(filter.parked IS NULL OR events.parked_at IS NOT NULL)
  AND (filter.distinct_id IS NULL OR events.distinct_id = filter.distinct_id)`;

// oxlint-disable-next-line typescript/explicit-function-return-type -- a table of texts
function statements(table: string) {
  const insert = `
INSERT INTO ${table} (plan, uuid, event, distinct_id, keyed, lane, body)
SELECT plan, uuid, event, distinct_id, keyed, lane, body
FROM json_to_recordset(CAST(CAST($1 AS text) AS json))
  AS given (plan text, uuid text, event text, distinct_id text, keyed boolean, lane smallint, body text)`;
  return {
    insert,

    // The payload is the plan. PostgreSQL sends it when the transaction commits.
    insertAndNotify: `
WITH written AS (${insert})
SELECT CAST(pg_notify(CAST($2 AS text), plan) AS text) AS notified
FROM (SELECT DISTINCT plan FROM json_to_recordset(CAST(CAST($1 AS text) AS json)) AS given (plan text)) AS plans`,

    notify: `SELECT CAST(pg_notify(CAST($1 AS text), CAST($2 AS text)) AS text) AS notified`,

    // The first row of a lane stands for the lane: who has it locked or leased sends from that lane, and nobody else does.
    // Lanes are taken whole, the one with the oldest row first, so that the others are left for other relays.
    // A claim is counted before anything is sent, so that one that ends the process counts, too. Where there is a suspect, the last row
    // has no id.
    claim: `
WITH heads AS MATERIALIZED (
  SELECT head.id
  FROM generate_series(0, ${LANES - 1}) AS lanes (lane) CROSS JOIN LATERAL (
    SELECT id FROM ${table}
    WHERE plan = CAST($1 AS text) AND lane = lanes.lane AND parked_at IS NULL
    ORDER BY id LIMIT 1
  ) AS head
), free AS MATERIALIZED (
  SELECT id, lane FROM ${table}
  WHERE id IN (SELECT id FROM heads) AND parked_at IS NULL AND (${FREE} OR owner = CAST($2 AS text))
  ORDER BY id
  FOR UPDATE SKIP LOCKED
), picked AS MATERIALIZED (
  SELECT waiting.id, waiting.claims
  FROM free CROSS JOIN LATERAL (
    SELECT id, claims FROM ${table}
    WHERE plan = CAST($1 AS text) AND lane = free.lane AND parked_at IS NULL AND ${FREE}
    ORDER BY id LIMIT CAST(CAST($3 AS text) AS integer)
  ) AS waiting
  LIMIT CAST(CAST($3 AS text) AS integer)
), marked AS (
  SELECT id, claims, row_number() OVER (ORDER BY id) AS place,
    bool_or(claims >= ${SUSPECT_CLAIMS}) OVER (ORDER BY id) AS after_suspect
  FROM picked
), taken AS (
  UPDATE ${table} AS events SET
    claims = events.claims + 1,
    owner = CAST($2 AS text),
    leased_until = ${LEASE},
    parked_at = CASE WHEN events.claims >= ${MAX_CLAIMS} THEN now() END,
    reason = CASE WHEN events.claims >= ${MAX_CLAIMS} THEN 'never_concluded' END
  FROM marked
  WHERE events.id = marked.id AND (NOT marked.after_suspect OR (marked.place = 1 AND CAST($4 AS text) = 'true'))
    AND events.parked_at IS NULL AND ${FREE}
  RETURNING events.*
)
SELECT CAST(id AS text) AS id, uuid, event, distinct_id AS person, CAST(keyed AS text) AS keyed, ${MARKED_BODY} AS body,
  CAST(parked_at IS NOT NULL AS text) AS parked, CAST(claims > ${SUSPECT_CLAIMS} AS text) AS suspect
FROM taken
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE EXISTS (SELECT FROM marked WHERE after_suspect)`,

    conclude: `
WITH given AS MATERIALIZED (
  SELECT CAST(id AS bigint) AS id, kind, reason
  FROM json_to_recordset(CAST(CAST($1 AS text) AS json)) AS given (id text, kind text, reason text)
), deleted AS (
  DELETE FROM ${table} AS events USING given
  WHERE events.id = given.id AND events.owner = CAST($2 AS text) AND given.kind = 'delivered'
), kept AS (
  UPDATE ${table} AS events SET
    owner = NULL,
    leased_until = NULL,
    claims = events.claims - 1,
    parked_at = CASE WHEN given.kind = 'parked' THEN now() END,
    reason = given.reason
  FROM given
  WHERE events.id = given.id AND events.owner = CAST($2 AS text) AND given.kind <> 'delivered'
)
SELECT 1 AS done`,

    release: `
WITH released AS (
  UPDATE ${table} SET owner = NULL, leased_until = NULL, claims = claims - 1
  WHERE plan = CAST($3 AS text) AND owner = CAST($2 AS text) AND parked_at IS NULL AND id NOT IN ${IDS}
)
SELECT 1 AS done`,

    lease: `
WITH leased AS (
  UPDATE ${table} SET leased_until = ${LEASE} WHERE id IN ${IDS} AND owner = CAST($2 AS text)
)
SELECT 1 AS done`,

    clear: `
WITH cleared AS (
  UPDATE ${table} SET claims = 1 WHERE id IN ${IDS} AND owner = CAST($2 AS text)
)
SELECT 1 AS done`,

    unclaimed: `
SELECT 1 AS found FROM ${table} WHERE plan = CAST($1 AS text) AND parked_at IS NULL AND ${FREE} LIMIT 1`,

    // Old rows have low numbers. So it need not look at the others.
    deleteOld: `
WITH oldest AS MATERIALIZED (
  SELECT id, written_at, leased_until FROM ${table} ORDER BY id LIMIT 1000
), deleted AS (
  DELETE FROM ${table} WHERE id IN (
    SELECT id FROM oldest
    WHERE written_at < now() - CAST(CAST($1 AS text) AS double precision) * interval '1 day' AND ${FREE}
  )
  RETURNING 1
)
SELECT CAST(count(*) AS text) AS count FROM deleted`,

    counts: `
SELECT plan, CAST(count(*) FILTER (WHERE parked_at IS NULL) AS text) AS waiting,
  CAST(count(*) FILTER (WHERE parked_at IS NOT NULL) AS text) AS parked,
  CAST(extract(epoch FROM now() - min(written_at) FILTER (WHERE parked_at IS NULL)) AS text) AS oldest
FROM ${table} GROUP BY plan ORDER BY plan`,

    list: `
SELECT events.plan, events.uuid, events.event, events.distinct_id AS person, events.reason,
  CAST(extract(epoch FROM events.written_at) * 1000 AS text) AS written,
  CASE WHEN events.parked_at IS NOT NULL THEN 'parked' WHEN ${FREE} THEN 'waiting' ELSE 'claimed' END AS state,
  CASE WHEN CAST($3 AS text) = 'true' THEN ${MARKED_BODY} END AS body
FROM ${table} AS events, ${CONDITION}
WHERE ${MATCHES}
ORDER BY events.id LIMIT CAST(CAST($2 AS text) AS integer)`,

    drop: `
WITH dropped AS (
  DELETE FROM ${table} AS events USING ${CONDITION} WHERE ${MATCHES} RETURNING 1
)
SELECT CAST(count(*) AS text) AS count FROM dropped`,

    retryParked: `
WITH retried AS (
  UPDATE ${table} SET parked_at = NULL, reason = NULL, claims = 0, owner = NULL, leased_until = NULL
  WHERE parked_at IS NOT NULL
  RETURNING 1
)
SELECT CAST(count(*) AS text) AS count FROM retried`,
  };
}
