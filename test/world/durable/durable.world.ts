/**
 * Durable events under hundreds of random kills. `KILLS=1000` kills more often; `SEED=7` draws other moments, and the seed of each run is
 * in its report.
 */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setup } from "../../support/build-cli.ts";
import { makeFileStore } from "../../support/kills/file-store.ts";
import type { KillStore } from "../../support/kills/kill-store.ts";
import { makePostgresStore } from "../../support/kills/postgres-store.ts";
import { randomOf } from "../../support/kills/random.ts";
import { type KillReport, type KillRun, runKills } from "../../support/kills/run-kills.ts";
import { postgresPrograms } from "../../support/postgres-server.ts";

const KILLS = Number(process.env["KILLS"] ?? 300);
const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** Enough for each fault of the outbox that is made on purpose. */
const KILLS_FOR_FAULTS = 40;

const STORES: Readonly<Record<string, () => KillStore | Promise<KillStore>>> = {
  "a file": makeFileStore,
  ...(postgresPrograms && { PostgreSQL: () => makePostgresStore(randomOf(SEED)) }),
};

let removeBuild: (() => void) | undefined;

beforeAll(async () => {
  removeBuild = await setup();
}, 300_000);

afterAll(() => removeBuild?.());

async function killOver(name: string, run: Omit<KillRun, "store" | "seed">): Promise<KillReport> {
  const store = await STORES[name]!();
  try {
    const report = await runKills({ ...run, store, seed: SEED, livesMs: 1500 });
    const { kills, afterKills, atEnd } = report;
    process.stdout.write(`${name}, SEED=${SEED}: ${JSON.stringify({ kills, afterKills, atEnd })}\n`);
    return report;
  } finally {
    await store.remove();
  }
}

describe.each(Object.keys(STORES))("over %s", (name) => {
  test(
    `${KILLS} kills lose nothing, and repeat nothing under another uuid`,
    { timeout: 1_200_000 },
    async () => {
      const main = join(process.env["TEST_BUILD"] ?? "", "dist/cli/main.cjs");
      const run = { kills: KILLS, writers: 3, senders: 2, waitsForLeases: true, main };
      const { broken, afterKills, atEnd } = await killOver(name, run);
      expect([broken, atEnd.kept]).toEqual([{ lost: [], forbidden: [], renamed: [], sums: [] }, 0]);
      // Otherwise nothing was tried.
      for (const tried of [afterKills.kept, atEnd.repeats, atEnd.parked]) expect(tried).toBeGreaterThan(0);
      expect(atEnd.promised).toBeGreaterThan(KILLS);
    },
  );

  test("an outbox that deletes before it sends is found", { timeout: 600_000 }, async () => {
    const run = { kills: KILLS_FOR_FAULTS, writers: 3, senders: 2, breaks: "deletes" as const };
    expect((await killOver(name, run)).broken.lost.length).toBeGreaterThan(0);
  });

  test("an outbox with a new uuid at each send is found", { timeout: 600_000 }, async () => {
    const run = { kills: KILLS_FOR_FAULTS, writers: 3, senders: 2, breaks: "uuids" as const };
    expect((await killOver(name, run)).broken.renamed.length).toBeGreaterThan(0);
  });
});
