/**
 * What a durable helper promised outlives every `kill -9`: real processes over one store, and a server on the loopback interface. The long
 * form is `npm run test:world -- durable`.
 */
import { expect, test } from "vitest";
import { makeFileStore } from "../support/kills/file-store.ts";
import { makePostgresStore } from "../support/kills/postgres-store.ts";
import { randomOf } from "../support/kills/random.ts";
import { runKills } from "../support/kills/run-kills.ts";
import { postgresPrograms } from "../support/postgres-server.ts";

const SEED = 18;

test.for([
  { name: "a file", makeStore: makeFileStore, isThere: true },
  {
    name: "PostgreSQL, which ends, too",
    makeStore: () => makePostgresStore(randomOf(SEED)),
    isThere: postgresPrograms !== undefined,
  },
])(
  "every promised event arrives, and each under one uuid, over $name",
  async ({ makeStore, isThere }, { skip }) => {
    skip(!isThere, "PostgreSQL is not installed");
    const store = await makeStore();
    try {
      const run = { store, kills: 12, writers: 2, senders: 1, seed: SEED, livesMs: 300 };
      const { broken, kills, atEnd } = await runKills(run);
      expect([broken, atEnd.kept]).toEqual([{ lost: [], forbidden: [], renamed: [], sums: [] }, 0]);
      expect(atEnd.promised).toBeGreaterThan(kills);
    } finally {
      await store.remove();
    }
  },
);
