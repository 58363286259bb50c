import { Pool, type PoolClient } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type PostgresOutbox, postgresOutbox, type Query } from "../../../../src/outbox/postgres/index.ts";
import { migrationSql } from "../../../../src/outbox/postgres/migrations.ts";
import type { ClaimedRow, OutboxRow, OutboxStore } from "../../../../src/runtime/delivery/outbox.ts";
import { postgresPrograms, type PostgresServer, startPostgres } from "../../../support/postgres-server.ts";

const SCHEMA = `odd "schema'`;
const TABLE = `"odd ""schema'".events`;

let server: PostgresServer;
let pool: Pool;

interface Opened {
  readonly outbox: PostgresOutbox;
  readonly store: OutboxStore;
  readonly lines: string[];
  readonly wakes: () => number;
}

const opened: OutboxStore[] = [];

const fails: Query = () => Promise.reject(new Error("gone"));

const renames: Query = async (sql, values) => {
  const { rows } = await pool.query<object>(sql, values);
  return rows.map((given) =>
    Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toUpperCase(), value])),
  );
};

/** Opens the table as another process would. */
function open(query: Query = (sql, values) => pool.query(sql, values), planName = "shop"): Opened {
  const outbox = postgresOutbox({ query, schema: SCHEMA });
  const lines: string[] = [];
  let wakes = 0;
  const store = outbox.open({
    planName,
    warn: (line) => lines.includes(line) || lines.push(line),
    wake: () => (wakes += 1),
    writeHeld: async () => true,
    takeBack: () => {},
  });
  opened.push(store);
  return { outbox, store, lines, wakes: () => wakes };
}

function row(uuid: string, more: Partial<OutboxRow> = {}): OutboxRow {
  return { uuid, event: "paid", distinctId: "ann", isKeyed: true, body: `{"uuid":"${uuid}"}`, ...more };
}

async function claim({ store }: Opened, limit = 250): Promise<readonly ClaimedRow[]> {
  return (await store.claim(limit)) as readonly ClaimedRow[];
}

const uuids = (rows: readonly OutboxRow[] | undefined): unknown => rows?.map(({ uuid }) => uuid);

async function inTable(): Promise<readonly string[]> {
  const { rows } = await pool.query(`SELECT uuid FROM ${TABLE} ORDER BY id`);
  return rows.map(({ uuid }: { readonly uuid: string }) => uuid);
}

async function transact(work: (client: PoolClient, query: Query) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await work(client, (sql, values) => client.query(sql, values));
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

describe.skipIf(postgresPrograms === undefined)("with PostgreSQL", () => {
  beforeAll(async () => {
    server = await startPostgres();
    pool = new Pool({ connectionString: server.connectionString, max: 4 });
    pool.on("error", () => {});
  });

  afterAll(async () => {
    await pool.end();
    await server.remove();
  });

  beforeEach(async () => {
    await pool.query(migrationSql(SCHEMA));
  });

  afterEach(async () => {
    for (const store of opened.splice(0)) store.close();
    await pool.query(`DROP SCHEMA "odd ""schema'" CASCADE`);
  });

  describe("rows", () => {
    test("are claimed once, in the order in which they were written, and deleted when they are delivered", async () => {
      const one = open();
      const other = open();
      expect(await one.store.writeHeld([row("a"), row("b"), row("c")])).toBe(true);
      const claimed = await claim(one, 2);
      expect(claimed).toEqual([
        { ...row("a"), id: "1", isParked: false, isSuspect: false },
        { ...row("b"), id: "2", isParked: false, isSuspect: false },
      ]);
      // The rest is of the same person.
      expect(await claim(other)).toEqual([]);
      expect(uuids(await claim(one))).toEqual(["c"]);
      await one.store.conclude(claimed.map(({ id }) => ({ id, kind: "delivered" })));
      expect(await inTable()).toEqual(["c"]);
    });

    test("of other people are for other relays", async () => {
      const one = open();
      await one.store.writeHeld([row("a"), row("b", { distinctId: "bob" })]);
      expect(uuids(await claim(one, 1))).toEqual(["a"]);
      expect(uuids(await claim(open()))).toEqual(["b"]);
    });

    test("of another plan are for other trackers", async () => {
      await open().store.writeHeld([row("a")]);
      expect(await claim(open(undefined, "blog"))).toEqual([]);
    });

    test("that are released can be claimed by others, and those that are parked once they are retried", async () => {
      const one = open();
      await one.store.writeHeld([row("a"), row("b")]);
      const [a, b] = (await claim(one)) as [ClaimedRow, ClaimedRow];
      await one.store.conclude([
        { id: a.id, kind: "parked", reason: "http_400" },
        { id: b.id, kind: "released" },
      ]);
      const other = open();
      expect(await claim(other)).toMatchObject([{ uuid: "b" }]);
      const { rows } = await pool.query(`SELECT uuid, claims, reason FROM ${TABLE} ORDER BY id`);
      expect(rows).toEqual([
        { uuid: "a", claims: 0, reason: "http_400" },
        { uuid: "b", claims: 1, reason: null },
      ]);
      expect(await other.outbox.retryParked()).toBe(1);
      expect(uuids(await claim(other))).toEqual(["a"]);
    });

    test("of a dead relay are free when its lease is over, and it cannot conclude them once they are claimed", async () => {
      const [dead, other] = [open(), open()];
      await dead.store.writeHeld([row("a")]);
      const [a] = (await claim(dead)) as [ClaimedRow];
      await pool.query(`UPDATE ${TABLE} SET leased_until = now() - interval '1 second'`);
      expect(uuids(await claim(other))).toEqual(["a"]);
      expect(await dead.store.conclude([{ id: a.id, kind: "delivered" }])).toBe(true);
      expect(await inTable()).toEqual(["a"]);
    });

    test("with the same uuid are one event, and go together", async () => {
      const one = open();
      await one.store.writeHeld([row("a"), row("b")]);
      await one.store.writeHeld([row("a")]);
      const claimed = await claim(one);
      expect(uuids(claimed)).toEqual(["a", "b"]);
      await one.store.writeHeld([row("a")]);
      expect(await claim(one)).toEqual([]);
      await one.store.conclude(claimed.map(({ id }) => ({ id, kind: "delivered" })));
      expect(await inTable()).toEqual([]);
    });

    test("that were claimed three times and never concluded are claimed alone, and parked after ten", async () => {
      const one = open();
      await one.store.writeHeld([row("a"), row("poison"), row("b")]);
      await pool.query(`UPDATE ${TABLE} SET claims = 3 WHERE uuid = 'poison'`);
      const [a] = (await claim(one)) as [ClaimedRow];
      expect(a).toMatchObject({ uuid: "a" });
      // Not beside what it is sending.
      expect(await one.store.claim(250)).toBe(undefined);
      const asked = one.wakes();
      await one.store.conclude([{ id: a.id, kind: "released" }]);
      await expect.poll(one.wakes).toBeGreaterThan(asked);
      await pool.query(`DELETE FROM ${TABLE} WHERE uuid = 'a'`);
      expect(uuids(await claim(one))).toEqual(["poison"]);
      expect(await one.store.claim(250)).toBe(undefined);
      await pool.query(`UPDATE ${TABLE} SET claims = 10, leased_until = NULL WHERE uuid = 'poison'`);
      const { store, lines, wakes } = open();
      await pool.query(`UPDATE ${TABLE} SET leased_until = NULL, owner = NULL`);
      const before = wakes();
      expect(await store.claim(250)).toEqual([]);
      expect(lines.join()).toContain("parked");
      await expect.poll(wakes).toBeGreaterThan(before);
      expect(await store.claim(250)).toMatchObject([{ uuid: "b" }]);
    });

    test("hold any text", async () => {
      const one = open();
      const body = JSON.stringify({ text: "\u0000 \ud800 𝒳 '\" \\ \u2028" });
      expect(await one.store.writeHeld([row("a", { body, distinctId: "O'Neill \0\ud800𝒳" })])).toBe(true);
      expect(await claim(one)).toMatchObject([{ body, distinctId: "O'Neill 𝒳" }]);
    });

    test("by the ten thousand are shared by relays: each is claimed once, and each person's in order", async () => {
      const rows = Array.from({ length: 10_000 }, (_, index) =>
        row(String(index), { distinctId: `person ${index % 97}` }),
      );
      await open().store.writeHeld(rows);
      const seen: OutboxRow[] = [];
      const relay = async (of: Opened): Promise<number> => {
        for (let count = 0; ;) {
          const claimed = await claim(of);
          if (claimed.length === 0) return count;
          seen.push(...claimed);
          count += claimed.length;
          await of.store.conclude(claimed.map(({ id }) => ({ id, kind: "delivered" })));
        }
      };
      const counts = await Promise.all([relay(open()), relay(open()), relay(open())]);
      expect(counts.reduce((sum, count) => sum + count)).toBe(10_000);
      for (const count of counts) expect(count).toBeGreaterThan(0);
      for (const person of new Set(seen.map(({ distinctId }) => distinctId))) {
        const numbers = seen
          .filter(({ distinctId }) => distinctId === person)
          .map(({ uuid }) => Number(uuid));
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }
      expect(await inTable()).toEqual([]);
    });

    test("are listed, counted, sent again and dropped by people", async () => {
      const { outbox, store, wakes } = open();
      await store.writeHeld([row("a"), row("b"), row("c", { distinctId: "O'Neill \0" })]);
      const [a] = (await store.claim(1)) as [ClaimedRow];
      await store.conclude([{ id: a.id, kind: "parked", reason: "http_400" }]);
      await store.claim(1);
      const { admin } = outbox;
      const listed = await admin.list({ limit: 9, hasBody: false });
      const shown = { plan: "shop", event: "paid" };
      expect(
        listed.map(({ writtenAt, ...event }) => [event, Date.now() - writtenAt.getTime() < 60_000]),
      ).toEqual([
        [{ ...shown, uuid: "a", distinctId: "ann", state: "parked", reason: "http_400" }, true],
        [{ ...shown, uuid: "b", distinctId: "ann", state: "claimed" }, true],
        [{ ...shown, uuid: "c", distinctId: "O'Neill ", state: "waiting" }, true],
      ]);
      expect(await admin.list({ limit: 1, hasBody: true })).toMatchObject([
        { uuid: "a", body: row("a").body },
      ]);
      expect(await admin.counts()).toMatchObject([{ plan: "shop", waiting: 2, parked: 1 }]);
      const asked = wakes();
      expect([await admin.retryParked(), wakes()]).toEqual([1, asked + 1]);
      expect(await admin.drop({ isParked: true })).toBe(0);
      expect(await admin.drop({ distinctId: "O'Neill \0" })).toBe(1);
      expect(await admin.drop({ distinctId: "ann", isParked: true })).toBe(0);
      expect(await admin.drop({ distinctId: "ann" })).toBe(2);
      expect(await admin.counts()).toEqual([]);
      await expect(open(fails).outbox.admin.counts()).rejects.toThrow("the connection ended");
    });

    test("are found by a tracker that starts, and deleted when they are too old", async () => {
      const writer = open();
      await writer.store.writeHeld([row("a"), row("old")]);
      await expect.poll(writer.wakes).toBeGreaterThan(0);
      await pool.query(`UPDATE ${TABLE} SET written_at = now() - interval '31 days' WHERE uuid = 'old'`);
      const { wakes, lines } = open();
      await expect.poll(wakes).toBeGreaterThan(0);
      expect(await inTable()).toEqual(["a"]);
      expect(lines.join()).toContain("1 events of the outbox were older than maxAgeDays");
    });
  });

  describe("a transaction", () => {
    test("has what its callback accepted, in one INSERT, and what is rolled back can be written again", async () => {
      const { outbox, store } = open();
      const statements: string[] = [];
      const attempt = (isLast: boolean): Promise<void> =>
        transact(async (_client, query) => {
          const result = await outbox.within(
            (sql, values) => {
              statements.push(sql);
              return query(sql, values);
            },
            () => [store.write([row("a")]), store.write([row("a"), row("b")])],
          );
          expect(result).toEqual([
            { kind: "handed", repeated: new Set() },
            { kind: "handed", repeated: new Set(["a"]) },
          ]);
          if (!isLast) throw new Error("rolled back");
        });
      await expect(attempt(false)).rejects.toThrow("rolled back");
      expect(await inTable()).toEqual([]);
      await attempt(true);
      expect([await inTable(), statements.length]).toEqual([["a", "b"], 2]);
      expect(store.write([row("c")])).toEqual({ kind: "hold" });
    });

    test("loses what was written since a savepoint, with that savepoint", async () => {
      const { outbox, store } = open();
      await transact(async (client, query) => {
        await outbox.within(query, () => store.write([row("a")]));
        await client.query("SAVEPOINT nested");
        await outbox.within(query, () => store.write([row("b")]));
        await client.query("ROLLBACK TO SAVEPOINT nested");
        await outbox.within(query, () => store.write([row("c")]));
      });
      expect(await inTable()).toEqual(["a", "c"]);
    });

    test("that cannot be serialized is tried again, and writes once", async () => {
      const { outbox, store } = open();
      await pool.query("CREATE TABLE counters (n integer); INSERT INTO counters VALUES (0)");
      const attempt = (): Promise<void> =>
        transact(async (client, query) => {
          await client.query("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
          await client.query("SELECT n FROM counters");
          await outbox.within(query, () => store.write([row("a")]));
          if (isFirst) await pool.query("UPDATE counters SET n = n + 1");
          isFirst = false;
          await client.query("UPDATE counters SET n = n + 1");
        });
      let isFirst = true;
      await expect(attempt()).rejects.toMatchObject({ code: "40001" });
      await attempt();
      expect(await inTable()).toEqual(["a"]);
      await pool.query("DROP TABLE counters");
    });

    test("does not wait for another with the same keys in the opposite order", async () => {
      const { outbox, store } = open();
      const [one, other] = [await pool.connect(), await pool.connect()];
      const write = (client: PoolClient, uuid: string): Promise<unknown> =>
        outbox.within(
          (sql, values) => client.query(sql, values),
          () => store.write([row(uuid)]),
        );
      try {
        for (const client of [one, other]) await client.query("BEGIN; SET LOCAL lock_timeout = '2s'");
        await write(one, "a");
        await write(other, "b");
        await write(one, "b");
        await write(other, "a");
        for (const client of [one, other]) await client.query("COMMIT");
      } finally {
        one.release(true);
        other.release(true);
      }
      expect(uuids(await claim(open()))).toEqual(["a", "b"]);
    });

    test("takes any text, and sends nothing for a callback without events", async () => {
      const { outbox, store } = open();
      const body = JSON.stringify({ text: "\u0000 \ud800" });
      await transact(async (_client, query) => {
        await outbox.within(query, () => store.write([row("a", { body, distinctId: "\0\udfff" })]));
        await outbox.within(fails, () => {});
      });
      expect(await claim(open())).toMatchObject([{ body, distinctId: "" }]);
    });

    test("fails with the database, with its callback, and where that returns a promise", async () => {
      const { outbox, store } = open();
      await expect(outbox.within(fails, () => store.write([row("a")]))).rejects.toThrow("gone");
      const late = async (): Promise<void> => {
        store.write([row("b")]);
        await Promise.reject(new Error("later"));
      };
      await expect(outbox.within((sql, values) => pool.query(sql, values), late)).rejects.toThrow(
        "must not return a promise",
      );
      const throws = (): never => {
        store.write([row("c")]);
        throw new Error("of the callback");
      };
      await expect(outbox.within((sql, values) => pool.query(sql, values), throws)).rejects.toThrow(
        "of the callback",
      );
      expect(await inTable()).toEqual([]);
      expect(store.write([row("d")])).toEqual({ kind: "hold" });
    });
  });

  describe("a database", () => {
    test.each([
      ["without the table", `DROP TABLE ${TABLE}`, "run tracking-plan outbox sql --apply"],
      [
        "with the table of a newer version",
        `COMMENT ON TABLE ${TABLE} IS 'tracking-plan outbox, version 99'`,
        "a newer version of tracking-plan made its table",
      ],
    ])("%s cannot be used, which is said", async (_case, sql, words) => {
      await pool.query(sql);
      const { store, lines } = open();
      expect([await store.writeHeld([row("a")]), await store.claim(1)]).toEqual([false, undefined]);
      expect(lines.join()).toContain(words);
      expect(await store.conclude([])).toBe(false);
    });

    test("is not used by a driver that renames columns of one word, which is said", async () => {
      const { store, lines } = open(renames);
      expect([await store.writeHeld([row("a")]), await store.claim(1)]).toEqual([false, undefined]);
      expect(lines.join()).toContain("must return columns under the names");
    });

    test("that ends and comes back is used again", async () => {
      const { store, lines, wakes } = open();
      await store.writeHeld([row("a")]);
      await server.kill();
      await expect.poll(() => store.writeHeld([row("b")])).toBe(false);
      expect(lines.join()).toContain("The outbox cannot be used: ");
      const before = wakes();
      await server.start();
      await expect.poll(wakes).toBeGreaterThan(before);
      await expect.poll(() => store.writeHeld([row("b")])).toBe(true);
      expect(uuids((await store.claim(10)) as readonly ClaimedRow[])).toEqual(["a", "b"]);
    });

    test("has a table whose name no search path changes", async () => {
      const { store } = open(async (sql, values) => {
        const client = await pool.connect();
        try {
          await client.query("SET search_path TO nowhere");
          return await client.query(sql, values);
        } finally {
          client.release(true);
        }
      });
      expect(await store.writeHeld([row("a")])).toBe(true);
      expect(uuids((await store.claim(1)) as readonly ClaimedRow[])).toEqual(["a"]);
    });
  });
});
