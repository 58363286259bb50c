import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PostgresOutbox, postgresOutbox, type Query } from "../../../../src/outbox/postgres/index.ts";
import { migrationSql } from "../../../../src/outbox/postgres/migrations.ts";
import { Delivery } from "../../../../src/runtime/delivery/delivery.ts";
import { Reporter } from "../../../../src/runtime/report/reporter.ts";
import { postgresPrograms, type PostgresServer, startPostgres } from "../../../support/postgres-server.ts";
import { makeMessage } from "../../runtime/delivery/make-message.ts";

const uuidOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

/** A tracker's delivery to a PostHog that takes everything. */
function deliver(outbox: PostgresOutbox, send: (uuids: readonly string[]) => Promise<void>): Delivery {
  return new Delivery({
    planName: "plan",
    target: { apiKey: "phc_x", host: "http://posthog.example" },
    options: {
      outbox,
      disableCompression: true,
      handleErrors: false,
      handleSignals: false,
      fetch: async (_url, init) => {
        const { batch } = JSON.parse(String(init?.body)) as { batch: { uuid: string }[] };
        await send(batch.map(({ uuid }) => uuid));
        return Response.json({ status: "Ok" });
      },
    },
    reporter: new Reporter({ debug: false, log: () => {}, onRefused: undefined }),
  });
}

describe.skipIf(postgresPrograms === undefined)("a tracker with an outbox in PostgreSQL", () => {
  let server: PostgresServer;
  let pool: Pool;
  const query: Query = (sql, values) => pool.query(sql, values);

  beforeAll(async () => {
    server = await startPostgres();
    pool = new Pool({ connectionString: server.connectionString });
    pool.on("error", () => {});
    await pool.query(migrationSql("tracking_plan"));
  });

  afterAll(async () => {
    await pool.end();
    await server.remove();
  });

  test("sends what it held, and what a transaction committed, and nothing that was rolled back", async () => {
    const outbox = postgresOutbox({ query });
    const sent: string[] = [];
    const { queue } = deliver(outbox, async (uuids) => {
      sent.push(...uuids);
    });
    const write = (index: number): unknown => queue.store([makeMessage(uuidOf(index))], true);
    const client = await pool.connect();
    const within = (index: number): Promise<unknown> =>
      outbox.within(
        (sql, values) => client.query(sql, values),
        () => write(index),
      );
    for (let index = 0; index < 600; index += 1) write(index);
    expect(queue.counts().durable).toMatchObject({ accepted: 600, waitingForStore: 600, stored: 0 });
    expect(await outbox.stored()).toBe(true);
    expect(queue.counts().durable).toMatchObject({ accepted: 600, waitingForStore: 0, stored: 600 });
    await client.query("BEGIN");
    await within(700);
    await client.query("ROLLBACK");
    await client.query("BEGIN");
    await within(600);
    await client.query("COMMIT");
    client.release();
    // Held when the shutdown begins.
    write(601);
    await queue.shutdown(30_000);
    expect(sent.toSorted()).toEqual(Array.from({ length: 602 }, (_, index) => uuidOf(index)));
    expect((await pool.query("SELECT id FROM tracking_plan.events")).rows).toEqual([]);
    expect(queue.counts().durable).toMatchObject({
      accepted: 601,
      stored: 601,
      lost: 0,
      handedToTransaction: 2,
      claimed: 602,
      delivered: 602,
    });
  });

  test("has several requests at once over two relays, and sends each person's events once and in order", async () => {
    const sent: string[] = [];
    let underWay = 0;
    let most = 0;
    const send = async (uuids: readonly string[]): Promise<void> => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      underWay -= 1;
      // When a request ends, which is the latest that PostHog sees it.
      sent.push(...uuids);
    };
    const writer = postgresOutbox({ query });
    const { queue } = deliver(writer, send);
    await writer.within(query, () => {
      for (let index = 0; index < 5000; index += 1) {
        const distinctId = `person ${index % 41}`;
        queue.store([{ ...makeMessage(uuidOf(index)), distinctId }], true);
      }
    });
    const relays = [1, 2].map(() => deliver(postgresOutbox({ query }), send).queue);
    // The writer may have claimed some, too.
    await Promise.all([queue, ...relays].map((relay) => relay.shutdown(60_000)));
    expect(sent.toSorted()).toEqual(Array.from({ length: 5000 }, (_, index) => uuidOf(index)));
    const positions = new Map(sent.map((uuid, position) => [uuid, position]));
    for (let index = 41; index < 5000; index += 1) {
      expect(positions.get(uuidOf(index))).toBeGreaterThan(positions.get(uuidOf(index - 41)) as number);
    }
    expect(most).toBeGreaterThan(2);
    expect((await pool.query("SELECT id FROM tracking_plan.events")).rows).toEqual([]);
  });

  test.each([
    ["a claim", "SKIP LOCKED", false],
    ["a claim that was committed", "SKIP LOCKED", true],
    ["what became of events", "given.kind = 'delivered'", false],
    ["what became of events, which was committed", "given.kind = 'delivered'", true],
  ])("loses nothing when the connection dies in the middle of %s", async (_case, statement, isCommitted) => {
    const sent: string[] = [];
    let deaths = 0;
    const dying: Query = async (sql, values) => {
      if (!sql.includes(statement) || deaths > 0) return pool.query(sql, values);
      deaths += 1;
      const client = await pool.connect();
      client.on("error", () => {});
      try {
        if (isCommitted) await client.query(sql, values);
        const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
        const [answer] = await Promise.all([
          client.query("SELECT pg_sleep(60)"),
          pool.query("SELECT pg_terminate_backend($1)", [rows[0].pid]),
        ]);
        return answer;
      } finally {
        client.release(true);
      }
    };
    const { queue } = deliver(postgresOutbox({ query: dying }), async (uuids) => {
      sent.push(...uuids);
    });
    for (let index = 0; index < 3; index += 1) queue.store([makeMessage(uuidOf(index))], true);
    await expect
      .poll(async () => {
        void queue.flush({ timeoutMs: 1000 });
        // The time of a lease passes.
        if (deaths > 0)
          await pool.query("UPDATE tracking_plan.events SET leased_until = NULL WHERE claims = 1");
        const { rows } = await pool.query("SELECT uuid FROM tracking_plan.events");
        return [deaths, rows];
      })
      .toEqual([1, []]);
    await queue.shutdown(10_000);
    expect(new Set(sent)).toEqual(new Set([0, 1, 2].map(uuidOf)));
  });

  test("keeps the order of a person when the answer to a claim is lost", async () => {
    const sent: string[] = [];
    let isLost = false;
    const losing: Query = async (sql, values) => {
      const answer = await pool.query(sql, values);
      if (!sql.includes("SKIP LOCKED") || isLost) return answer;
      isLost = true;
      throw new Error("the connection is gone");
    };
    const outbox = postgresOutbox({ query: losing });
    const { queue } = deliver(outbox, async (uuids) => {
      sent.push(...uuids);
    });
    queue.store([makeMessage(uuidOf(0))], true);
    await queue.flush({ timeoutMs: 1000 });
    await expect.poll(() => isLost).toBe(true);
    // A later one of the same person, while the lease of the first is not over.
    queue.store([makeMessage(uuidOf(1))], true);
    await queue.shutdown(20_000);
    expect(sent).toEqual([0, 1].map(uuidOf));
    expect((await pool.query("SELECT id FROM tracking_plan.events")).rows).toEqual([]);
  });
});
