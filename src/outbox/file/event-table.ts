import type { ClaimedRow, Conclusion, OutboxRow } from "../../runtime/delivery/outbox.ts";
import type { Database, Statement } from "./database.ts";
import type { LeaseTime } from "./lease-time.ts";

/** Version of the tables, in the file's `user_version`. */
const SCHEMA_VERSION = 1;

/**
 * Ids are never used again: a process that lost its lease may still conclude an old one. An owner is a tracker; what it has claimed is
 * its own until it expires. Parked rows are apart, so that claims do not pass over them.
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
  owner TEXT
);
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

/** The statements of one connection. All but {@link EventTable.hasUnclaimed} are for inside of a transaction. */
export class EventTable {
  readonly #insert: Statement;
  readonly #claim: Statement;
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
      `UPDATE events SET owner = ?5 WHERE id IN (SELECT id FROM events WHERE plan = ?1 AND ${UNCLAIMED} ORDER BY id LIMIT ?4)
       RETURNING id, uuid, event, distinct_id AS distinctId, keyed AS isKeyed, body`,
    );
    this.#unclaimed = database.prepare(`SELECT 1 FROM events WHERE plan = ?1 AND ${UNCLAIMED} LIMIT 1`);
    this.#lease = database.prepare("INSERT OR REPLACE INTO owners (id, expires_at) VALUES (?, ?)");
    this.#delete = database.prepare("DELETE FROM events WHERE id = ? AND owner = ?");
    this.#park = database.prepare(
      `INSERT OR REPLACE INTO parked (${COLUMNS}, reason, parked_at)
       SELECT ${COLUMNS}, ?, ? FROM events WHERE id = ? AND owner = ?`,
    );
    this.#release = database.prepare("UPDATE events SET owner = NULL WHERE id = ? AND owner = ?");
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

  claim(plan: string, owner: string, limit: number, time: LeaseTime): readonly ClaimedRow[] {
    this.lease(owner, time);
    const rows = this.#claim.all(plan, ...span(time), limit, owner) as readonly (Omit<
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
