import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { sql as drizzleSql } from "drizzle-orm";
import { type Drizzle, drizzle } from "drizzle-orm/node-postgres";
import { CamelCasePlugin, CompiledQuery, Kysely, ParseJSONResultsPlugin, PostgresDialect } from "kysely";
import { Pool } from "pg";
import postgres from "postgres";
import { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresOutbox, type Query } from "../../../src/outbox/postgres/index.ts";
import { migrationSql } from "../../../src/outbox/postgres/migrations.ts";
import type { ClaimedRow, OutboxRow, OutboxStore } from "../../../src/runtime/delivery/outbox.ts";
import { postgresPrograms, type PostgresServer, startPostgres } from "../../support/postgres-server.ts";

/** A transaction as a driver has it. */
interface Transaction {
  readonly query: Query;
  /** Runs work in a savepoint. */
  readonly nested: (work: (inner: Transaction) => Promise<void>) => Promise<void>;
}

interface Driver {
  readonly query: Query;
  readonly transact: (work: (transaction: Transaction) => Promise<void>) => Promise<void>;
  readonly end: () => Promise<unknown>;
}

const DRIVERS: Readonly<Record<string, (url: string) => Driver | Promise<Driver>>> = {
  pg: (url) => {
    const pool = new Pool({ connectionString: url });
    return {
      query: (sql, values) => pool.query(sql, values),
      transact: async (work) => {
        const client = await pool.connect();
        const send: Query = (sql, values) => client.query(sql, values);
        try {
          await client.query("BEGIN");
          await work(withSavepoints(send));
          await client.query("COMMIT");
        } catch (error) {
          await client.query("ROLLBACK");
          throw error;
        } finally {
          client.release();
        }
      },
      end: () => pool.end(),
    };
  },
  "postgres.js": (url) => ofPostgresJs(postgres(url)),
  "postgres.js with names in camel case": (url) => ofPostgresJs(postgres(url, { transform: postgres.camel })),
  Kysely: (url) => ofKysely(url, []),
  "Kysely with its plugins": (url) => ofKysely(url, [new ParseJSONResultsPlugin(), new CamelCasePlugin()]),
  // It has a database of its own.
  PGlite: async () => {
    const db = await PGlite.create();
    await db.exec(migrationSql("tracking_plan"));
    return {
      query: (sql, values) => db.query(sql, values),
      transact: (work) =>
        db.transaction((tx) => work(withSavepoints((sql, values) => tx.query(sql, values)))),
      end: () => db.close(),
    };
  },
  Drizzle: (url) => {
    const pool = new Pool({ connectionString: url });
    const of = (db: Drizzle): Transaction => ({
      query: (text, values) => db.execute(toDrizzle(text, values)),
      nested: (work) => db.transaction((inner) => work(of(inner))),
    });
    const db = drizzle(pool);
    return {
      query: of(db).query,
      transact: (work) => db.transaction((tx) => work(of(tx))),
      end: () => pool.end(),
    };
  },
  Prisma: async (url) => {
    generatePrisma();
    const { PrismaClient } = await import("@prisma/client");
    const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
    return {
      query: (sql, values) => prisma.$queryRawUnsafe(sql, ...values),
      transact: (work) =>
        prisma.$transaction((tx) =>
          work(withSavepoints((sql, values) => tx.$queryRawUnsafe(sql, ...values))),
        ),
      end: () => prisma.$disconnect(),
    };
  },
  TypeORM: async (url) => {
    const source = new DataSource({ type: "postgres", url });
    await source.initialize();
    const of = (manager: typeof source.manager): Transaction => ({
      query: (sql, values) => manager.query(sql, values),
      nested: (work) => manager.transaction((inner) => work(of(inner))),
    });
    return {
      query: (sql, values) => source.manager.query(sql, values),
      transact: (work) => source.manager.transaction((manager) => work(of(manager))),
      end: () => source.destroy(),
    };
  },
};

function ofPostgresJs(sql: ReturnType<typeof postgres>): Driver {
  const of = (tx: typeof sql): Transaction => ({
    query: (text, values) => tx.unsafe(text, values),
    nested: (work) => tx.savepoint((inner) => work(of(inner))),
  });
  return {
    query: (text, values) => sql.unsafe(text, values),
    transact: (work) => sql.begin((tx) => work(of(tx))),
    end: () => sql.end(),
  };
}

function ofKysely(url: string, plugins: object[]): Driver {
  const dialect = new PostgresDialect({ pool: new Pool({ connectionString: url }) });
  const db = new Kysely({ dialect, plugins });
  return {
    query: sendOf(db),
    transact: (work) => db.transaction().execute((tx) => work(withSavepoints(sendOf(tx)))),
    end: () => db.destroy(),
  };
}

/** Its own statements have no `$1`, so it makes them from parts. */
function toDrizzle(text: string, values: string[]): object {
  const parts = text.split(/\$(\d+)/u);
  return drizzleSql.join(
    parts.map((part, index) =>
      index % 2 === 0 ? drizzleSql.raw(part) : drizzleSql`${values[Number(part) - 1]}`,
    ),
  );
}

/** Generating the client needs no engine, but looks for one, and loads it from the network if none is named. */
function generatePrisma(): void {
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
  execFileSync("npx", ["prisma", "generate", "--schema", "schema.prisma"], { cwd, env, stdio: "pipe" });
}

function sendOf(kysely: Kysely): Query {
  return (sql, values) => kysely.executeQuery(CompiledQuery.raw(sql, values));
}

function withSavepoints(query: Query): Transaction {
  return {
    query,
    nested: async (work) => {
      await query("SAVEPOINT nested", []);
      try {
        await work(withSavepoints(query));
      } catch (error) {
        await query("ROLLBACK TO SAVEPOINT nested", []);
        throw error;
      }
    },
  };
}

const body = JSON.stringify({ text: "\u0000 \ud800 𝒳 ' \\ [{}]" });

function rollBack(): never {
  throw new Error("roll back");
}

function row(uuid: string): OutboxRow {
  return { uuid, event: "paid", distinctId: "ann \0\udfff", isKeyed: true, body };
}

describe.skipIf(postgresPrograms === undefined)("with PostgreSQL", () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres();
    const pool = new Pool({ connectionString: server.connectionString });
    await pool.query(migrationSql("tracking_plan"));
    await pool.end();
  });

  afterAll(() => server.remove());

  test.each(Object.keys(DRIVERS))(
    "%s writes in its transactions what commits, and claims any text as it was",
    async (name) => {
      const driver = await DRIVERS[name]!(server.connectionString);
      const outbox = postgresOutbox({ query: driver.query });
      const store: OutboxStore = outbox.open({
        planName: name,
        warn: (line) => expect.unreachable(line),
        wake: () => {},
        writeHeld: async () => true,
        takeBack: () => {},
      });
      const write = (query: Query, uuid: string): Promise<unknown> =>
        outbox.within(query, () => store.write([row(uuid)]));
      const failed = driver.transact(async ({ query }) => {
        await write(query, "rolled back");
        rollBack();
      });
      await expect(failed).rejects.toThrow("roll back");
      await driver.transact(async ({ query, nested }) => {
        await write(query, "a");
        const inner = nested(async (transaction) => {
          await write(transaction.query, "of a savepoint");
          rollBack();
        });
        await expect(inner).rejects.toThrow("roll back");
        await write(query, "b");
      });
      expect(await store.writeHeld([row("c"), row("a")])).toBe(true);

      const claimed = (await store.claim(10)) as readonly ClaimedRow[];
      expect(
        claimed.map(({ uuid, distinctId, isKeyed, body: text }) => [uuid, distinctId, isKeyed, text]),
      ).toEqual(["a", "b", "c"].map((uuid) => [uuid, "ann ", true, body]));
      const [a, b, c] = claimed as [ClaimedRow, ClaimedRow, ClaimedRow];
      await store.conclude([
        { id: a.id, kind: "delivered" },
        { id: b.id, kind: "parked", reason: "http_400" },
        { id: c.id, kind: "released" },
      ]);
      expect(await outbox.retryParked()).toBe(1);
      expect(((await store.claim(10)) as readonly ClaimedRow[]).map(({ uuid }) => uuid)).toEqual(["b", "c"]);
      const listed = (await outbox.admin.list({ limit: 100, hasBody: true })).filter(
        ({ plan }) => plan === name,
      );
      expect(listed).toMatchObject(
        ["b", "c"].map((uuid) => ({ uuid, distinctId: "ann ", writtenAt: expect.any(Date), body })),
      );
      expect(listed.some(({ writtenAt }) => Number.isNaN(writtenAt.getTime()))).toBe(false);
      store.close();
      await driver.end();
    },
  );
});
