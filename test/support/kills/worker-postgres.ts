import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool, type PoolClient } from "pg";
import { postgresOutbox } from "../../../src/outbox/postgres/index.ts";
import { track } from "../../../src/runtime/calls.ts";
import type { Tracker } from "../../../src/runtime/tracker.ts";
import { creditsBought, UNREADABLE } from "./durable-event.ts";
import { pick, randomOf } from "./random.ts";
import type { Work } from "./work.ts";

const SERIALIZATION_FAILURE = "40001";

/**
 * Works on an outbox in PostgreSQL: payments in transactions that commit or not, and events outside of any. The table `payments` has the
 * key of each payment, so it says which events must arrive and which must not.
 */
export function workOnPostgres(): Work {
  const { OUTBOX: connectionString = "", PROMISED: promised = "", LIFE = "", SEED } = process.env;
  const pool = new Pool({ connectionString, max: 4 });
  pool.on("error", () => {});
  // One that is checked out tells nobody else that its connection ended.
  pool.on("connect", (client) => client.on("error", () => {}));
  const outbox = postgresOutbox({ query: (sql, values) => pool.query(sql, values) });
  const random = randomOf(Number(SEED));
  let number = 0;

  const trackOne = (tracker: Tracker, idempotencyKey: string): boolean => {
    const credits = random() < 0.01 ? UNREADABLE : number;
    const options = { tracker, idempotencyKey, timestamp: new Date() };
    return track(creditsBought, `user ${number % 50}`, { credits }, options);
  };

  const pay = async (client: PoolClient, tracker: Tracker, keys: readonly string[]): Promise<void> => {
    await client.query(`BEGIN ISOLATION LEVEL ${random() < 0.3 ? "SERIALIZABLE" : "READ COMMITTED"}`);
    try {
      await client.query("SELECT sum(payments) FROM totals");
      await client.query("INSERT INTO payments (key) SELECT unnest(CAST($1 AS text[]))", [keys]);
      await outbox.within(
        (sql, values) => client.query(sql, values),
        () => keys.map((key) => trackOne(tracker, key)),
      );
      await client.query("UPDATE totals SET payments = payments + $1 WHERE id = $2", [
        keys.length,
        pick(random, 4),
      ]);
      if (random() < 0.15) throw new Error("the business rolls it back");
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  };

  const payOnce = async (tracker: Tracker): Promise<void> => {
    const client = await pool.connect();
    const keys = Array.from({ length: 1 + pick(random, 5) }, () => `payment ${LIFE} ${(number += 1)}`);
    let fault: unknown;
    try {
      for (let tries = 0; tries < 3; tries += 1) {
        try {
          await pay(client, tracker, keys);
          return;
        } catch (error) {
          const isAgain = (error as { readonly code?: unknown }).code === SERIALIZATION_FAILURE;
          if (!isAgain && random() < 0.5) throw error;
        }
      }
    } catch (error) {
      fault = error;
    } finally {
      client.release(fault !== undefined);
    }
  };

  const trackOutside = async (tracker: Tracker): Promise<void> => {
    const keys = Array.from({ length: 1 + pick(random, 10) }, () => `outside ${LIFE} ${(number += 1)}`);
    const accepted = keys.filter((key) => trackOne(tracker, key));
    // Before that, they are in memory and promised to nobody.
    if (await outbox.stored()) appendFileSync(promised, accepted.map((key) => `${key}\n`).join(""));
  };

  return {
    outbox,
    write: async (tracker, sayReady) => {
      for (; ; sayReady()) {
        try {
          await (random() < 0.8 ? payOnce(tracker) : trackOutside(tracker));
        } catch {
          // The server is away.
          await sleep(20);
        }
        await sleep(1 + pick(random, 5));
      }
    },
  };
}
