/** Processes that end while they send: which events are blamed for it. The same for both stores. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { Pool } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import type { DatabaseClass } from "../../../src/outbox/file/database.ts";
import { fileOutbox } from "../../../src/outbox/file/index.ts";
import { postgresOutbox } from "../../../src/outbox/postgres/index.ts";
import { migrationSql } from "../../../src/outbox/postgres/migrations.ts";
import type { ClaimedRow, Outbox, OutboxRow, OutboxStore } from "../../../src/runtime/delivery/outbox.ts";
import { postgresPrograms, startPostgres } from "../../support/postgres-server.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

/** A store that processes share. */
interface Shared {
  /** The outbox of a new process. */
  readonly open: () => Outbox;
  /** As if the time of all leases had passed. */
  readonly endLeases: () => Promise<void>;
}

async function inFile(): Promise<Shared> {
  const Libsql = createRequire(import.meta.url)("libsql") as DatabaseClass;
  const path = join(makeTempFolder({}), "tracking.db");
  return {
    open: () => fileOutbox({ path }),
    endLeases: async () => {
      const database = new Libsql(path);
      database.exec("DELETE FROM owners");
      database.close();
    },
  };
}

async function inPostgres(): Promise<Shared> {
  const server = await startPostgres();
  const pool = new Pool({ connectionString: server.connectionString });
  pool.on("error", () => {});
  onTestFinished(async () => {
    await pool.end();
    await server.remove();
  });
  await pool.query(migrationSql("tracking_plan"));
  return {
    open: () => postgresOutbox({ query: (sql, values) => pool.query(sql, values) }),
    endLeases: async () => {
      await pool.query("UPDATE tracking_plan.events SET leased_until = NULL, owner = NULL");
    },
  };
}

/** The plans of a process, which has a tracker for each. */
const PLANS = ["shop", "blog"];

/** A process with two trackers. */
class Life {
  readonly lines: string[] = [];
  readonly claimed: ClaimedRow[] = [];
  readonly stores: readonly OutboxStore[];
  #wakes = 0;

  constructor({ open }: Shared) {
    const outbox = open();
    this.stores = PLANS.map((planName) =>
      outbox.open({
        planName,
        warn: (line) => this.lines.push(line),
        wake: () => (this.#wakes += 1),
        writeHeld: async () => true,
        takeBack: () => {},
      }),
    );
  }

  /** What all of its trackers claim now. */
  async claim(): Promise<readonly (readonly ClaimedRow[])[]> {
    const claims: (readonly ClaimedRow[])[] = [];
    for (const store of this.stores) claims.push((await store.claim(250)) ?? []);
    return claims;
  }

  /** Waits until a tracker is to claim what its last claim missed. `false` when none missed anything. */
  async isWoken(): Promise<boolean> {
    if (!this.stores.some(({ hasMissed }) => hasMissed)) return false;
    while (this.stores.some(({ hasMissed }) => hasMissed))
      await new Promise((resolve) => setTimeout(resolve, 1));
    return true;
  }

  /** Ends it without a word, as SIGKILL does. */
  end(): void {
    for (const store of this.stores) store.close();
  }
}

function row(uuid: string, distinctId: string): OutboxRow {
  return { uuid, event: "paid", distinctId, isKeyed: true, body: "{}" };
}

/** 40 events of 20 people for each plan. */
async function fill(shared: Shared): Promise<void> {
  const life = new Life(shared);
  for (const [index, store] of life.stores.entries()) {
    await store.writeHeld(
      Array.from({ length: 40 }, (_, number) => row(`${PLANS[index]} ${number}`, `person ${number % 20}`)),
    );
  }
  life.end();
}

/**
 * A life in which everything is delivered that does not end it: that is done once both trackers have claimed, so that whatever else is
 * claimed is there at the end.
 */
async function deliver(life: Life, isPoison: (row: OutboxRow) => boolean): Promise<readonly string[]> {
  const delivered: string[] = [];
  for (;;) {
    const claims = await life.claim();
    if (claims.flat().some(isPoison)) return delivered;
    for (const [index, rows] of claims.entries()) {
      if (rows.length > 0)
        await life.stores[index]!.conclude(rows.map(({ id }) => ({ id, kind: "delivered" })));
      delivered.push(...rows.map(({ uuid }) => uuid));
    }
    if (claims.flat().length === 0 && !(await life.isWoken())) return delivered;
  }
}

const STORES = { "a file": inFile, ...(postgresPrograms && { PostgreSQL: inPostgres }) };

describe.each(Object.entries(STORES))("in %s", (_name, make) => {
  test("an event that ends each process is parked, and nothing else is", async () => {
    const shared = await make();
    await fill(shared);
    const delivered: string[] = [];
    const lines: string[] = [];
    let lives = 0;
    while (lines.length === 0 && lives < 30) {
      lives += 1;
      const life = new Life(shared);
      delivered.push(...(await deliver(life, ({ uuid }) => uuid === "shop 21")));
      lines.push(...life.lines.filter((line) => line.includes("parked")));
      life.end();
      await shared.endLeases();
    }
    const { admin } = shared.open();
    const left = await admin!.list({ limit: 100, hasBody: false });
    expect(left.map(({ uuid, state, reason }) => [uuid, state, reason])).toEqual([
      ["shop 21", "parked", "never_concluded"],
    ]);
    expect(delivered.length).toBe(79);
    expect(lives).toBe(11);
  });

  test("nothing is parked when processes end again and again while PostHog takes nothing", async () => {
    const shared = await make();
    await fill(shared);
    for (let lives = 0; lives < 30; lives += 1) {
      const life = new Life(shared);
      for (let requests = 0; requests < 3; requests += 1) {
        const claims = await life.claim();
        for (const [index, rows] of claims.entries()) life.stores[index]!.survived!(rows.map(({ id }) => id));
      }
      life.end();
      await shared.endLeases();
    }
    const life = new Life(shared);
    expect((await deliver(life, () => false)).length).toBe(80);
    expect(life.lines.filter((line) => line.includes("parked"))).toEqual([]);
    life.end();
  });
});
