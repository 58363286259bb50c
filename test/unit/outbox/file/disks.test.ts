/** Disks on which the file of an outbox can be, and what becomes of durable events there. */
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Database, DatabaseClass } from "../../../../src/outbox/file/database.ts";
import { type FileOutbox, fileOutbox, type FileOutboxOptions } from "../../../../src/outbox/file/index.ts";
import { describeFileSystem, describePlace } from "../../../../src/outbox/file/place.ts";
import { track } from "../../../../src/runtime/calls.ts";
import { createTracker } from "../../../../src/runtime/create-tracker.ts";
import type { DurableCounts } from "../../../../src/runtime/stats.ts";
import { creditsBought, durablePlan } from "../../../support/kills/durable-event.ts";
import { mountDisk, mountImageLayer } from "../../../support/mount.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const Libsql = createRequire(import.meta.url)("libsql") as DatabaseClass;

interface Opened {
  readonly outbox: FileOutbox;
  readonly lines: readonly string[];
  /** Tracks so many events. Gives how many were accepted. */
  readonly write: (events: number) => number;
  readonly counts: () => DurableCounts | undefined;
}

/** A tracker with an outbox. PostHog is away, so nothing leaves the file. */
function open(path: string, options: Partial<FileOutboxOptions> = {}): Opened {
  const outbox = fileOutbox({ path, ...options });
  const lines: string[] = [];
  const tracker = createTracker(durablePlan, {
    apiKey: "phc_x",
    host: "http://127.0.0.1:9",
    outbox,
    flushInterval: 3_600_000,
    log: (line) => lines.push(line.replace("[tracking-plan] ", "")),
  });
  onTestFinished(async () => void (await tracker.shutdown({ timeoutMs: 1 })));
  let written = 0;
  return {
    outbox,
    lines,
    write: (events) =>
      Array.from({ length: events }, () => {
        written += 1;
        const once = { tracker, idempotencyKey: `${written}`, timestamp: new Date() };
        return track(creditsBought, "ann", { credits: written }, once);
      }).filter(Boolean).length,
    counts: () => tracker.stats().durable,
  };
}

function countRows(path: string): unknown {
  const database: Database = new Libsql(path);
  const [row] = database.prepare("SELECT count(*) AS count FROM events").all() as { count: unknown }[];
  database.close();
  return row?.count;
}

/** Writes until nothing more can be stored. */
function fill({ write, counts }: Opened): number {
  let accepted = 0;
  while (counts()?.waitingForStore === 0) accepted += write(100);
  return accepted;
}

test("a full disk holds events in memory until there is room", async ({ skip }) => {
  const { folder } = mountDisk(20_000_000, skip);
  const filler = join(folder, "filler");
  writeFileSync(filler, Buffer.alloc(19_000_000));
  const path = join(folder, "tracking.db");
  const opened = open(path);
  const accepted = fill(opened);
  expect(opened.lines).toEqual([`The outbox ${path} cannot grow: the disk is full, or it has maxBytes.`]);
  expect(opened.counts()).toMatchObject({ accepted, lost: 0 });
  rmSync(filler);
  await expect.poll(opened.counts).toMatchObject({ accepted, stored: accepted, waitingForStore: 0 });
  expect(countRows(path)).toBe(accepted);
});

test("a batch that fills the disk is held in memory as a whole", async ({ skip }) => {
  const { folder } = mountDisk(20_000_000, skip);
  const filler = join(folder, "filler");
  writeFileSync(filler, Buffer.alloc(19_000_000));
  const path = join(folder, "tracking.db");
  const opened = open(path);
  opened.write(10);
  const accepted = opened.outbox.batch(() => fill(opened));
  expect(opened.counts()).toMatchObject({ accepted: accepted + 10, stored: 10, waitingForStore: accepted });
  expect(countRows(path)).toBe(10);
  rmSync(filler);
  await expect.poll(opened.counts).toMatchObject({ stored: accepted + 10, waitingForStore: 0 });
  expect(countRows(path)).toBe(accepted + 10);
});

test("a disk that can only be read is said at the start, and events are held in memory until it can be written", async ({
  skip,
}) => {
  const { folder, remount } = mountDisk(4_000_000, skip);
  const path = join(folder, "tracking.db");
  remount("ro");
  const opened = open(path);
  expect(opened.lines).toEqual([`The outbox ${path} cannot be used: EROFS.`]);
  expect([opened.write(3), opened.counts()?.waitingForStore, opened.lines.length]).toEqual([3, 3, 1]);
  remount("rw");
  await expect.poll(opened.counts).toMatchObject({ stored: 3, waitingForStore: 0 });
});

test("the image layer of a container is said at the start", ({ skip }) => {
  const { folder } = mountImageLayer(skip);
  const { lines, write, counts } = open(join(folder, "tracking.db"));
  expect(lines).toEqual([
    `The folder of the outbox: ${folder} is in the image layer of a container and is gone with it. Use a volume.`,
  ]);
  expect([write(3), counts()?.stored]).toEqual([3, 3]);
});

test.each([
  [0x6969, "NFS"],
  [0xff534d42, "SMB"],
  [0x00c36400, "Ceph"],
])("network file systems are known by their numbers in linux/magic.h: %i", (type, name) => {
  expect(describeFileSystem(type, "/mnt")).toBe(
    `/mnt is on a network file system (${name}), where locks do not hold. Use a local disk.`,
  );
});

test("a disk of the machine is said nothing about", ({ skip }) => {
  expect(describePlace(mountDisk(1_000_000, skip).folder)).toBeUndefined();
});

test.each([
  ["process", 1],
  ["machine", 2],
] as const)("with sync %s SQLite's synchronous is %i", (sync, synchronous) => {
  const connections: Database[] = [];
  class Watched extends (Libsql as new (path: string) => Database) {
    constructor(path: string) {
      super(path);
      connections.push(this);
    }
  }
  open(join(makeTempFolder(), "tracking.db"), { sync, driver: Watched }).write(1);
  expect(connections.map((one) => one.prepare("PRAGMA synchronous").all())).toEqual([[{ synchronous }]]);
});
