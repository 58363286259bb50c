import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Database, DatabaseClass } from "../../../../src/outbox/file/database.ts";
import { type FileOutbox, fileOutbox, type FileOutboxOptions } from "../../../../src/outbox/file/index.ts";
import type { ClaimedRow, OutboxRow, OutboxStore } from "../../../../src/runtime/delivery/outbox.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const Libsql = createRequire(import.meta.url)("libsql") as DatabaseClass;

interface Opened {
  readonly outbox: FileOutbox;
  readonly store: OutboxStore;
  readonly lines: string[];
  readonly wakes: () => number;
  /** The rows that it took back. */
  readonly back: OutboxRow[];
}

const opened: OutboxStore[] = [];

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

function newPath(): string {
  return join(makeTempFolder({}), "var", "tracking.db");
}

/** Opens a file as another process would: with a connection of its own. */
function open(path: string, options: Partial<FileOutboxOptions> = {}, planName = "shop"): Opened {
  const outbox = fileOutbox({ path, ...options });
  const lines: string[] = [];
  const back: OutboxRow[] = [];
  let wakes = 0;
  const store = outbox.open({
    planName,
    // Where the tests run may be an image layer.
    warn: (line) => line.startsWith("The folder") || lines.includes(line) || lines.push(line),
    wake: () => (wakes += 1),
    writeHeld: async () => true,
    takeBack: (rows) => void back.push(...rows),
  });
  opened.push(store);
  return { outbox, store, lines, wakes: () => wakes, back };
}

function row(uuid: string, more: Partial<OutboxRow> = {}): OutboxRow {
  return { uuid, event: "paid", distinctId: "ann", isKeyed: true, body: `{"uuid":"${uuid}"}`, ...more };
}

function claim(store: OutboxStore, limit = 250): readonly ClaimedRow[] {
  return store.claim(limit) as readonly ClaimedRow[];
}

const uuids = (rows: readonly OutboxRow[] | undefined): unknown => rows?.map(({ uuid }) => uuid);

/** Holds the lock of a file, as another process does that writes. */
function lock(path: string): { readonly release: () => void } {
  const database: Database = new Libsql(path);
  database.exec("BEGIN IMMEDIATE");
  return {
    release: () => {
      database.exec("COMMIT");
      database.close();
    },
  };
}

describe("rows", () => {
  test("are claimed in the order in which they were written, once, and deleted when they are delivered", () => {
    const { store } = open(newPath());
    expect(store.write([row("a"), row("b")])).toEqual({ kind: "stored", repeated: new Set() });
    store.write([row("c")]);
    const [first, ...rest] = claim(store, 2);
    expect([first, uuids(rest)]).toEqual([{ ...row("a"), id: 1 }, ["b"]]);
    expect(uuids(claim(store))).toEqual(["c"]);
    expect(store.conclude([{ id: 1, kind: "delivered" }])).toBe(true);
    expect(claim(store)).toEqual([]);
  });

  test("with a uuid that is there are not written again", () => {
    const path = newPath();
    const { store } = open(path);
    store.write([row("a")]);
    expect(open(path).store.write([row("b"), row("a")])).toEqual({
      kind: "stored",
      repeated: new Set(["a"]),
    });
    expect(uuids(claim(store))).toEqual(["a", "b"]);
  });

  test("of another plan are for other trackers", () => {
    const path = newPath();
    open(path).store.write([row("a")]);
    const other = open(path, {}, "blog").store;
    expect(claim(other)).toEqual([]);
    expect(other.write([row("a")])).toMatchObject({ repeated: new Set() });
  });

  test("that are released can be claimed by others, and those that are parked cannot", () => {
    const path = newPath();
    const [one, other] = [open(path), open(path)];
    one.store.write([row("a"), row("b"), row("c")]);
    const [a, b, c] = claim(one.store) as [ClaimedRow, ClaimedRow, ClaimedRow];
    expect(claim(other.store)).toEqual([]);
    one.store.conclude([
      { id: a.id, kind: "delivered" },
      { id: b.id, kind: "parked", reason: "http_400" },
      { id: c.id, kind: "released" },
    ]);
    expect(uuids(claim(other.store))).toEqual(["c"]);
    expect(other.outbox.retryParked()).toBe(1);
    expect(uuids(claim(other.store))).toEqual(["b"]);
  });

  test("of a dead process are free again when its lease is over, and it cannot conclude them then", () => {
    const path = newPath();
    const one = open(path);
    one.store.write([row("a")]);
    const [claimed] = claim(one.store) as [ClaimedRow];
    one.store.close();
    const database: Database = new Libsql(path);
    database.exec("UPDATE owners SET expires_at = 1");
    database.close();
    const other = open(path);
    expect(uuids(claim(other.store))).toEqual(["a"]);
    expect(open(path).store.conclude([{ id: claimed.id, kind: "delivered" }])).toBe(true);
    expect(other.store.conclude([{ id: claimed.id, kind: "released" }])).toBe(true);
    expect(uuids(claim(other.store))).toEqual(["a"]);
  });

  test("with a lease that ends in a far future are free: somebody set the clock back", () => {
    const path = newPath();
    const one = open(path);
    one.store.write([row("a")]);
    claim(one.store);
    const database: Database = new Libsql(path);
    database.exec("UPDATE owners SET expires_at = expires_at + 1000000000");
    database.close();
    expect(uuids(claim(open(path).store))).toEqual(["a"]);
  });

  test("are found by a tracker that starts", async () => {
    const path = newPath();
    open(path).store.write([row("a")]);
    const { wakes } = open(path);
    await expect.poll(wakes).toBeGreaterThan(0);
  });

  test("get ids that no row had before", () => {
    const { store } = open(newPath());
    store.write([row("a")]);
    const [a] = claim(store) as [ClaimedRow];
    store.conclude([{ id: a.id, kind: "delivered" }]);
    store.write([row("b")]);
    expect(claim(store)[0]?.id).toBeGreaterThan(Number(a.id));
  });

  test("hold any text", () => {
    const { store } = open(newPath());
    const body = JSON.stringify({ text: "\u0000 \ud800 𝒳 '\" \u2028" });
    store.write([row("a", { body, distinctId: "O'Neill" })]);
    expect(claim(store)).toMatchObject([{ body, distinctId: "O'Neill" }]);
  });
});

describe("a file", () => {
  test("is for its user alone, and so are the two beside it", () => {
    const path = newPath();
    open(path).store.write([row("a")]);
    expect(readdirSync(join(path, "..")).toSorted()).toEqual([
      "tracking.db",
      "tracking.db-shm",
      "tracking.db-wal",
    ]);
    for (const ending of ["", "-wal", "-shm"]) expect(statSync(path + ending).mode & 0o777).toBe(0o600);
  });

  test("whose lock somebody else has holds a call up once, and is tried again", async () => {
    const path = newPath();
    const { store, wakes } = open(path);
    await expect.poll(() => claim(store)).toEqual([]);
    const held = lock(path);
    const calls = Array.from({ length: 100 }, (_, index) => {
      const before = performance.now();
      expect(store.write([row(`${index}`)])).toEqual({ kind: "hold" });
      return performance.now() - before;
    });
    // Only the first waits, for 20 ms. A busy machine may interrupt a few others.
    expect(calls.filter((milliseconds) => milliseconds >= 10).length).toBeLessThan(10);
    expect([store.claim(1), store.conclude([]), store.writeHeld([])]).toEqual([undefined, false, false]);
    const before = wakes();
    held.release();
    await expect.poll(wakes).toBeGreaterThan(before);
    expect(store.writeHeld([row("0"), row("1")])).toBe(true);
    expect(uuids(claim(store))).toEqual(["0", "1"]);
  });

  test(
    "whose lock somebody has for two seconds stops no timer under 100 calls",
    { timeout: 120_000 },
    async () => {
      // Others use the machine, too: a call that waits would be late each time.
      await expect.poll(latenessUnderCalls).toBeLessThan(50);
    },
  );

  test("that is locked refuses without a fallback to memory", () => {
    const path = newPath();
    const { store } = open(path, { memoryFallback: false });
    const held = lock(path);
    expect(store.write([row("a")])).toEqual({ kind: "refused", reason: "store_busy" });
    held.release();
  });

  test.each([50, 1000, 5000, 30_000])(
    "that is full of rows of %d characters lets them be sent",
    async (length) => {
      const { store } = open(newPath(), { maxBytes: 1_000_000 });
      const body = "x".repeat(length);
      let written = 0;
      while (store.write([row(String(written), { body })]).kind === "stored") written += 1;
      // It is tried again after a moment.
      await expect.poll(() => store.writeHeld([])).toBe(true);
      let sent = 0;
      for (let rows = claim(store); rows.length > 0; rows = claim(store)) {
        expect(store.conclude(rows.map(({ id }) => ({ id, kind: "delivered" })))).toBe(true);
        sent += rows.length;
      }
      expect(sent).toBe(written);
      expect(store.write([row("more", { body })])).toMatchObject({ kind: "stored" });
    },
  );

  test("that has its greatest size refuses, and takes rows again when others are gone", async () => {
    const { store, lines, wakes } = open(newPath(), { maxBytes: 400_000 });
    const body = JSON.stringify("x".repeat(10_000));
    let written = 0;
    while (store.write([row(`${written}`, { body })]).kind === "stored") written += 1;
    expect(written).toBeGreaterThan(15);
    expect(store.write([row("more", { body })])).toEqual({ kind: "refused", reason: "store_full" });
    expect(lines).toEqual([expect.stringContaining("cannot grow")]);
    const before = wakes();
    await expect.poll(wakes).toBeGreaterThan(before);
    store.conclude(claim(store).map(({ id }) => ({ id, kind: "delivered" })));
    expect(store.write([row("more", { body })])).toMatchObject({ kind: "stored" });
  });

  test.each([
    ["is no database", (path: string) => writeFileSync(path, "no database ".repeat(1000))],
    ["is cut off", () => {}],
    ["has a torn page", (path: string) => writeFileSync(path, tear(readFileSync(path)))],
  ])("that %s is set aside, and a fresh one begun", async (name, damage) => {
    const path = newPath();
    const first = open(path);
    for (let index = 0; index < 200; index += 1) first.store.write([row(`${index}`)]);
    first.store.close();
    if (name !== "is cut off") checkpoint(path);
    // Otherwise SQLite repairs the file from it.
    for (const ending of ["-wal", "-shm"]) rmSync(path + ending, { force: true });
    damage(path);
    const { store, lines, wakes } = open(path);
    await expect.poll(wakes).toBeGreaterThan(0);
    store.claim(250);
    await expect.poll(() => store.write([row("new")])).toMatchObject({ kind: "stored" });
    expect(lines.join("\n")).toContain("The outbox was damaged. It is now");
    expect(readdirSync(join(path, "..")).some((entry) => entry.startsWith("tracking.db.damaged-"))).toBe(
      true,
    );
  });

  test("that was removed is begun again, with what was in it", async () => {
    const path = newPath();
    const { store, lines } = open(path);
    store.write([row("a"), row("b")]);
    for (const ending of ["", "-wal", "-shm"]) rmSync(path + ending);
    await expect
      .poll(() => lines, { timeout: 10_000 })
      .toEqual([expect.stringContaining("was removed or replaced")]);
    expect(uuids(claim(open(path).store))).toEqual(["a", "b"]);
  });

  test("of a newer version is left alone, until that version is back", async () => {
    const path = newPath();
    const newer = open(path).store;
    newer.write([row("of the newer")]);
    newer.close();
    const setVersion = (version: number): void => {
      const database: Database = new Libsql(path);
      database.exec(`PRAGMA user_version = ${version}`);
      database.close();
    };
    setVersion(2);
    const { store, lines, wakes } = open(path);
    expect(store.write([row("a")])).toEqual({ kind: "hold" });
    expect(lines).toEqual([expect.stringContaining("newer version of tracking-plan")]);
    setVersion(1);
    await expect.poll(wakes).toBeGreaterThan(0);
    expect(store.writeHeld([row("a")])).toBe(true);
    expect(uuids(claim(store))).toEqual(["of the newer", "a"]);
  });

  test("that cannot be there is said, and rows are held", () => {
    const { store, lines } = open(join(makeTempFolder({ file: "" }), "file", "tracking.db"));
    expect([store.write([row("a")]), lines.length]).toEqual([{ kind: "hold" }, 1]);
    expect(lines[0]).toMatch(/cannot be used: E(?:NOTDIR|EXIST)/u);
  });

  test("is not needed where there is no database", () => {
    const { store, lines } = open(newPath(), { driver: "Install libsql." as unknown as DatabaseClass });
    expect([store.write([row("a")]), lines]).toEqual([
      { kind: "hold" },
      ["The outbox cannot be used: Install libsql."],
    ]);
  });

  test("forgets what is too old, parked or not, and says so", async () => {
    const path = newPath();
    const one = open(path);
    one.store.write([row("a"), row("b"), row("c")]);
    const [a] = claim(one.store, 1) as [ClaimedRow];
    one.store.conclude([{ id: a.id, kind: "parked", reason: "http_400" }]);
    const database: Database = new Libsql(path);
    database.exec("UPDATE events SET written_at = 1 WHERE uuid = 'b'; UPDATE parked SET written_at = 1");
    database.close();
    const { lines, store } = open(path);
    // One of the two does it.
    await expect
      .poll(() => [...one.lines, ...lines])
      .toEqual(["2 events of the outbox were older than maxAgeDays and deleted."]);
    expect(uuids(claim(store))).toEqual(["c"]);
  });
});

describe("a batch", () => {
  test("writes all events of its callback in one transaction", () => {
    const path = newPath();
    const { outbox, store } = open(path);
    const other = open(path).store;
    const result = outbox.batch(() => {
      expect(store.write([row("a")])).toMatchObject({ kind: "stored" });
      outbox.batch(() => store.write([row("b")]));
      expect([store.claim(1), claim(other)]).toEqual([undefined, undefined]);
      return 7;
    });
    expect(result).toBe(7);
    expect(uuids(claim(store))).toEqual(["a", "b"]);
  });

  test("that throws has written what came before", () => {
    const { outbox, store } = open(newPath());
    const fail = (): never => {
      store.write([row("a")]);
      throw new Error("of the application");
    };
    expect(() => outbox.batch(fail)).toThrow("of the application");
    expect(uuids(claim(store))).toEqual(["a"]);
  });

  test("has what its callback sends again of parked events", () => {
    const { outbox, store, back } = open(newPath());
    store.write([row("parked")]);
    const [{ id }] = claim(store) as [ClaimedRow];
    store.conclude([{ id, kind: "parked", reason: "http_400" }]);
    outbox.batch(() => {
      store.write([row("a")]);
      expect(outbox.retryParked()).toBe(1);
      expect(store.write([row("b")])).toMatchObject({ kind: "stored" });
    });
    expect([uuids(claim(store)), back]).toEqual([["a", "parked", "b"], []]);
  });

  test("that does not fit into the file gives its rows back, of each tracker its own", () => {
    const path = newPath();
    const { outbox, store, back } = open(path, { maxBytes: 400_000 });
    const othersBack: OutboxRow[] = [];
    const other = outbox.open({
      planName: "blog",
      warn: () => {},
      wake: () => {},
      writeHeld: async () => true,
      takeBack: (rows) => void othersBack.push(...rows),
    });
    opened.push(other);
    const body = JSON.stringify("x".repeat(10_000));
    const written: string[] = [];
    outbox.batch(() => {
      other.write([row("of another plan")]);
      for (let uuid = 0; store.write([row(`${uuid}`, { body })]).kind === "stored"; uuid += 1) {
        written.push(`${uuid}`);
      }
    });
    expect(written.length).toBeGreaterThan(15);
    expect([uuids(back), uuids(othersBack)]).toEqual([written, ["of another plan"]]);
  });

  test("while somebody else has the lock is held", () => {
    const path = newPath();
    const { outbox, store } = open(path);
    const held = lock(path);
    expect(outbox.batch(() => store.write([row("a")]))).toEqual({ kind: "hold" });
    held.release();
  });
});

/** Writes into the file what is in the one beside it. */
function checkpoint(path: string): void {
  const database: Database = new Libsql(path);
  database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
  database.close();
}

/** Overwrites what is after the first page. */
function tear(bytes: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0x41)]);
}

/** How late timers are while a new file is written to whose lock somebody has: beyond what a busy machine takes without us. */
async function latenessUnderCalls(): Promise<number> {
  const path = newPath();
  const { store } = open(path);
  const usual = await lateness();
  const held = lock(path);
  const late = lateness();
  for (let index = 0; index < 100; index += 1) store.write([row(`${index}`)]);
  const measured = (await late) - usual;
  held.release();
  return measured;
}

/** How late a timer of 10 ms is at most during two seconds. */
async function lateness(): Promise<number> {
  let latest = 0;
  for (const end = performance.now() + 2000; performance.now() < end;) {
    const due = performance.now() + 10;
    await new Promise((resolve) => setTimeout(resolve, 10));
    latest = Math.max(latest, performance.now() - due);
  }
  return latest;
}
