import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileOutbox } from "../../../../src/outbox/file/index.ts";
import type { ClaimedRow, OutboxStore } from "../../../../src/runtime/delivery/outbox.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

function open(path: string): { readonly outbox: ReturnType<typeof fileOutbox>; readonly store: OutboxStore } {
  const outbox = fileOutbox({ path });
  const store = outbox.open({
    planName: "shop",
    warn: (line) => expect(line).toContain("image layer"),
    wake: () => {},
    takeBack: () => {},
    writeHeld: async () => true,
  });
  return { outbox, store };
}

test("events are listed, counted, sent again and dropped", async () => {
  const path = join(makeTempFolder(), "outbox.db");
  const { outbox, store } = open(path);
  const rows = ["a", "b", "c", "d"].map((uuid, index) => ({
    uuid,
    event: "paid",
    distinctId: index < 2 ? "ann" : "bob",
    isKeyed: true,
    body: `{"of":"${uuid}"}`,
  }));
  store.write(rows);
  const [a, b] = (await store.claim(2)) as readonly [ClaimedRow, ClaimedRow];
  await store.conclude([{ id: a.id, kind: "parked", reason: "http_400" }]);
  const { admin } = outbox;
  const listed = await admin.list({ limit: 3, hasBody: false });
  expect(listed.map(({ writtenAt, ...event }) => [event, writtenAt.getTime() > 1.7e12])).toEqual([
    [
      { plan: "shop", uuid: "a", event: "paid", distinctId: "ann", state: "parked", reason: "http_400" },
      true,
    ],
    [{ plan: "shop", uuid: "b", event: "paid", distinctId: "ann", state: "claimed" }, true],
    [{ plan: "shop", uuid: "c", event: "paid", distinctId: "bob", state: "waiting" }, true],
  ]);
  expect(await admin.list({ limit: 9, hasBody: true, isParked: true })).toMatchObject([
    { uuid: "a", body: '{"of":"a"}' },
  ]);
  expect(await admin.counts()).toMatchObject([{ plan: "shop", waiting: 3, parked: 1 }]);
  expect(await admin.retryParked()).toBe(1);
  expect(await admin.counts()).toMatchObject([{ waiting: 4, parked: 0 }]);
  expect(await admin.drop({ distinctId: "ann", isParked: true })).toBe(0);
  expect(await admin.drop({ isParked: true })).toBe(0);
  // Also what is claimed.
  expect(await admin.drop({ distinctId: "ann" })).toBe(2);
  expect(b).toBeDefined();
  expect((await admin.list({ limit: 9, hasBody: false })).map(({ uuid }) => uuid)).toEqual(["c", "d"]);
  store.close();
});

test("a file that is not there is no outbox, and none is made", async () => {
  const path = join(makeTempFolder(), "nowhere.db");
  await expect(fileOutbox({ path }).admin.counts()).rejects.toThrow(`There is no outbox ${path}.`);
  expect(existsSync(path)).toBe(false);
});

test("the lock of another process is waited for", async () => {
  const path = join(makeTempFolder(), "outbox.db");
  const one = open(path);
  const other = open(path);
  one.store.write([{ uuid: "a", event: "paid", distinctId: "ann", isKeyed: true, body: "{}" }]);
  let dropped: Promise<number> | undefined;
  one.outbox.batch(() => {
    one.store.write([{ uuid: "b", event: "paid", distinctId: "ann", isKeyed: true, body: "{}" }]);
    dropped = other.outbox.admin.drop({ distinctId: "ann" });
  });
  expect(await dropped).toBe(2);
  one.store.close();
  other.store.close();
});
