import type { ClaimedRow, Conclusion, OutboxRow } from "../../runtime/delivery/outbox.ts";
import type { Database, Statement } from "./database.ts";
import { MAX_CLAIMS, SUSPECT_CLAIMS } from "../suspects.ts";
import type { LeaseTime } from "./lease-time.ts";

/** Version of the tables, in the file's `user_version`. */
const SCHEMA_VERSION = 1;

/**
 * Ids are never used again: a process that lost its lease may still conclude an old one. An owner is a tracker; what it has claimed is
 * its own until it expires. Claims are counted, and those that a process outlives are taken back. Parked rows are apart, so that claims do
 * not pass over them.
 */
const SCHEMA = `
CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  plan TEXT NOT NULL,
  uuid TEXT NOT NULL,
  event TEXT NOT NULL,
  distinct_id TEXT NOT NULL,
  keyed INTEGER NOT NULL,
  body TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  owner TEXT,
  claims INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX events_suspects ON events (plan, id) WHERE claims >= ${SUSPECT_CLAIMS};
CREATE UNIQUE INDEX events_uuid ON events (uuid, plan);
CREATE TABLE owners (id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE parked (
  id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL,
  uuid TEXT NOT NULL,
  event TEXT NOT NULL,
  distinct_id TEXT NOT NULL,
  keyed INTEGER NOT NULL,
  body TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  parked_at INTEGER NOT NULL
);
PRAGMA user_version = ${SCHEMA_VERSION};
`;

const COLUMNS = "id, plan, uuid, event, distinct_id, keyed, body, written_at";

/** Rows that no living owner has: a lease that ends too late is of a clock that was set back. */
const UNCLAIMED = `(owner IS NULL OR owner NOT IN (SELECT id FROM owners WHERE expires_at BETWEEN ?2 AND ?3))`;

/** Thrown for a file of a newer version. */
export class NewerSchemaError extends Error {}

/** Creates the tables in a new file. Inside of a transaction. */
export function createTables(database: Database): void {
  const [row] = database.prepare("PRAGMA user_version").all() as readonly {
    readonly user_version: number;
  }[];
  const version = row?.user_version ?? 0;
  if (version > SCHEMA_VERSION) throw new NewerSchemaError();
  if (version === 0) database.exec(SCHEMA);
}

interface ClaimRequest {
  readonly owner: string;
  readonly limit: number;
  readonly isAlone: boolean;
}

interface Suspect {
  readonly id: number;
  readonly event: string;
  readonly claims: number;
}

export interface Taken {
  readonly rows: readonly ClaimedRow[];
  /** The id of the only row, if that is a suspect. */
  readonly suspect?: number;
  /** The event that was parked. */
  readonly parked?: string;
  /** Whether a suspect is in the way of further rows. */
  readonly isHeldUp?: boolean;
}

/** The statements of one connection. All but {@link EventTable.hasUnclaimed} are for inside of a transaction. */
export class EventTable {
  readonly #insert: Statement;
  readonly #claim: Statement;
  readonly #suspect: Statement;
  readonly #clear: Statement;
  readonly #unclaimed: Statement;
  readonly #lease: Statement;
  readonly #delete: Statement;
  readonly #park: Statement;
  readonly #release: Statement;

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO events (plan, uuid, event, distinct_id, keyed, body, written_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    this.#claim = database.prepare(
      `UPDATE events SET owner = ?5, claims = claims + 1
       WHERE id IN (SELECT id FROM events WHERE plan = ?1 AND ${UNCLAIMED} AND id <= ?6 ORDER BY id LIMIT ?4)
       RETURNING id, uuid, event, distinct_id AS distinctId, keyed AS isKeyed, body`,
    );
    this.#suspect = database.prepare(
      `SELECT id, event, claims FROM events
       WHERE plan = ?1 AND ${UNCLAIMED} AND claims >= ${SUSPECT_CLAIMS} ORDER BY id LIMIT 1`,
    );
    this.#clear = database.prepare("UPDATE events SET claims = 1 WHERE id = ? AND owner = ?");
    this.#unclaimed = database.prepare(`SELECT 1 FROM events WHERE plan = ?1 AND ${UNCLAIMED} LIMIT 1`);
    this.#lease = database.prepare("INSERT OR REPLACE INTO owners (id, expires_at) VALUES (?, ?)");
    this.#delete = database.prepare("DELETE FROM events WHERE id = ? AND owner = ?");
    this.#park = database.prepare(
      `INSERT OR REPLACE INTO parked (${COLUMNS}, reason, parked_at)
       SELECT ${COLUMNS}, ?, ? FROM events WHERE id = ? AND owner = ?`,
    );
    this.#release = database.prepare(
      "UPDATE events SET owner = NULL, claims = claims - 1 WHERE id = ? AND owner = ?",
    );
  }

  /** Gives the uuids of those that were there. */
  insert(plan: string, rows: readonly OutboxRow[], now: number): ReadonlySet<string> {
    let repeated: Set<string> | undefined;
    for (const { uuid, event, distinctId, isKeyed, body } of rows) {
      const { changes } = this.#insert.run(plan, uuid, event, distinctId, isKeyed ? 1 : 0, body, now);
      if (Number(changes) === 0) (repeated ??= new Set()).add(uuid);
    }
    return repeated ?? NONE;
  }

  /**
   * Claims at most so many rows, the oldest first, up to the first suspect.
   *
   * @param isAlone - whether the owner may get a suspect, and nothing with it, because it has claimed nothing else
   */
  claim(plan: string, { owner, limit, isAlone }: ClaimRequest, time: LeaseTime): Taken {
    this.lease(owner, time);
    const [suspect] = this.#suspect.all(plan, ...span(time)) as readonly Suspect[];
    const before = suspect === undefined ? Number.MAX_SAFE_INTEGER : suspect.id - 1;
    const rows = this.#take(plan, { owner, limit, last: before }, time);
    if (suspect === undefined || rows.length === limit) return { rows };
    if (rows.length > 0 || !isAlone) return { rows, isHeldUp: true };
    const [alone] = this.#take(plan, { owner, limit: 1, last: suspect.id }, time);
    if (alone === undefined || suspect.claims < MAX_CLAIMS) {
      return { rows: alone === undefined ? [] : [alone], suspect: suspect.id, isHeldUp: true };
    }
    this.conclude(owner, [{ id: suspect.id, kind: "parked", reason: "never_concluded" }], time.now);
    return { rows, parked: suspect.event, isHeldUp: true };
  }

  #take(
    plan: string,
    { owner, limit, last }: { readonly owner: string; readonly limit: number; readonly last: number },
    time: LeaseTime,
  ): readonly ClaimedRow[] {
    const rows = this.#claim.all(plan, ...span(time), limit, owner, last) as readonly (Omit<
      ClaimedRow,
      "isKeyed" | "id"
    > & {
      readonly id: number;
      readonly isKeyed: number;
    })[];
    // SQLite promises no order of what is returned.
    return rows
      .map(({ id, uuid, event, distinctId, isKeyed, body }) => ({
        id,
        uuid,
        event,
        distinctId,
        isKeyed: isKeyed === 1,
        body,
      }))
      .toSorted((one, other) => one.id - other.id);
  }

  /** Forgets the earlier claims of a row that is claimed. */
  clear(owner: string, id: number): void {
    this.#clear.run(id, owner);
  }

  hasUnclaimed(plan: string, time: LeaseTime): boolean {
    return this.#unclaimed.all(plan, ...span(time)).length > 0;
  }

  /** Begins or extends the lease of all that an owner has claimed. */
  lease(owner: string, { now, leaseMs }: LeaseTime): void {
    this.#lease.run(owner, now + leaseMs);
  }

  /** Does nothing for rows that somebody else has claimed since. */
  conclude(owner: string, conclusions: readonly Conclusion[], now: number): void {
    for (const { id, kind, reason = "" } of conclusions) {
      if (kind === "released") {
        this.#release.run(Number(id), owner);
        continue;
      }
      if (kind === "parked") this.#park.run(reason, now, Number(id), owner);
      this.#delete.run(Number(id), owner);
    }
  }
}

const NONE: ReadonlySet<string> = new Set();

function span({ now, leaseMs }: LeaseTime): readonly [number, number] {
  return [now, now + 2 * leaseMs];
}

/** Moves parked rows back. Gives how many. */
export function retryParked(database: Database): number {
  const { changes } = database
    .prepare(
      `INSERT INTO events (plan, uuid, event, distinct_id, keyed, body, written_at)
       SELECT plan, uuid, event, distinct_id, keyed, body, written_at FROM parked WHERE true ON CONFLICT DO NOTHING`,
    )
    .run();
  database.exec("DELETE FROM parked");
  return Number(changes);
}

/** Deletes what was written before a time and nobody is sending. Gives how many. */
export function deleteOld(database: Database, before: number, { now, leaseMs }: LeaseTime): number {
  const events = database
    .prepare(`DELETE FROM events WHERE written_at < ?1 AND ${UNCLAIMED}`)
    .run(before, ...span({ now, leaseMs }));
  const parked = database.prepare("DELETE FROM parked WHERE written_at < ?").run(before);
  database.prepare("DELETE FROM owners WHERE expires_at < ?").run(now - leaseMs);
  return Number(events.changes) + Number(parked.changes);
}
