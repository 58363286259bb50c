import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Pool } from "pg";
import { describe, expect, test } from "vitest";
import { makePostgresStore } from "../../support/kills/postgres-store.ts";
import { randomOf } from "../../support/kills/random.ts";
import { runKills } from "../../support/kills/run-kills.ts";

const SEED = 13;

/** The programs of a version, from the package for this machine; `undefined` where there is none. */
function programsOf(version: number): string | undefined {
  const folder = `node_modules/postgres-${version}-${process.platform}-${process.arch}/native/bin`;
  const programs = fileURLToPath(new URL(folder, import.meta.url));
  return existsSync(programs) ? programs : undefined;
}

describe.each([13, 18])("PostgreSQL %i", (version) => {
  test.skipIf(programsOf(version) === undefined)("keeps what was promised under 40 kills", async () => {
    const store = await makePostgresStore(randomOf(SEED), programsOf(version));
    try {
      const pool = new Pool({ connectionString: store.variables["OUTBOX"] });
      const { rows } = await pool.query("SHOW server_version_num");
      await pool.end();
      expect(Math.floor(rows[0].server_version_num / 10_000)).toBe(version);

      const { broken, atEnd } = await runKills({ store, kills: 40, writers: 3, senders: 2, seed: SEED });
      expect([broken, atEnd.kept]).toEqual([{ lost: [], forbidden: [], renamed: [], sums: [] }, 0]);
      expect(atEnd.promised).toBeGreaterThan(0);
    } finally {
      await store.remove();
    }
  });
});
